"""What the questions of every area share: only living records, and ids by a unique prefix."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Select, String, cast, select
from sqlalchemy.orm import Session

from desktop.models.base import Record

Kept = TypeVar("Kept", bound=Record)

_BINNED = "SELECT id FROM projects WHERE deleted_at IS NOT NULL"


class Queries:
    def __init__(self, session: Session) -> None:
        self._session = session

    def _all(self, query: Select[Kept]) -> Sequence[Kept]:
        return self._session.scalars(query).all()

    def _with_project(self, query: Select[Any], column: Any) -> Select[Any]:
        """Without what belongs to a project in the bin: it comes back with its project."""
        gone = binned_projects(self._session.connection())
        return query.where(column.not_in(gone)) if gone else query

    def by_prefix(self, model: type[Kept], prefix: str) -> Sequence[Kept]:
        """Up to two living records whose id starts with `prefix` (two: not unique)."""
        text: Any = cast(model.id, String)
        return self._all(living(model).where(text.like(f"{prefix.lower()}%")).limit(2))

    def by_ids(self, model: type[Kept], ids: Sequence[UUID]) -> Sequence[Kept]:
        return self._all(select(model).where(model.id.in_(ids))) if ids else ()


def living(model: type[Kept]) -> Select[Kept]:
    return select(model).where(model.deleted_at.is_(None))


def binned_projects(connection: Connection) -> list[UUID]:
    """Asked in a question of its own: within another, no index alone would answer it."""
    return [UUID(project_id) for project_id in connection.exec_driver_sql(_BINNED).scalars()]
