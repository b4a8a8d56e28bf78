"""Mapped projects as frozen records."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from desktop.models import BudgetLine, FrameworkLink, Person, Project, ProjectLocation, Visit
from desktop.reference.frameworks import find_item
from desktop.rules import verification
from desktop.rules.arithmetic import divided
from desktop.rules.deadlines import project_deadlines
from desktop.rules.project_stages import IATI_STATUS
from desktop.rules.roles import RIGHTS, Deed
from desktop.rules.vocabulary import (
    Framework,
    GenderMarker,
    LinkWeight,
    ProjectKind,
    ProjectStage,
    Rating,
)
from desktop.services.accounts.access import Access
from desktop.services.projects.records import (
    BudgetLineRecord,
    DueRecord,
    LinkRecord,
    LocationRecord,
    Money,
    ProjectRecord,
    ProjectRow,
    Share,
)
from desktop.services.projects.stages import offers_of
from desktop.services.projects.twins import twins_of
from desktop.services.references.numbering import short_project_code
from desktop.services.results.records import StatusCounts
from desktop.services.results.standing import counts_of, load_rows
from desktop.services.steps import countries_of, roles_on
from desktop.storage.work import Work

NO_COUNTS = StatusCounts()
MISSED_DAYS, MOST_DUE = 30, 4
_RUNNING = frozenset({ProjectStage.IMPLEMENTING, ProjectStage.COMPLETING})


def rows_of(work: Work, projects: Sequence[Project], today: date) -> tuple[ProjectRow, ...]:
    """Lines of a page; the number of questions does not grow with it."""
    ids = [project.id for project in projects]
    counts = counts_of(work, projects, today)
    visits = work.projects.last_visits(ids)
    actions = work.projects.open_actions(ids, today)
    return tuple(
        _row(
            project,
            counts.get(project.id, NO_COUNTS),
            visits.get(project.id),
            actions.get(project.id, (0, 0)),
            today,
        )
        for project in projects
    )


def _row(
    project: Project, counts: StatusCounts, visit: Visit | None, actions: tuple[int, int], today: date
) -> ProjectRow:
    return ProjectRow(
        id=project.id,
        code=short_project_code(project),
        iati_id=project.iati_id,
        title=project.title,
        kind=ProjectKind(project.kind),
        stage=ProjectStage(project.stage),
        countries=countries_of(project),
        thematic_area=project.thematic_area,
        start=start_of(project),
        end=end_of(project),
        elapsed_percent=elapsed_percent(project, today),
        budget=money_of(project),
        office=project.office,
        indicators=counts,
        last_visit=visit.start if visit else None,
        last_rating=Rating(visit.overall_rating) if visit and visit.overall_rating else None,
        open_actions=actions[0],
        overdue_actions=actions[1],
    )


def record_of(work: Work, project: Project, access: Access, today: date) -> ProjectRecord:
    manager = work.find(Person, project.manager_id) if project.manager_id else None
    open_count, overdue = work.projects.open_actions([project.id], today).get(project.id, (0, 0))
    return ProjectRecord(
        id=project.id,
        kind=ProjectKind(project.kind),
        programme=project.programme,
        code=project.code,
        short_code=short_project_code(project),
        prima_id=project.prima_id,
        iati_id=project.iati_id,
        title=project.title,
        description=project.description,
        drivers=tuple(project.drivers),
        project_type=project.project_type,
        project_type_name=project.project_type_name,
        thematic_area=project.thematic_area,
        planned_start=project.planned_start,
        planned_end=project.planned_end,
        actual_start=project.actual_start,
        actual_end=project.actual_end,
        elapsed_percent=elapsed_percent(project, today),
        countries=shares_in(project.countries),
        sectors=shares_in(project.sectors),
        donors=tuple(project.donors),
        target_groups=tuple(project.target_groups),
        budget=project.budget,
        currency=project.currency,
        budget_date=project.budget_date,
        manager_id=project.manager_id,
        manager=manager.name if manager else None,
        gender_marker=GenderMarker(project.gender_marker) if project.gender_marker else None,
        gender_reason=project.gender_reason,
        stage=ProjectStage(project.stage),
        stage_reason=project.stage_reason,
        iati_status=IATI_STATUS[ProjectStage(project.stage)],
        office=project.office,
        sensitivity=project.sensitivity,
        created_at=project.created_at,
        links=tuple(link_record(link) for link in work.projects.links_of(project.id)),
        locations=tuple(_location(row) for row in work.projects.locations_of(project.id)),
        budget_lines=tuple(_budget_line(row) for row in work.projects.budget_lines_of(project.id)),
        indicators=counts_of(work, [project], today).get(project.id, NO_COUNTS),
        verified_percent=_verified_percent(work, project),
        visits=work.projects.visit_count(project.id),
        open_actions=open_count,
        overdue_actions=overdue,
        oldest_overdue=work.projects.oldest_due(project.id, today),
        next_due=_next_due(project, today),
        twins=twins_of(work, project),
        steps=offers_of(work, project, access, today),
        may_edit=not RIGHTS[Deed.EDIT_PROJECT].isdisjoint(roles_on(access, project)),
        deleted=project.deleted_at is not None,
        seen=work.change,
    )


def start_of(project: Project) -> date | None:
    return project.actual_start or project.planned_start


def end_of(project: Project) -> date | None:
    return project.actual_end or project.planned_end


def elapsed_percent(project: Project, today: date) -> Decimal | None:
    """How much of its time has passed, 0 to 100."""
    start, end = start_of(project), end_of(project)
    if start is None or end is None or end < start:
        return None
    days = (end - start).days + 1
    gone = min(max((today - start).days + 1, 0), days)
    return divided(Decimal(gone) * 100, Decimal(days))


def money_of(project: Project) -> Money | None:
    if project.budget is None:
        return None
    return Money(amount=project.budget, currency=project.currency or "")


def shares_in(stored: Sequence[dict[str, object]]) -> tuple[Share, ...]:
    return tuple(
        Share(code=str(row["code"]), share=Decimal(str(row["share"])) if row.get("share") else None)
        for row in stored
    )


def link_record(link: FrameworkLink) -> LinkRecord:
    framework = Framework(link.framework)
    item = find_item(framework, link.item)
    return LinkRecord(
        id=link.id,
        result_id=link.result_id,
        framework=framework,
        item=link.item,
        title=item.title if item else link.item,
        weight=LinkWeight(link.weight),
        reason=link.reason,
    )


def _location(row: ProjectLocation) -> LocationRecord:
    return LocationRecord(
        id=row.id,
        name=row.name,
        description=row.description,
        place_id=row.place_id,
        place_code=row.place_code,
        lat=row.lat,
        lon=row.lon,
    )


def _budget_line(row: BudgetLine) -> BudgetLineRecord:
    return BudgetLineRecord(
        id=row.id,
        description=row.description,
        period_start=row.period_start,
        period_end=row.period_end,
        amount=row.amount,
        currency=row.currency,
        value_date=row.value_date,
    )


def _verified_percent(work: Work, project: Project) -> Decimal | None:
    """Rows of reported figures that were recounted; across indicators nothing else may be added up."""
    rows = load_rows(work, (project.id,))
    reported = {
        (value.indicator_id, value.period_start, value.period_end, value.place_id, value.source)
        for values in rows.values.values()
        for value in values
    }
    recounted = {
        (row.indicator_id, row.period_start, row.period_end, row.place_id, row.source)
        for recounts in rows.recounts.values()
        for row in recounts
    }
    return verification.share_verified(len(reported & recounted), len(reported))


def _next_due(project: Project, today: date) -> tuple[DueRecord, ...]:
    start, end = start_of(project), end_of(project)
    if start is None or end is None or end < start or ProjectStage(project.stage) not in _RUNNING:
        return ()
    ahead = [one for one in project_deadlines(start, end) if one.due >= today - timedelta(days=MISSED_DAYS)]
    return tuple(
        DueRecord(kind=one.kind, due=one.due, days_late=max((today - one.due).days, 0))
        for one in ahead[:MOST_DUE]
    )
