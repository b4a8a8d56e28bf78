"""What the presenters of the visits decide, without a window."""

from collections.abc import Callable, Sequence
from uuid import UUID

import pytest

from desktop.errors import Refused
from desktop.services.roster import Services
from desktop.services.steps import Missing
from desktop.storage.changed import Changed
from desktop.ui.screens.visits.desk import VisitDesk
from desktop.ui.screens.visits.findings.presenter import FindingsPresenter, Line
from desktop.ui.screens.visits.presenter import VisitsPresenter
from desktop.ui.screens.visits.record.presenter import Head, RecordPresenter
from desktop.ui.screens.visits.report.presenter import PartState, parts_of
from tests.makers import MadeProject, make_person, make_visit
from tests.ui.standing_shell import StandingShell


class FakeList:
    """Remembers what the list was told to show."""

    def __init__(self) -> None:
        self.shown = ""
        self.active: list[str] = []
        self.counts = (0, 0)
        self.without: list[tuple[str, int]] = []
        self.detail: bool | None = None
        self.asked: list[tuple[bool, UUID | None]] = []

    def show_filters(self, choices: Sequence[tuple[str, str, str]], active: Sequence[str]) -> None:
        self.active = list(active)

    def show_rows(self, shown: int, total: int) -> None:
        self.shown, self.counts = "rows", (shown, total)

    def show_nothing_yet(self) -> None:
        self.shown = "nothing yet"

    def show_no_match(self, total: int, without: Sequence[tuple[str, int]]) -> None:
        self.shown, self.without = "no match", list(without)

    def select(self, visit_id: UUID | None) -> None:
        return

    def show_detail(self, is_there: bool) -> None:
        self.detail = is_there

    def ask_new(self, *, unplanned: bool, project_id: UUID | None = None) -> None:
        self.asked.append((unplanned, project_id))


class FakeRecord:
    def __init__(self) -> None:
        self.head: Head | None = None
        self.counts: dict[str, str] = {}
        self.missing: list[tuple[str, str]] = []
        self.pointed: list[Missing] = []
        self.reason: Callable[[str], None] | None = None

    def show_head(self, head: Head) -> None:
        self.head = head

    def show_counts(self, counts: dict[str, str]) -> None:
        self.counts = counts

    def show_missing(self, parts: Sequence[tuple[str, str]], has_link: bool) -> None:
        self.missing = list(parts)

    def show_part(self, part: str) -> None:
        return

    def point_at(self, missing: Missing) -> None:
        self.pointed.append(missing)

    def ask_reason(self, verb: str, question: str, then: Callable[[str], None]) -> None:
        self.reason = then


@pytest.fixture
def shell(services: Services) -> StandingShell:
    return StandingShell(services)


@pytest.fixture
def desk(shell: StandingShell) -> VisitDesk:
    return VisitDesk(shell)


def _record(desk: VisitDesk) -> tuple[FakeRecord, RecordPresenter]:
    screen = FakeRecord()
    presenter = RecordPresenter(screen, desk)
    presenter.begin()
    return screen, presenter


def test_one_filter_of_a_kind_replaces_another_but_states_add_up(
    services: Services, project: MadeProject, shell: StandingShell, desk: VisitDesk
) -> None:
    make_visit(services, project)
    screen = FakeList()
    presenter = VisitsPresenter(screen, shell, desk)
    presenter.begin()

    for key in ("year:2025", "year:2026", "state:draft", "state:planned"):
        presenter.filter_added(key)

    assert screen.active == ["year:2026", "state:draft", "state:planned"]
    assert (screen.shown, screen.counts) == ("rows", (1, 1))


def test_filters_are_remembered_and_unknown_ones_forgotten(
    services: Services, project: MadeProject, shell: StandingShell, desk: VisitDesk
) -> None:
    make_visit(services, project)
    shell.remember("visits.filters", ["mine", "state:invented"])
    screen = FakeList()

    VisitsPresenter(screen, shell, desk).begin()

    assert screen.active == ["mine"]


def test_when_nothing_matches_each_filter_tells_what_its_removal_brings(
    services: Services, project: MadeProject, shell: StandingShell, desk: VisitDesk
) -> None:
    make_visit(services, project, lead=make_person(services))
    screen = FakeList()
    presenter = VisitsPresenter(screen, shell, desk)
    presenter.begin()

    presenter.filter_added("mine")
    presenter.searched("skills")

    assert screen.shown == "no match"
    assert screen.without == [("mine", 1), ("text", 0)]


def test_a_visit_that_was_deleted_elsewhere_closes(
    services: Services, project: MadeProject, shell: StandingShell, desk: VisitDesk
) -> None:
    visit = make_visit(services, project)
    screen = FakeList()
    presenter = VisitsPresenter(screen, shell, desk)
    presenter.begin()
    presenter.open(visit)
    services.visits.delete(visit)

    presenter.on_changed(Changed(areas=frozenset({"visits"}), ids=frozenset({visit}), origin="sync"))

    assert screen.detail is False
    assert desk.visit is None


def test_the_head_names_the_step_the_missing_and_the_counts(
    services: Services, project: MadeProject, desk: VisitDesk
) -> None:
    visit = make_visit(services, project, state="in_field")
    services.findings.add(visit, statement="The ramp is closed.")
    desk.open(visit)

    screen, _presenter = _record(desk)

    assert screen.head is not None
    assert (screen.head.primary, screen.head.position) == ("Start reporting", 4)
    assert screen.missing == [("Before “Submitted”:", "rate 1.1, 1.2.")]
    assert screen.counts["findings"] == "1"


def test_a_step_with_something_missing_says_it_and_points_at_it(
    services: Services, project: MadeProject, shell: StandingShell, desk: VisitDesk
) -> None:
    desk.open(make_visit(services, project, state="reporting"))
    screen, presenter = _record(desk)

    presenter.step_taken()

    assert "rate 1.1, 1.2" in shell.problems[0].sentence()
    assert (screen.pointed[0].code, screen.pointed[0].tab) == ("not_rated", "findings")


def test_a_reason_that_is_missing_is_refused_to_the_dialog(
    services: Services, project: MadeProject, desk: VisitDesk
) -> None:
    desk.open(make_visit(services, project, state="planned"))
    screen, presenter = _record(desk)
    presenter.step_taken("cancelled")
    assert screen.reason is not None

    with pytest.raises(Refused, match="cannot be cancelled"):
        screen.reason(" ")
    screen.reason("Border closed")

    assert screen.head is not None
    assert (screen.head.is_off_the_way, screen.head.primary) == (True, "")
    assert "Border closed" in screen.head.notice


def test_a_tab_out_of_sight_is_told_when_it_comes_forward(
    services: Services, project: MadeProject, desk: VisitDesk
) -> None:
    visit = make_visit(services, project)
    told: list[str] = []
    seen = [False]
    desk.watch(lambda one: told.append(one.row.title), lambda: seen[0])
    desk.open(visit)
    assert told == []

    seen[0] = True
    desk.wake()
    desk.wake()

    assert told == ["Monitoring: Osh centre"]


class FakeFindings:
    def __init__(self) -> None:
        self.lines: list[Line] = []

    def is_seen(self) -> bool:
        return True

    def show_lines(self, lines: Sequence[Line], visit: object) -> None:
        self.lines = list(lines)

    def open_line(self, key: str) -> None:
        return

    def ask_finding(self, visit: object, result_id: UUID | None) -> None:
        return

    def ask_action(self, finding: object) -> None:
        return


def test_findings_stand_under_their_results_and_unrated_ones_keep_their_row(
    services: Services, project: MadeProject, desk: VisitDesk
) -> None:
    visit = make_visit(services, project, state="in_field")
    whole = services.findings.add(visit, statement="On the visit.")
    rated = services.findings.add(
        visit, statement="On 1.1.", result_id=project.results["1.1"], rating="on_track"
    )
    unrated = services.findings.add(visit, statement="On 1.2.", result_id=project.results["1.2"])
    desk.open(visit)
    screen = FakeFindings()
    FindingsPresenter(screen, desk).begin()

    keys = [line.key for line in screen.lines]

    assert keys == ["visit", str(whole), str(rated), str(unrated), str(project.results["1.2"])]


def test_an_edit_made_on_an_older_reading_says_what_it_had_seen(
    services: Services, project: MadeProject, desk: VisitDesk
) -> None:
    visit = make_visit(services, project, state="in_field")
    finding = services.findings.add(visit, statement="The ramp is closed.")
    desk.open(visit)
    assert desk.visit is not None
    seen = desk.visit.seen
    services.findings.set_fields(finding, {"text": "The ramp is open."})
    presenter = FindingsPresenter(FakeFindings(), desk)

    presenter.edited(finding, "text", "The ramp is closed; seen twice.")

    with services.database.reading() as work:
        rows = work.session.connection().exec_driver_sql(
            "SELECT seen FROM journal WHERE atom = 'statement' ORDER BY rowid"
        )
        assert [row.seen for row in rows][-1] == seen


def test_the_parts_of_a_report_say_what_is_missing(
    services: Services, project: MadeProject, desk: VisitDesk
) -> None:
    visit = make_visit(services, project, state="reporting")
    services.findings.rate(visit, project.results["1.1"], "off_track", summary="Two never opened.")
    services.findings.rate(visit, project.results["1.2"], "on_track")
    desk.open(visit)
    assert desk.visit is not None

    parts = {part.key: part for part in parts_of(desk.visit)}

    assert parts["messages"].state is PartState.MISSING
    assert parts["findings"].state is PartState.DONE
    assert parts["lessons"].state is PartState.OPTIONAL
    labels = [passage.label for passage in parts["findings"].passages]
    assert "Result 1.1: why below target" in labels
    assert "Result 1.2: why below target" not in labels
