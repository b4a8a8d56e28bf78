"""Visits of the invented region in every state, with what was found, counted, agreed and photographed on them."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from desktop.models import (
    ActionComment,
    ActionPoint,
    Finding,
    PersonMet,
    QualityCheck,
    ResultRating,
    TeamMember,
    Verification,
    Visit,
    VisitGroup,
    VisitNarrative,
    VisitResult,
    VisitSite,
)
from desktop.models.ids import natural_id
from desktop.rules.codes import make_visit_code
from desktop.rules.vocabulary import ActionState, VisitState
from desktop.services.demo.people import ME
from desktop.services.demo.projects import MadeIndicator, MadeProject, MadeResult
from desktop.services.demo.rows import Hand, Rows, pick
from desktop.services.visits import sections

_S = VisitState
_STATES = (
    _S.APPROVED, _S.REPORTING, _S.PLANNED, _S.SUBMITTED, _S.APPROVED, _S.IN_FIELD,
    _S.APPROVED, _S.RETURNED, _S.APPROVED, _S.ASSIGNED, _S.APPROVED, _S.APPROVED,
    _S.ACCEPTED, _S.APPROVED, _S.DRAFT, _S.APPROVED, _S.SUBMITTED, _S.APPROVED,
    _S.CANCELLED, _S.APPROVED, _S.APPROVED, _S.DECLINED, _S.APPROVED, _S.REOPENED, _S.APPROVED,
)  # fmt: skip
"""In turn: a small region has the usual ones, a large one all of them."""

_DAYS_AGO = {
    _S.APPROVED: (40, 330), _S.REPORTING: (2, 8), _S.SUBMITTED: (6, 24), _S.IN_FIELD: (0, 1), _S.RETURNED: (9, 26),
    _S.REOPENED: (60, 120), _S.CANCELLED: (20, 200), _S.DECLINED: (-30, -10), _S.PLANNED: (-40, -12),
    _S.ASSIGNED: (-25, -8), _S.ACCEPTED: (-12, -2), _S.DRAFT: (-60, -30),
}  # fmt: skip
_WAS_THERE = frozenset({_S.APPROVED, _S.REPORTING, _S.SUBMITTED, _S.IN_FIELD, _S.RETURNED, _S.REOPENED})
_REPORTED = _WAS_THERE - {_S.IN_FIELD}
_REASONS = {
    _S.CANCELLED: "The pass was closed after the landslide.",
    _S.DECLINED: "I am on mission in Talas that week.",
    _S.RETURNED: "Please say which register the recount was made from.",
    _S.REOPENED: "The partner found the missing attendance sheets.",
}
_SOURCE = "Implementing partner"
_CRITERIA = ("relevance", "effectiveness", "efficiency", "sustainability")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeVisit:
    id: UUID
    project: MadeProject
    state: VisitState
    sites: tuple[UUID, ...]
    hand: Hand
    start: date
    findings: tuple[UUID, ...]

    @property
    def was_there(self) -> bool:
        return self.state in _WAS_THERE


class VisitMaker:
    def __init__(self, rows: Rows, projects: tuple[MadeProject, ...]) -> None:
        self._rows = rows
        self._home = tuple(one for one in projects if one.is_visited and one.land is projects[0].land)
        self._others = tuple(one for one in projects if one.is_visited and one.land is not projects[0].land)
        self._numbers: dict[tuple[str, int], int] = {}

    def make(self, number: int) -> MadeVisit:
        """Every other visit is at home; of those, the first person leads two of three."""
        rows = self._rows
        at_home = number % 2 == 0 or not self._others
        state = _STATES[number // 2 % len(_STATES)] if self._others else _STATES[number % len(_STATES)]
        project = rows.random.choice(self._home if at_home else self._others)
        is_mine = at_home and number % 3 != 1
        lead = project.land.people[ME] if is_mine else rows.random.choice(project.land.people[1:])
        start, end = self._days(state)
        hand = Hand(person_id=lead, office=project.land.code, day=min(start, rows.today) - timedelta(days=9))
        outputs = tuple(rows.random.sample(project.outputs, min(2, len(project.outputs))))
        visit_id, code = self._add_visit(project, state, hand, (start, end))
        towns = rows.random.sample(project.land.towns, rows.random.choice((1, 2, 2, 3)))
        sites = self._add_sites(visit_id, project, state, hand, towns, start)
        self._add_plan(visit_id, project, hand, outputs)
        findings: tuple[UUID, ...] = ()
        if state in _WAS_THERE:
            there = Hand(person_id=lead, office=project.land.code, day=min(end, rows.today))
            findings = self._add_fieldwork(visit_id, code, project, state, there, outputs, sites)
        return MadeVisit(
            id=visit_id, project=project, state=state, sites=sites, hand=hand, start=start, findings=findings
        )

    def _days(self, state: VisitState) -> tuple[date, date]:
        low, high = _DAYS_AGO[state]
        start = self._rows.today - timedelta(days=self._rows.random.randint(low, high))
        return start, start + timedelta(days=self._rows.random.randint(1, 3))

    def _add_visit(
        self, project: MadeProject, state: VisitState, hand: Hand, days: tuple[date, date]
    ) -> tuple[UUID, str]:
        rows, start = self._rows, days[0]
        key = (project.code, start.year)
        self._numbers[key] = self._numbers.get(key, 0) + 1
        code = make_visit_code(
            country=project.land.code, project=project.code, year=start.year, number=self._numbers[key]
        )
        rated = (
            pick(rows.random, {"on_track": 5, "at_risk": 4, "off_track": 1}) if state in _REPORTED else None
        )
        visit_id = rows.add(
            Visit,
            project.id,
            hand,
            project_id=project.id,
            code=code,
            title=None,
            type=pick(rows.random, {"monitoring": 6, "verification": 2, "joint": 1, "remote": 1}),
            start=start,
            end=days[1],
            lead_id=hand.person_id,
            purpose="See how the outputs stand, recount the figures of the last quarter, agree corrections.",
            questions="Do people use what they were offered? Can they complain and are they heard?",
            methods="Interviews, observation at each site, recount of registers.",
            logistics="Office car; nights at the district centre.",
            state=state,
            state_reason=_REASONS.get(state),
            state_by=project.land.people[-1] if state in (_S.RETURNED, _S.APPROVED) else hand.person_id,
            state_at=hand.later(14).at(),
            overall_rating=rated,
            overall_summary=_SUMMARIES[rated] if rated else None,
            revision=1 if state is _S.REOPENED else 0,
        )
        return visit_id, code

    def _add_sites(
        self,
        visit_id: UUID,
        project: MadeProject,
        state: VisitState,
        hand: Hand,
        towns: list[Any],
        start: date,
    ) -> tuple[UUID, ...]:
        rows, sites = self._rows, []
        for at, (place_id, town) in enumerate(towns):
            was_there = state in _REPORTED
            missed = was_there and at == 2
            sites.append(
                rows.add(
                    VisitSite,
                    project.id,
                    hand,
                    visit_id=visit_id,
                    place_id=place_id,
                    name=town.name,
                    partner_id=rows.random.choice(project.land.partners),
                    position=at,
                    lat=town.lat,
                    lon=town.lon,
                    state="not_reached" if missed else "visited" if was_there else "planned",
                    state_reason="Road closed by snow" if missed else None,
                    visited_on=start + timedelta(days=at) if was_there and not missed else None,
                )
            )
        return tuple(sites)

    def _add_plan(
        self, visit_id: UUID, project: MadeProject, hand: Hand, outputs: tuple[MadeResult, ...]
    ) -> None:
        for output in outputs:
            self._rows.add(
                VisitResult,
                project.id,
                hand,
                id=natural_id("visit_result", visit_id, output.id, ""),
                visit_id=visit_id,
                result_id=output.id,
            )
        for person in project.land.people[:3]:
            if person != hand.person_id:
                self._rows.add(
                    TeamMember,
                    project.id,
                    hand,
                    id=natural_id("visit_team", visit_id, person),
                    visit_id=visit_id,
                    person_id=person,
                    duty="interviews",
                )
                break

    def _add_fieldwork(
        self,
        visit_id: UUID,
        code: str,
        project: MadeProject,
        state: VisitState,
        hand: Hand,
        outputs: tuple[MadeResult, ...],
        sites: tuple[UUID, ...],
    ) -> tuple[UUID, ...]:
        findings = self._add_findings(visit_id, code, project, state, hand, outputs, sites)
        self._add_people(visit_id, project, hand, sites)
        if state in _REPORTED:
            for output in outputs:
                self._add_rating(visit_id, project, hand, output)
            self._add_figures(visit_id, project, hand, outputs)
            self._add_words(visit_id, project, hand)
        return findings

    def _add_rating(self, visit_id: UUID, project: MadeProject, hand: Hand, output: MadeResult) -> None:
        rating = pick(self._rows.random, {"on_track": 6, "at_risk": 3, "off_track": 1})
        self._rows.add(
            ResultRating,
            project.id,
            hand,
            id=natural_id("result_rating", visit_id, output.id, ""),
            visit_id=visit_id,
            result_id=output.id,
            rating=rating,
            summary=_RATED[rating],
        )

    def _add_findings(
        self,
        visit_id: UUID,
        code: str,
        project: MadeProject,
        state: VisitState,
        hand: Hand,
        outputs: tuple[MadeResult, ...],
        sites: tuple[UUID, ...],
    ) -> tuple[UUID, ...]:
        random, rows = self._rows.random, self._rows
        made, actions = [], 0
        for at, sketch in enumerate(random.sample(project.theme.findings, random.choice((1, 2, 2, 3)))):
            finding = rows.add(
                Finding,
                project.id,
                hand,
                visit_id=visit_id,
                result_id=outputs[at % len(outputs)].id,
                site_id=random.choice(sites),
                position=at,
                statement=sketch.statement,
                evidence=sketch.evidence,
                severity=sketch.severity,
                criterion=random.choice(_CRITERIA),
                tag=random.choice((None, "gender", "aap", "protection", None)),
            )
            made.append(finding)
            if sketch.severity in ("major", "critical", "minor") and state in _REPORTED:
                actions += 1
                self._add_action(visit_id, f"{code}/A{actions}", project, hand, finding, sketch.severity)
        return tuple(made)

    def _add_action(
        self, visit_id: UUID, code: str, project: MadeProject, hand: Hand, finding: UUID, severity: str
    ) -> None:
        random, rows = self._rows.random, self._rows
        due = hand.day + timedelta(days=random.choice((21, 30, 45, 60, 90)))
        state = ActionState.OPEN
        if due < rows.today:  # what is old is mostly done, and some of it is late
            state = ActionState(
                pick(random, {"verified": 6, "completed": 2, "in_progress": 2, "open": 1, "cancelled": 1})
            )
        done = state in (ActionState.COMPLETED, ActionState.VERIFIED)
        owner = random.choice(project.land.people)
        action = rows.add(
            ActionPoint,
            project.id,
            hand,
            project_id=project.id,
            visit_id=visit_id,
            finding_id=finding,
            code=code,
            title=random.choice(project.theme.actions),
            owner_id=owner,
            due=due,
            priority="high" if severity in ("major", "critical") else "normal",
            state=state,
            state_reason="The partner's agreement has ended." if state is ActionState.CANCELLED else None,
            done="Done and seen on the next visit." if done else None,
            completed_by=project.land.people[-1] if done else None,
        )
        if random.random() < 0.3:
            late = Hand(person_id=owner, office=hand.office, day=min(due, rows.today))
            rows.add(
                ActionComment,
                project.id,
                late,
                action_id=action,
                text="The partner asked for two more weeks.",
            )

    def _add_figures(
        self, visit_id: UUID, project: MadeProject, hand: Hand, outputs: tuple[MadeResult, ...]
    ) -> None:
        counted = [one for output in outputs for one in output.indicators if _last_before(one, hand.day)]
        for at, indicator in enumerate(counted[:3]):
            last = _last_before(indicator, hand.day)
            if last is None or not last[2]:
                continue
            start, end, reported = last
            factor = Decimal(self._rows.random.choice(("1", "0.98", "0.96", "0.93", "0.87", "1.03")))
            is_sample = at == 2 and reported >= 40
            checked = (reported / 4).quantize(Decimal(1)) if is_sample else reported
            # Of a sample no more can be found right than was looked at.
            confirmed = (checked * (min(factor, Decimal(1)) if is_sample else factor)).quantize(Decimal(1))
            gap = confirmed - checked
            self._rows.add(
                Verification,
                project.id,
                hand,
                id=natural_id("verification", visit_id, indicator.id, start, end, "", _SOURCE),
                visit_id=visit_id,
                indicator_id=indicator.id,
                period_start=start,
                period_end=end,
                source=_SOURCE,
                reported=reported,
                extent="sample" if is_sample else "census",
                checked=checked,
                confirmed=confirmed,
                method="recount",
                sources_seen=self._rows.random.choice(("all", "all", "some")),
                reasons=[{"reason": "double_count", "amount": str(gap)}] if gap and not is_sample else [],
            )
            if at == 0:
                self._add_quality(visit_id, project, hand, indicator)

    def _add_quality(
        self, visit_id: UUID, project: MadeProject, hand: Hand, indicator: MadeIndicator
    ) -> None:
        names = ("validity", "integrity", "precision", "reliability", "timeliness", "completeness")
        scores = {name: self._rows.random.choice((2, 3, 3, 3)) for name in names}
        self._rows.add(
            QualityCheck,
            project.id,
            hand,
            id=natural_id("quality_check", visit_id, indicator.id),
            visit_id=visit_id,
            indicator_id=indicator.id,
            **scores,
        )

    def _add_people(self, visit_id: UUID, project: MadeProject, hand: Hand, sites: tuple[UUID, ...]) -> None:
        random, rows = self._rows.random, self._rows
        for role, organisation in (("Director", "Partner staff"), ("Deputy mayor", "Local authority")):
            rows.add(
                PersonMet,
                project.id,
                hand,
                visit_id=visit_id,
                site_id=sites[0],
                role=role,
                organisation=organisation,
                sex=random.choice(("female", "male")),
            )
        for site in sites[:2]:
            rows.add(
                VisitGroup,
                project.id,
                hand,
                visit_id=visit_id,
                site_id=site,
                title=random.choice(("Women's focus group", "Focus group with users", "Trainees")),
                counts={
                    "female": {"18-59": random.randint(3, 14), "60+": random.randint(0, 3)},
                    "male": {"18-59": random.randint(2, 12)},
                },
            )

    def _add_words(self, visit_id: UUID, project: MadeProject, hand: Hand) -> None:
        for section, text in _WORDS.items():
            self._rows.add(
                VisitNarrative,
                project.id,
                hand,
                id=natural_id("visit_narrative", visit_id, section),
                visit_id=visit_id,
                section=section,
                text=text,
            )


def _last_before(indicator: MadeIndicator, day: date) -> tuple[date, date, Decimal] | None:
    known = [one for one in indicator.reported if one[1] < day]
    return known[-1] if known else None


_SUMMARIES = {
    "on_track": "Outputs are delivered as planned and people use them. The partner corrects its lists on the spot.",
    "at_risk": "Most outputs are delivered, but two decisions are late. If they are taken this month the plan holds.",
    "off_track": "Delivery has stopped at one site and the plan cannot be kept without an amendment.",
}
_RATED = {
    "on_track": "As planned; seen at every site.",
    "at_risk": "Behind by about a quarter; the partner has a plan to catch up.",
    "off_track": "Nothing was delivered since the last visit.",
}
_WORDS = {
    sections.MESSAGES: "People use what they were offered. Four of five persons asked would recommend it.\n"
    "Figures are nearly right. The difference comes from persons who stood on two lists.\n"
    "Complaints do not reach the office. Staff hear them by word of mouth and write none down.",
    sections.LIMITS: "One afternoon of rain kept attendance low; two interviews were interpreted.",
    sections.PARTNERSHIP: "The partner was open, gave access to every file and corrected two lists on the day.",
    sections.CONTEXT: "Prices of building materials rose by a tenth since the budget was made.",
    sections.CHALLENGES: "Nobody is named to call the committee.\nPeople who move are counted twice.\nStaff change often.",
    sections.GENDER: "Evening courses leave out women with small children; one course moved to mornings and filled up.",
    sections.AAP: "The complaint box is opened monthly: seven notes, seven answers.",
    sections.LESSONS: "Lists that hang where everybody can read them are corrected by everybody.",
}
