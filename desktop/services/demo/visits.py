"""Visits of the invented region in every state, with their sites, team and plan."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from desktop.models import (
    TeamMember,
    Visit,
    VisitResult,
    VisitSite,
)
from desktop.models.ids import natural_id
from desktop.rules.codes import make_visit_code
from desktop.rules.vocabulary import VisitState
from desktop.services.demo.fieldwork import REACHED, Fieldwork
from desktop.services.demo.invented import FindingSketch, Town
from desktop.services.demo.matrices import MadeResult
from desktop.services.demo.people import ME
from desktop.services.demo.projects import MadeProject
from desktop.services.demo.rows import Hand, Rows, pick
from desktop.services.demo.story import tell

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


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeVisit:
    id: UUID
    project: MadeProject
    state: VisitState
    sites: tuple[UUID, ...]
    first_place: str
    hand: Hand
    start: date
    findings: tuple[tuple[UUID, FindingSketch], ...]

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
        story = tell(rows.random, project, outputs)
        visit_id, code = self._add_visit(
            project, state, hand, (start, end), story.overall if state in _REPORTED else None
        )
        towns = self._towns(project)
        sites = self._add_sites(visit_id, project, state, hand, towns, start)
        self._add_plan(visit_id, project, hand, outputs)
        findings: tuple[tuple[UUID, FindingSketch], ...] = ()
        if state in _WAS_THERE:
            there = Hand(person_id=lead, office=project.land.code, day=min(end, rows.today))
            findings = Fieldwork(rows, visit_id, code, project, there).add(
                story, outputs, sites, is_reported=state in _REPORTED
            )
        return MadeVisit(
            id=visit_id,
            project=project,
            state=state,
            sites=sites,
            first_place=towns[0][1].name,
            hand=hand,
            start=start,
            findings=findings,
        )

    def _towns(self, project: MadeProject) -> list[tuple[UUID, Town]]:
        """Mostly that of the project first, then others of its country."""
        random = self._rows.random
        others = [one for one in project.land.towns if one != project.town]
        count = random.choice((1, 2, 2, 3))
        first = project.town if random.random() < 0.7 else others.pop(random.randrange(len(others)))
        return [first, *random.sample(others, count - 1)]

    def _days(self, state: VisitState) -> tuple[date, date]:
        low, high = _DAYS_AGO[state]
        start = self._rows.today - timedelta(days=self._rows.random.randint(low, high))
        return start, start + timedelta(days=self._rows.random.randint(1, 3))

    def _add_visit(
        self,
        project: MadeProject,
        state: VisitState,
        hand: Hand,
        days: tuple[date, date],
        rated: str | None,
    ) -> tuple[UUID, str]:
        rows, start = self._rows, days[0]
        key = (project.code, start.year)
        self._numbers[key] = self._numbers.get(key, 0) + 1
        code = make_visit_code(
            country=project.land.code, project=project.code, year=start.year, number=self._numbers[key]
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
            missed = was_there and at >= REACHED
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


_SUMMARIES = {
    "on_track": "Outputs are delivered as planned and people use them. The partner corrects its lists on the spot.",
    "at_risk": "Most outputs are delivered, but two decisions are late. If they are taken this month the plan holds.",
    "off_track": "One output does not reach people as planned and cannot catch up without a new plan.",
}
