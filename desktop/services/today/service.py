"""Gathers what needs the present person: her visits, what waits for her, deadlines."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from desktop.clock import Clock, today_of
from desktop.models import Project, Visit
from desktop.rules.deadlines import DeadlineKind, project_deadlines
from desktop.rules.vocabulary import ProjectKind, Role, VisitState
from desktop.services.accounts.access import Access
from desktop.services.actions.reading import rows_of as action_rows
from desktop.services.actions.records import ActionRow
from desktop.services.actions.service import OPEN_STATES
from desktop.services.references.numbering import short_project_code
from desktop.services.steps import roles_on
from desktop.services.visits.records import VisitRow
from desktop.services.visits.rows import rows_of, rows_with
from desktop.storage.database import Database
from desktop.storage.queries.actions import WantedActions
from desktop.storage.queries.visits import WantedVisits
from desktop.storage.work import Work

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
        today = today_of(self._clock)
        with self._database.reading() as work:
            mine = self._my_visits(work)
            near = [visit for visit in mine if _is_near(visit, today)]
            rows = rows_of(work, near[:MOST_ROWS])
            overdue = self._actions(work, today, due_before=today)
            checks = tuple(row for row in self._actions(work, today, completed=True) if row.awaits_my_check)
            newest = _newest(mine)
            return TodayRecord(
                day=today,
                visits=rows,
                visits_in_all=len(near),
                returned=rows_of(work, [visit for visit in mine if visit.state == VisitState.RETURNED]),
                to_approve=self._to_approve(work),
                overdue=overdue,
                to_verify=checks,
                deadlines=_deadlines(work, mine, overdue, today),
                newest=rows_of(work, [newest])[0] if newest else None,
            )

    def _my_visits(self, work: Work) -> list[Visit]:
        """Open visits of mine, the earliest first."""
        wanted = WantedVisits(person_id=self._access.person_id, states=_OPEN)
        ids = work.visits.page(wanted, "start", descending=False, after=None, limit=200)
        found = {visit.id: visit for visit in work.visits.by_ids(Visit, ids)}
        return [found[visit_id] for visit_id in ids]

    def _actions(
        self, work: Work, today: date, *, due_before: date | None = None, completed: bool = False
    ) -> tuple[ActionRow, ...]:
        wanted = WantedActions(
            states={"completed"} if completed else OPEN_STATES,
            due_before=due_before,
            not_completed_by=self._access.person_id if completed else None,
        )
        found = work.actions.page(wanted, "due", descending=False, after=None, limit=200)
        return action_rows(work, found, self._access, today)

    def _to_approve(self, work: Work) -> tuple[VisitRow, ...]:
        """Handed in by somebody else, for whoever may judge them."""
        if Role.MANAGER not in self._access.roles_anywhere():
            return ()
        wanted = WantedVisits(states={VisitState.SUBMITTED})
        ids = work.visits.page(wanted, "start", descending=False, after=None, limit=100)
        found = {visit.id: visit for visit in work.visits.by_ids(Visit, ids)}
        projects = work.with_ids(Project, {visit.project_id for visit in found.values()})
        judged = {one.id for one in projects if Role.MANAGER in roles_on(self._access, one)}
        return tuple(
            row
            for row in rows_with(work, [one for one in ids if found[one].project_id in judged])
            if row.lead_id != self._access.person_id
        )


_OPEN = frozenset(VisitState) - {VisitState.APPROVED, VisitState.CANCELLED, VisitState.SUBMITTED}
_UNDER_WAY = (VisitState.RETURNED, VisitState.REPORTING, VisitState.IN_FIELD, VisitState.REOPENED)


def _is_near(visit: Visit, today: date) -> bool:
    """This week or next, or still under way; a draft without days is no appointment."""
    if visit.start is None:
        return visit.state in _UNDER_WAY
    monday = today - timedelta(days=today.weekday())
    return visit.start < monday + AHEAD and (
        (visit.end or visit.start) >= monday or visit.state in _UNDER_WAY
    )


def _newest(mine: list[Visit]) -> Visit | None:
    """Among the visits under way the one begun last."""
    under_way = [visit for visit in mine if visit.state in _UNDER_WAY]
    return max(under_way, key=lambda visit: (visit.start or date.min, visit.created_at), default=None)


def _deadlines(
    work: Work, mine: list[Visit], overdue: tuple[ActionRow, ...], today: date
) -> tuple[DeadlineRow, ...]:
    """Of my visits, of action points, and of the projects I visit; late ones first."""
    visits = rows_of(work, mine)
    projects = work.projects.by_ids(Project, list({visit.project_id for visit in mine}))
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


def _of_project(project: Project, today: date) -> list[DeadlineRow]:
    """Only those to come: whether a past one was met is not recorded yet."""
    start = project.actual_start or project.planned_start
    end = project.actual_end or project.planned_end
    if start is None or end is None or end < start or project.kind != ProjectKind.OWN:
        return []
    return [
        DeadlineRow(
            kind=deadline.kind,
            due=deadline.due,
            days_left=(deadline.due - today).days,
            project_id=project.id,
            project_code=short_project_code(project),
            label="",
            number=deadline.number,
            screen="projects",
            record_id=project.id,
        )
        for deadline in project_deadlines(start, end)
        if deadline.due >= today
    ]
