"""Action points."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from desktop.models import ActionComment, ActionPoint, Project
from desktop.rules.vocabulary import ActionState
from desktop.storage.queries.base import Queries, living
from desktop.storage.queries.pages import contains, page_by_key


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedActions:
    """Which action points a list shows; empty means all."""

    owner_id: UUID | None = None
    states: Collection[str] = ()
    due_before: date | None = None
    but: Collection[UUID] = ()
    project_id: UUID | None = None
    visit_id: UUID | None = None
    priority: str | None = None
    text: str = ""


SORTS: dict[str, tuple[Any, bool]] = {
    "due": (ActionPoint.due, False),
    "newest": (ActionPoint.created_at, True),
    "code": (ActionPoint.code, False),
    "title": (ActionPoint.title, False),
    "state": (ActionPoint.state, False),
    "priority": (ActionPoint.priority, False),
}


class ActionQueries(Queries):
    def by_code(self, code: str) -> Sequence[ActionPoint]:
        """Two at most: not unique."""
        return self._all(living(ActionPoint).where(ActionPoint.code == code.strip()).limit(2))

    def page(
        self, wanted: WantedActions, sort: str, *, descending: bool, after: UUID | None, limit: int
    ) -> list[ActionPoint]:
        column, backwards = SORTS[sort]
        return page_by_key(
            self._session,
            ActionPoint,
            self._listed(living(ActionPoint), wanted),
            column,
            descending=descending != backwards,
            after=after,
            limit=limit,
        )

    def count(self, wanted: WantedActions) -> int:
        query = select(func.count()).select_from(ActionPoint).where(ActionPoint.deleted_at.is_(None))
        return self._session.scalar(self._listed(query, wanted)) or 0

    def _listed(self, query: Select[Any], wanted: WantedActions) -> Select[Any]:
        query = _matching(query, wanted)
        return query if wanted.project_id is not None else self._with_project(query, ActionPoint.project_id)

    def completed(self) -> Sequence[ActionPoint]:
        """All that wait for somebody's check."""
        return self._all(living(ActionPoint).where(ActionPoint.state == ActionState.COMPLETED))

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
        """Deleted ones included: a printed code is never used again."""
        return self._session.scalars(select(ActionPoint.code).where(ActionPoint.code.like(pattern))).all()


def _matching(query: Select[Any], wanted: WantedActions) -> Select[Any]:
    for column, value in (
        (ActionPoint.owner_id, wanted.owner_id),
        (ActionPoint.project_id, wanted.project_id),
        (ActionPoint.visit_id, wanted.visit_id),
        (ActionPoint.priority, wanted.priority),
    ):
        if value is not None:
            query = query.where(column == value)
    if wanted.states:
        query = query.where(ActionPoint.state.in_(sorted(wanted.states)))
    if wanted.due_before is not None:
        query = query.where(ActionPoint.due < wanted.due_before)
    if wanted.but:
        query = query.where(ActionPoint.id.not_in(sorted(wanted.but)))
    if wanted.text.strip():
        projects = select(Project.id).where(contains(wanted.text, Project.code, Project.title))
        query = query.where(
            contains(
                wanted.text,
                ActionPoint.code,
                ActionPoint.title,
                ActionPoint.details,
                ActionPoint.owner_name,
            )
            | ActionPoint.project_id.in_(projects)
        )
    return query
