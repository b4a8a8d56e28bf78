"""Projects and what hangs on them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Float, Select, case, cast, func, or_, select

from desktop.models import ActionPoint, BudgetLine, Finding, FrameworkLink, Project, ProjectLocation, Visit
from desktop.rules.vocabulary import ActionState, ProjectStage, VisitState
from desktop.storage.queries.base import Queries, living
from desktop.storage.queries.pages import contains, page_by_key


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedProjects:
    """Which projects a list shows; empty means all. `deleted` asks for the bin instead."""

    stages: Collection[str] = ()
    countries: Collection[str] = ()
    areas: Collection[str] = ()
    offices: Collection[str] = ()
    kind: str | None = None
    running_on: date | None = None
    text: str = ""
    deleted: bool = False


_START = func.coalesce(Project.actual_start, Project.planned_start)
_END = func.coalesce(Project.actual_end, Project.planned_end)

SORTS: dict[str, tuple[Any, bool]] = {
    "title": (func.lower(Project.title), False),
    "code": (func.coalesce(Project.code, Project.iati_id), False),
    "country": (Project.countries, False),
    "stage": (case({stage.value: at for at, stage in enumerate(ProjectStage)}, value=Project.stage), False),
    "start": (_START, True),
    "end": (_END, False),
    "budget": (cast(Project.budget, Float), True),
    "newest": (Project.created_at, True),
}
"""What a list may be sorted by, and whether its natural order runs downwards."""

_WAS_THERE = (
    VisitState.IN_FIELD,
    VisitState.REPORTING,
    VisitState.SUBMITTED,
    VisitState.RETURNED,
    VisitState.APPROVED,
    VisitState.REOPENED,
)
_OPEN_ACTIONS = (ActionState.OPEN, ActionState.IN_PROGRESS, ActionState.REOPENED)


class ProjectQueries(Queries):
    def by_reference(self, text: str) -> Sequence[Project]:
        """Projects whose code, PRIMA ID or IATI identifier is `text` (two at most: not unique)."""
        wanted = text.strip()
        return self._all(living(Project).where(_named(wanted)).limit(2))

    def ending_in(self, text: str) -> Sequence[Project]:
        """Projects without a code of their own whose IATI identifier ends in `text`: what lists show them by."""
        wanted = text.strip()
        ends = Project.iati_id.endswith(f"-{wanted}", autoescape=True)
        return self._all(living(Project).where(Project.code.is_(None), ends).limit(6)) if wanted else ()

    def all_with_bin(self) -> Sequence[Project]:
        """Every project, those in the bin as well: an import must know both."""
        return self._all(select(Project))

    def bearing(self, references: Collection[str], *, but: UUID) -> Sequence[Project]:
        """Other projects under one of these codes or identifiers: duplicates a person should look at."""
        if not references:
            return ()
        return self._all(
            living(Project)
            .where(
                or_(
                    Project.code.in_(references),
                    Project.prima_id.in_(references),
                    Project.iati_id.in_(references),
                ),
                Project.id != but,
            )
            .order_by(Project.title)
        )

    def page(
        self,
        wanted: WantedProjects,
        sort: str,
        *,
        descending: bool = False,
        after: UUID | None = None,
        limit: int,
    ) -> list[Project]:
        column, backwards = SORTS[sort]
        return page_by_key(
            self._session,
            Project,
            _matching(select(Project), wanted),
            column,
            descending=descending != backwards,
            after=after,
            limit=limit,
        )

    def count(self, wanted: WantedProjects) -> int:
        query = _matching(select(func.count()).select_from(Project), wanted)
        return self._session.scalar(query) or 0

    def budgets(self, wanted: WantedProjects) -> dict[str, Decimal]:
        """Sum by currency of the budgets of all matching projects, exact."""
        sums: dict[str, Decimal] = {}
        columns: Any = select(Project.currency, Project.budget)
        query = _matching(columns, wanted).where(Project.budget.is_not(None))
        for currency, budget in self._session.execute(query):
            sums[currency or ""] = sums.get(currency or "", Decimal(0)) + budget
        return sums

    def facets(self) -> dict[str, Counter[str]]:
        """How many projects each filter would find: by stage, area, office, country."""
        found: dict[str, Counter[str]] = {name: Counter() for name in ("stage", "area", "office", "country")}
        query = select(Project.stage, Project.thematic_area, Project.office, Project.countries).where(
            Project.deleted_at.is_(None)
        )
        for stage, area, office, countries in self._session.execute(query):
            found["stage"][stage] += 1
            found["area"].update([area] if area else [])
            found["office"].update([office] if office else [])
            found["country"].update(str(row["code"]) for row in countries)
        return found

    def last_visits(self, project_ids: Collection[UUID]) -> dict[UUID, Visit]:
        """Of each project the newest visit on which somebody was in the field."""
        newest = (
            select(
                Visit.id,
                func.row_number()
                .over(partition_by=Visit.project_id, order_by=(Visit.start.desc(), Visit.id.desc()))
                .label("rank"),
            )
            .where(
                Visit.project_id.in_(project_ids),
                Visit.state.in_(_WAS_THERE),
                Visit.start.is_not(None),
                Visit.deleted_at.is_(None),
            )
            .subquery()
        )
        query = select(Visit).join(newest, newest.c.id == Visit.id).where(newest.c.rank == 1)
        return {visit.project_id: visit for visit in self._session.scalars(query)}

    def open_actions(self, project_ids: Collection[UUID], today: date) -> dict[UUID, tuple[int, int]]:
        """Open action points of each project, and how many of them are overdue."""
        late = case((ActionPoint.due < today, 1), else_=0)
        query = (
            select(ActionPoint.project_id, func.count(), func.sum(late))
            .where(
                ActionPoint.project_id.in_(project_ids),
                ActionPoint.state.in_(_OPEN_ACTIONS),
                ActionPoint.deleted_at.is_(None),
            )
            .group_by(ActionPoint.project_id)
        )
        return {
            project_id: (count, int(overdue or 0))
            for project_id, count, overdue in self._session.execute(query)
        }

    def oldest_due(self, project_id: UUID, today: date) -> date | None:
        """The due day of the action point that is overdue longest."""
        return self._session.scalar(
            select(func.min(ActionPoint.due)).where(
                ActionPoint.project_id == project_id,
                ActionPoint.due < today,
                ActionPoint.state.in_(_OPEN_ACTIONS),
                ActionPoint.deleted_at.is_(None),
            )
        )

    def open_on_findings(self, project_id: UUID, severity: str) -> int:
        """Open action points that follow from findings of a severity."""
        query = (
            select(func.count())
            .select_from(ActionPoint)
            .join(Finding, Finding.id == ActionPoint.finding_id)
            .where(
                ActionPoint.project_id == project_id,
                ActionPoint.state.in_(_OPEN_ACTIONS),
                ActionPoint.deleted_at.is_(None),
                Finding.severity == severity,
            )
        )
        return self._session.scalar(query) or 0

    def visit_count(self, project_id: UUID) -> int:
        query = select(func.count()).where(Visit.project_id == project_id, Visit.deleted_at.is_(None))
        return self._session.scalar(query) or 0

    def by_title(self) -> Sequence[Project]:
        """Every living project, for a choice."""
        return self._all(living(Project).order_by(Project.title, Project.id))

    def locations_of(self, project_id: UUID) -> Sequence[ProjectLocation]:
        return self._all(
            living(ProjectLocation)
            .where(ProjectLocation.project_id == project_id)
            .order_by(ProjectLocation.name, ProjectLocation.id)
        )

    def budget_lines_of(self, project_id: UUID) -> Sequence[BudgetLine]:
        return self._all(
            living(BudgetLine)
            .where(BudgetLine.project_id == project_id)
            .order_by(BudgetLine.period_start, BudgetLine.id)
        )

    def links_of(self, project_id: UUID) -> Sequence[FrameworkLink]:
        return self._all(
            living(FrameworkLink)
            .where(FrameworkLink.project_id == project_id)
            .order_by(FrameworkLink.framework, FrameworkLink.weight, FrameworkLink.item)
        )


def _named(wanted: str) -> Any:
    return or_(Project.code == wanted, Project.prima_id == wanted, Project.iati_id == wanted)


def _matching(query: Select[Any], wanted: WantedProjects) -> Select[Any]:
    query = query.where(Project.deleted_at.is_not(None) if wanted.deleted else Project.deleted_at.is_(None))
    for column, words in (
        (Project.stage, wanted.stages),
        (Project.thematic_area, wanted.areas),
        (Project.office, wanted.offices),
    ):
        if words:
            query = query.where(column.in_(sorted(words)))
    if wanted.kind:
        query = query.where(Project.kind == wanted.kind)
    if wanted.countries:
        # Json has one canonical spelling, so a code is found as the text it stands in.
        stored: Any = cast(Project.countries, Project.title.type)
        query = query.where(
            or_(*(stored.contains(f'"code":"{code}"', autoescape=True) for code in sorted(wanted.countries)))
        )
    if wanted.running_on is not None:
        query = query.where(wanted.running_on >= _START, or_(_END.is_(None), wanted.running_on <= _END))
    if wanted.text.strip():
        query = query.where(
            contains(
                wanted.text,
                Project.title,
                Project.code,
                Project.prima_id,
                Project.iati_id,
                Project.thematic_area,
                Project.project_type_name,
            )
        )
    return query
