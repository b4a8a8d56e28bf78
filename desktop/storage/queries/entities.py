"""Entity lists and their lines."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from desktop.models import Entity, EntityValue
from desktop.storage.queries.base import Queries, living


class EntityQueries(Queries):
    def lists(self) -> list[tuple[str, int]]:
        """Name and length of each list, by name."""
        rows = self._session.execute(
            select(Entity.list_name, func.count())
            .where(Entity.deleted_at.is_(None))
            .group_by(Entity.list_name)
            .order_by(Entity.list_name)
        )
        return [(name, count) for name, count in rows]

    def of_list(self, list_name: str) -> Sequence[Entity]:
        return self._all(
            living(Entity).where(Entity.list_name == list_name).order_by(Entity.label, Entity.id)
        )

    def gone_from_list(self, list_name: str) -> Sequence[Entity]:
        """Those in the bin."""
        return self._all(select(Entity).where(Entity.list_name == list_name, Entity.deleted_at.is_not(None)))

    def texts_of_list(self, list_name: str) -> dict[UUID, dict[str, str]]:
        """Properties by entity, those that are empty left out."""
        rows = self._session.execute(
            select(EntityValue.entity_id, EntityValue.name, EntityValue.value)
            .join(Entity, Entity.id == EntityValue.entity_id)
            .where(
                Entity.list_name == list_name,
                Entity.deleted_at.is_(None),
                EntityValue.deleted_at.is_(None),
                EntityValue.value.is_not(None),
            )
            .order_by(EntityValue.name)
        )
        found: dict[UUID, dict[str, str]] = {}
        for entity_id, name, value in rows:
            found.setdefault(entity_id, {})[name] = value or ""
        return found

    def values_of(self, entity_id: UUID) -> dict[str, EntityValue]:
        """Every property it ever had, by name."""
        rows = self._all(select(EntityValue).where(EntityValue.entity_id == entity_id))
        return {row.name: row for row in rows}
