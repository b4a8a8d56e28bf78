"""Action points."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from desktop.models import ActionComment, ActionPoint
from desktop.storage.queries.base import Queries, living


class ActionQueries(Queries):
    def by_code(self, code: str) -> Sequence[ActionPoint]:
        """Two at most: not unique."""
        return self._all(living(ActionPoint).where(ActionPoint.code == code.strip()).limit(2))

    def of_visit(self, visit_id: UUID) -> Sequence[ActionPoint]:
        return self._all(
            living(ActionPoint)
            .where(ActionPoint.visit_id == visit_id)
            .order_by(ActionPoint.due, ActionPoint.id)
        )

    def of_project(self, project_id: UUID) -> Sequence[ActionPoint]:
        return self._all(
            living(ActionPoint)
            .where(ActionPoint.project_id == project_id)
            .order_by(ActionPoint.due, ActionPoint.id)
        )

    def comments_of(self, action_id: UUID) -> Sequence[ActionComment]:
        return self._all(
            living(ActionComment)
            .where(ActionComment.action_id == action_id)
            .order_by(ActionComment.created_at, ActionComment.id)
        )

    def codes_like(self, pattern: str) -> Sequence[str]:
        return self._session.scalars(select(ActionPoint.code).where(ActionPoint.code.like(pattern))).all()
