"""Projects and what hangs on them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_

from desktop.models import BudgetLine, FrameworkLink, Project, ProjectLocation
from desktop.storage.queries.base import Queries, living


class ProjectQueries(Queries):
    def by_reference(self, text: str) -> Sequence[Project]:
        """Projects whose code, PRIMA ID or IATI identifier is `text` (two at most: not unique)."""
        wanted = text.strip()
        return self._all(
            living(Project)
            .where(or_(Project.code == wanted, Project.prima_id == wanted, Project.iati_id == wanted))
            .limit(2)
        )

    def locations_of(self, project_id: UUID) -> Sequence[ProjectLocation]:
        return self._all(living(ProjectLocation).where(ProjectLocation.project_id == project_id))

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
