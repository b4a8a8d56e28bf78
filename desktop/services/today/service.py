"""Gathers what needs the present person: her visits, what waits for her, deadlines."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from desktop.clock import Clock, today_of
from desktop.rules.codes import short_code
from desktop.rules.deadlines import DeadlineKind, project_deadlines
from desktop.rules.roles import is_own
from desktop.rules.vocabulary import ActionState, ProjectKind, Role, VisitState
from desktop.services.accounts.access import Access
from desktop.services.actions.records import ActionRow
from desktop.services.actions.rows import OPEN_STATES
from desktop.services.actions.rows import rows_with as action_rows
from desktop.services.steps import roles_in
from desktop.services.visits.records import VisitRow
from desktop.services.visits.rows import rows_with
from desktop.storage.database import Database
from desktop.storage.opening import due
from desktop.storage.opening.due import OpenVisit, ProjectDays
from desktop.storage.opening.own_work import handed_on, report_writers
from desktop.storage.rows import Rows

AHEAD = timedelta(days=14)
DEADLINES_AHEAD = timedelta(days=60)
MOST_ROWS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """Something due: `screen` and `record_id` say where it is done."""

    kind: DeadlineKind
    due: date
    days_left: int
    """Below zero: late."""
    project_id: UUID
    project_code: str
    label: str
    """Of a visit its code, of an action point its title."""
    number: int
    screen: str
    record_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayRecord:
    day: date
    visits: tuple[VisitRow, ...]
    visits_in_all: int
    returned: tuple[VisitRow, ...]
    to_approve: tuple[VisitRow, ...]
    overdue: tuple[ActionRow, ...]
    to_verify: tuple[ActionRow, ...]
    deadlines: tuple[DeadlineRow, ...]
    newest: VisitRow | None
    """The work to go on with."""


class TodayService:
    """Reads only, in one view of the store."""

    def __init__(self, database: Database, access: Access, clock: Clock) -> None:
        self._database = database
        self._access = access
        self._clock = clock

    def overview(self) -> TodayRecord:
        today, me = today_of(self._clock), self._access.person_id
        with self._database.rows() as rows:
            mine = due.visits_of(rows, me, _OPEN, 200)
            near = [visit for visit in mine if _is_near(visit, today)]
            returned = [visit.id for visit in mine if visit.state == VisitState.RETURNED]
            overdue = self._actions(rows, due.overdue_actions(rows, OPEN_STATES, today, 200))
            checks = self._actions(rows, due.actions_to_check(rows, ActionState.COMPLETED, me, 200))
            newest = _newest(mine)
            return TodayRecord(
                day=today,
                visits=rows_with(rows, [visit.id for visit in near[:MOST_ROWS]]),
                visits_in_all=len(near),
                returned=rows_with(rows, returned),
                to_approve=self._to_approve(rows),
                overdue=overdue,
                to_verify=tuple(row for row in checks if row.awaits_my_check),
                deadlines=_deadlines(rows, mine, overdue, today),
                newest=rows_with(rows, [newest.id])[0] if newest else None,
            )

    def count_overdue(self) -> int:
        """Action points of everybody that are late."""
        with self._database.rows() as rows:
            return due.count_overdue_actions(rows, OPEN_STATES, today_of(self._clock))

    def _actions(self, rows: Rows, action_ids: list[UUID]) -> tuple[ActionRow, ...]:
        return action_rows(rows, action_ids, self._access, today_of(self._clock))

    def _to_approve(self, rows: Rows) -> tuple[VisitRow, ...]:
        """Handed in by somebody else, for whoever may judge them."""
        if Role.MANAGER not in self._access.roles_anywhere():
            return ()
        projects = due.visits_in(rows, VisitState.SUBMITTED, 100)
        judged = {
            project.id
            for project in due.projects_with(rows, set(projects.values()))
            if Role.MANAGER in roles_in(self._access, project.id, project.countries)
        }
        waiting = [visit for visit, project in projects.items() if project in judged]
        own = self._own_among(rows, waiting)
        return tuple(
            row
            for row in rows_with(rows, [visit for visit in waiting if visit not in own])
            if row.lead_id != self._access.person_id
        )

    def _own_among(self, rows: Rows, visit_ids: list[UUID]) -> set[UUID]:
        """Visits whose report she wrote in, or which she led before the lead was handed on."""
        me = self._access.person_id
        own = {visit for visit, people in report_writers(rows, visit_ids).items() if is_own(me, people)}
        others = handed_on(rows, visit_ids) - own
        if not others:
            return own
        # Who led it at first stands in the history alone, which is read with mapped records: seldom, so only here.
        from desktop.services.own_work import led_by

        with self._database.reading() as work:
            return own | {visit for visit in others if led_by(work, visit, me)}


_OPEN = frozenset(VisitState) - {VisitState.APPROVED, VisitState.CANCELLED, VisitState.SUBMITTED}
_UNDER_WAY = (VisitState.RETURNED, VisitState.REPORTING, VisitState.IN_FIELD, VisitState.REOPENED)


def _is_near(visit: OpenVisit, today: date) -> bool:
    """This week or next, or still under way; a draft without days is no appointment."""
    if visit.start is None:
        return visit.state in _UNDER_WAY
    monday = today - timedelta(days=today.weekday())
    return visit.start < monday + AHEAD and (
        (visit.end or visit.start) >= monday or visit.state in _UNDER_WAY
    )


def _newest(mine: list[OpenVisit]) -> OpenVisit | None:
    """Among the visits under way the one begun last."""
    under_way = [visit for visit in mine if visit.state in _UNDER_WAY]
    return max(under_way, key=lambda visit: (visit.start or date.min, visit.made), default=None)


def _deadlines(
    rows: Rows, mine: list[OpenVisit], overdue: tuple[ActionRow, ...], today: date
) -> tuple[DeadlineRow, ...]:
    """Of my visits, of action points, and of the projects I visit; late ones first."""
    visits = rows_with(rows, [visit.id for visit in mine])
    projects = due.projects_with(rows, {visit.project_id for visit in mine})
    found = [
        *(_of_visit(row, row.report_due, today) for row in visits if row.report_due is not None),
        *(_of_action(row, row.due, today) for row in overdue if row.due is not None),
        *(row for project in projects for row in _of_project(project, today)),
    ]
    near = [row for row in found if row.due <= today + DEADLINES_AHEAD]
    return tuple(sorted(near, key=lambda row: (row.due, row.label))[:MOST_ROWS])


def _of_visit(row: VisitRow, due: date, today: date) -> DeadlineRow:
    return DeadlineRow(
        kind=DeadlineKind.VISIT_REPORT,
        due=due,
        days_left=(due - today).days,
        project_id=row.project_id,
        project_code=row.project_code,
        label=row.code,
        number=0,
        screen="visits",
        record_id=row.id,
    )


def _of_action(row: ActionRow, due: date, today: date) -> DeadlineRow:
    return DeadlineRow(
        kind=DeadlineKind.ACTION_POINT,
        due=due,
        days_left=(due - today).days,
        project_id=row.project_id,
        project_code=row.project_code,
        label=row.title,
        number=0,
        screen="actions",
        record_id=row.id,
    )


def _of_project(project: ProjectDays, today: date) -> list[DeadlineRow]:
    """Only those to come: whether a past one was met is not recorded yet."""
    start, end = project.start, project.end
    if start is None or end is None or end < start or project.kind != ProjectKind.OWN:
        return []
    return [
        DeadlineRow(
            kind=deadline.kind,
            due=deadline.due,
            days_left=(deadline.due - today).days,
            project_id=project.id,
            project_code=short_code(project.id, project.code, project.iati_id, project.prima_id),
            label="",
            number=deadline.number,
            screen="projects",
            record_id=project.id,
        )
        for deadline in project_deadlines(start, end)
        if deadline.due >= today
    ]
