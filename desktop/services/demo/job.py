"""The main job, once, on the demo store: plan, fill, photo, figure, finding, action, report, two laptops, conflict."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from desktop.clock import Clock, today_of
from desktop.errors import NotFound, StoreProblem
from desktop.i18n import _, ngettext
from desktop.progress import SILENT, Progress
from desktop.rules.periods import period_of
from desktop.rules.vocabulary import Frequency, ProjectKind, ProjectStage, VisitState
from desktop.services.accounts import service as accounts
from desktop.services.actions.records import ActionFilter
from desktop.services.demo.drawing import draw_photo
from desktop.services.demo.people import COLLEAGUE, HOME, ME, home_people
from desktop.services.demo.server import DemoServer
from desktop.services.demo.service import DemoStore, open_demo
from desktop.services.form_library.steps import Step
from desktop.services.projects.records import ProjectFilter, ProjectRow
from desktop.services.roster import Services
from desktop.services.visits import sections
from desktop.services.visits.records import VisitFilter, VisitRecord
from desktop.services.visits.recounting import Recounted

Say = Callable[[str], None]
_FORM = "site_checklist"
_EVERY = 100_000
_LEFT_OPEN = 3
_WORDS = {
    sections.MESSAGES: "The courses run and people come. Attendance was complete on eighteen of twenty days.\n"
    "One tutor is missing. The third bench has stood empty since August.\n"
    "Figures are a little high. Seven in a hundred stood on two lists.",
    sections.LIMITS: "The road to the upper villages was closed on the second day.",
    sections.GENDER: "Morning courses are half women, evening courses a fifth.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the demo keeps its things: all beside the first store, under its name."""

    store: Path

    @property
    def colleague(self) -> Path:
        return self.store.with_name(f"{self.store.name}-colleague")

    @property
    def server(self) -> Path:
        return self.store.with_name(f"{self.store.name}-server")

    @property
    def files(self) -> Path:
        return self.store.with_name(f"{self.store.name}-files")


@dataclass(frozen=True, slots=True, kw_only=True)
class JobReport:
    visit: str
    pdf: Path
    pages: int
    pushed: int
    pulled: int
    conflicts_settled: int
    conflicts_open: int
    equal: bool


def run_job(demo: DemoStore, clock: Clock, say: Say, progress: Progress = SILENT) -> JobReport:
    """Every step through the services that window and command line use; each is said before it is done."""
    places = Places(store=demo.folder)
    places.files.mkdir(parents=True, exist_ok=True)
    home = open_demo(demo.folder, demo.passphrase, clock)
    try:
        visit, pdf, pages = _Visit(home, say, places).made()
        progress.step(1, 2)
        laptops = _TwoLaptops(home, demo, places, clock, say)
        pushed, pulled, settled, left, equal = laptops.meet(visit)
    finally:
        home.close()
    progress.step(2, 2)
    return JobReport(
        visit=visit.row.code,
        pdf=pdf,
        pages=pages,
        pushed=pushed,
        pulled=pulled,
        conflicts_settled=settled,
        conflicts_open=left,
        equal=equal,
    )


class _Visit:
    """One visit from its plan to its report."""

    def __init__(self, services: Services, say: Say, places: Places) -> None:
        self._services, self._say, self._places = services, say, places
        self._today = today_of(services.clock)

    def made(self) -> tuple[VisitRecord, Path, int]:
        visit = self._plan()
        self._go(visit.row.id)
        self._meet(visit)
        self._fill(visit)
        self._attach(visit)
        self._recount(visit)
        self._find(visit)
        pdf, pages = self._print(visit.row.id)
        return self._services.visits.get(visit.row.id), pdf, pages

    def _plan(self) -> VisitRecord:
        self._say(_("Plan: a visit of three days to two sites, two results to look at"))
        project = _project_at_home(self._services)
        return self._services.visits.create(
            project_id=project.id,
            start=self._today - timedelta(days=2),
            end=self._today,
            results=("1.1", "1.2"),
            sites=("Osh", "Batken"),
            purpose="Recount the figures of the last quarter and see whether the workshops run.",
        )

    def _go(self, visit_id: UUID) -> None:
        for state in (VisitState.PLANNED, VisitState.ASSIGNED, VisitState.ACCEPTED, VisitState.IN_FIELD):
            self._services.visits.move(visit_id, state)

    def _meet(self, visit: VisitRecord) -> None:
        """The sites are reached, and people are met there: how many, never who."""
        for site in visit.sites:
            self._services.visit_plans.set_site(
                site.id, {"state": "visited", "visited_on": (self._today - timedelta(days=1)).isoformat()}
            )
        counts = {"female": {"18-59": 9, "60+": 3}, "male": {"18-59": 11}}
        self._services.fieldwork.add_group(
            visit.row.id, {"title": "Trainees", "counts": counts, "site_id": visit.sites[0].id}
        )
        for section, text in _WORDS.items():
            self._services.fieldwork.write(visit.row.id, section, text)

    def _fill(self, visit: VisitRecord) -> None:
        self._say(_("Form: the site checklist is filled in, in Russian"))
        form = self._services.form_library.named(_FORM).row
        answers: Mapping[str, str] = {
            "/data/day": self._today.isoformat(),
            "/data/site/name": "Учебный центр, Ош",
            "/data/site/open": "yes",
            "/data/site/women": "23",
            "/data/site/men": "18",
            "/data/services": "training counselling",
            "/data/complaints": "no",
            "/data/interview[1]/sex": "female",
            "/data/interview[1]/age": "34",
            "/data/interview[1]/said": "Курс хороший, но мастера нет с августа.",
        }
        steps = [Step("set", path, value) for path, value in answers.items()]
        spoken = next((name for name in form.languages if "(ru)" in name), "")
        self._services.submissions.fill(
            form.id, steps, visit_id=visit.row.id, site_id=visit.sites[0].id, spoken=spoken
        )

    def _attach(self, visit: VisitRecord) -> None:
        self._say(_("Photo: drawn by the program, with consent for office and donor"))
        photo = draw_photo("workshop", self._today.toordinal())
        (self._places.files / "workshop.jpg").write_bytes(photo)
        kept = self._services.attachments.attach(
            visit.row.id,
            photo,
            "workshop.jpg",
            caption="The workshop in Osh; the third bench has no tutor",
            consent=["yes"],
            site_id=visit.sites[0].id,
        )
        self._services.attachments.set_fields(
            kept.id, {"shows_people": True, "consent_mode": "oral_witnessed"}
        )

    def _recount(self, visit: VisitRecord) -> None:
        figures = self._services.briefs.of_visit(visit.row.id).figures
        known = [one for one in figures if one.reported and one.period_end]
        self._say(
            ngettext(
                "Recount: {count} reported figure beside what the registers show",
                "Recount: {count} reported figures beside what the registers show",
                len(known),
            ).format(count=len(known))
        )
        for one in known:
            if one.reported is None or one.period_end is None:
                continue
            found = (one.reported * 93 / 100).to_integral_value()
            quarter = period_of(one.period_end, Frequency.QUARTERLY)
            why = "Persons on two lists" if found != one.reported else None
            recounted = Recounted(verified=found, method="recount", note=why)
            self._services.verifications.verify(
                visit.row.id, one.indicator_id, quarter, recounted, reported=one.reported
            )

    def _find(self, visit: VisitRecord) -> None:
        self._say(_("Finding and action: a tutor is missing, and somebody is to hire one"))
        services, visit_id = self._services, visit.row.id
        finding = services.findings.add(
            visit_id,
            statement="One bench of three has had no tutor since August; eleven trainees were sent home.",
            result_id=visit.results[0].result_id,
            site_id=visit.sites[0].id,
            severity="major",
            evidence="Attendance sheets August to October; interview with the director",
            rating="at_risk",
        )
        for result in visit.results:
            rating = "at_risk" if result is visit.results[0] else "on_track"
            services.findings.rate(visit_id, result.result_id, rating)
        services.findings.rate(
            visit_id, None, "at_risk", summary="The courses run; one tutor has to be hired this month."
        )
        services.actions.create(
            title="Hire a tutor for the third bench",
            due=self._today + timedelta(days=21),
            finding_id=finding,
            owner=home_people()[COLLEAGUE][1],
            priority="high",
        )

    def _print(self, visit_id: UUID) -> tuple[Path, int]:
        self._say(_("Report: printed for the office, and in Russian for the partner"))
        self._services.visits.move(visit_id, VisitState.REPORTING)
        office = self._services.reporting.issue_visit(visit_id, language="en").report
        target = self._places.files / "visit-report.pdf"
        target.write_bytes(office.pdf)
        partner = self._services.reporting.visit_pdf(visit_id, language="ru")
        (self._places.files / "visit-report-ru.pdf").write_bytes(partner)
        return target, office.pages


def _project_at_home(services: Services) -> ProjectRow:
    wanted = ProjectFilter(
        stages=frozenset({ProjectStage.IMPLEMENTING}), countries=frozenset({HOME}), kind=ProjectKind.OWN
    )
    found = services.projects.page(wanted, limit=_EVERY)
    if not found:
        raise NotFound(_("There is no project under way in {country}.").format(country=HOME))
    return next((row for row in found if (row.code or "").startswith("LM.")), found[0])


class _TwoLaptops:
    """The store of the person here and that of a colleague, and the server between them."""

    def __init__(self, home: Services, demo: DemoStore, places: Places, clock: Clock, say: Say) -> None:
        self._home, self._demo, self._places, self._clock, self._say = home, demo, places, clock, say

    def meet(self, visit: VisitRecord) -> tuple[int, int, int, int, bool]:
        """Pushed, pulled, conflicts settled, conflicts left open, and whether both stores were equal."""
        self._say(_("Server: milepost-server is set up, with an office and two people"))
        server = DemoServer(self._places.server)
        self._places.server.mkdir(parents=True, exist_ok=True)
        server.add_offices(("RO", "Regional Office", None), (HOME, "Country Office Kyrgyzstan", "RO"))
        codes = [server.code_for(home_people()[who][1], "RO", "manager") for who in (ME, COLLEAGUE)]
        away = self._colleague()
        try:
            with server.running() as address:
                self._say(_("Server: at {address}").format(address=address))
                self._home.syncing.enrol(address, codes[0])
                away.syncing.enrol(address, codes[1])
                return self._sync(away, visit)
        finally:
            away.close()

    def _sync(self, away: Services, visit: VisitRecord) -> tuple[int, int, int, int, bool]:
        self._say(_("Sync: the first laptop sends the whole region, the second takes it in"))
        sent = self._home.syncing.sync()
        taken = away.syncing.sync()
        self._say(_("Conflict: both change the title of the same visit without knowing of each other"))
        self._home.visits.set_fields(visit.row.id, {"title": "Workshops in Osh and Batken"})
        away.visits.set_fields(visit.row.id, {"title": "Skills centres of the south, autumn"})
        _round(self._home, away)
        settled = self._settle()
        _round(self._home, away)
        equal = _content(self._home) == _content(away)
        self._say(_("Equal: both stores tell the same") if equal else _("The two stores differ"))
        left = self._leave_some_open(away)
        return sent.pushed, taken.pulled, settled, left, equal

    def _settle(self) -> int:
        conflicts = self._home.syncing.conflicts()
        for conflict in conflicts:
            self._say(
                _("Decision: {words}: the second value is kept, the first stays in the history").format(
                    words=conflict.words
                )
            )
            self._home.syncing.resolve(conflict.id, keep=2, note="Agreed by telephone")
        return len(conflicts)

    def _leave_some_open(self, away: Services) -> int:
        """So that the conflict desk of a demo has something on it, and the top bar something unsent."""
        self._say(_("A few conflicts and unsent changes are left for the window to show"))
        planned = VisitFilter(
            states=frozenset({VisitState.PLANNED, VisitState.ACCEPTED, VisitState.ASSIGNED})
        )
        for row in self._home.visits.page(planned, limit=_LEFT_OPEN - 1):
            self._home.visits.set_fields(row.id, {"title": f"{row.places[0]}, first trip"})
            away.visits.set_fields(row.id, {"title": f"{row.places[0]} and back in two days"})
        for action in self._home.actions.page(ActionFilter(overdue=True), limit=1):
            self._home.actions.set_fields(action.id, {"due": self._later(10)})
            away.actions.set_fields(action.id, {"due": self._later(24)})
        _round(self._home, away)
        for row in self._home.visits.page(planned, limit=2):
            self._home.visits.set_fields(row.id, {"logistics": "Car of the sub-office; two nights in Osh."})
        return len(self._home.syncing.conflicts())

    def _later(self, days: int) -> str:
        return (today_of(self._clock) + timedelta(days=days)).isoformat()

    def _colleague(self) -> Services:
        name, email = home_people()[COLLEAGUE]
        accounts.create_store(
            self._places.colleague,
            passphrase=self._demo.passphrase,
            name=name,
            email=email,
            office_code=HOME,
            clock=self._clock,
        )
        return open_demo(self._places.colleague, self._demo.passphrase, self._clock)


def _round(home: Services, away: Services) -> None:
    """Both send and take until neither has anything new for the other."""
    for services in (home, away, home):
        services.syncing.sync()


def _content(services: Services) -> tuple[object, ...]:
    """What the lists of a store tell, which two laptops at rest tell alike."""
    wanted_actions = services.actions.page(ActionFilter(), limit=_EVERY)
    rows = (
        *services.projects.page(ProjectFilter(), limit=_EVERY),
        *services.visits.page(VisitFilter(), limit=_EVERY),
        *((row.id, row.code, row.title, row.state, row.due, row.owner) for row in wanted_actions),
    )
    if not rows:
        raise StoreProblem(_("The store of the demo is empty."))
    return rows
