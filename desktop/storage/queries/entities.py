"""Entity lists and their lines."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from desktop.models import Entity, EntityValue
from desktop.storage.queries.base import Queries, living
from sync.client.moments import Moments
from sync.merge.edits import EVERY_ATOM

_MOST_DIGITS = 9
Scopes = Sequence[UUID] | None
"""Those whose entities are meant; None: all that are on this laptop."""


class EntityQueries(Queries):
    def lists(self, scopes: Scopes = None) -> list[tuple[str, int]]:
        """Name and length of each list, by name."""
        counted: Any = select(Entity.list_name, func.count()).where(Entity.deleted_at.is_(None))
        rows = self._session.execute(
            _within(counted, scopes).group_by(Entity.list_name).order_by(Entity.list_name)
        )
        return [(str(name), int(count)) for name, count in rows]

    def of_list(self, list_name: str, scopes: Scopes = None) -> Sequence[Entity]:
        listed = living(Entity).where(Entity.list_name == list_name)
        return self._all(_within(listed, scopes).order_by(Entity.label, Entity.id))

    def gone_from_list(self, list_name: str, scopes: Scopes = None) -> Sequence[Entity]:
        """Those in the bin."""
        gone = select(Entity).where(Entity.list_name == list_name, Entity.deleted_at.is_not(None))
        return self._all(_within(gone, scopes))

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

    @cached_property
    def _moments(self) -> Moments:
        return Moments(self._session.connection(), (Entity.__tablename__, EntityValue.__tablename__))

    def known_at(self, entity_id: UUID, version: str) -> int | None:
        """The store's last change at which the entity stood at that version; None where nothing followed it here.

        A version that is no number is the first. Two laptops may have written one number apart: one of them was seen.
        """
        wanted = int(version) if version.isdecimal() and len(version) <= _MOST_DIGITS else 1
        is_reached, unknown = False, None
        for change, said in self._moments.of(str(entity_id), "version"):
            found = said.get("version")
            if is_reached or (found is not None and found > wanted):
                return (unknown or change) - 1
            if found == wanted:
                is_reached, unknown = True, None
            elif found is None and unknown is None:
                unknown = change
        return None

    def written_after(self, ids: Iterable[UUID], atom: str, change: int, *, own_too: bool) -> frozenset[UUID]:
        """Those of these records of which somebody elsewhere (`own_too`: or here) wrote that field since."""
        found = ((one, self._moments.of(str(one), atom, own_too=own_too)) for one in ids)
        return frozenset(one for one, moments in found if any(at > change for at, _said in moments))

    def made_after(self, ids: Iterable[UUID], change: int, *, own_too: bool) -> frozenset[UUID]:
        """Those of them that somebody made since."""
        return self.written_after(ids, EVERY_ATOM, change, own_too=own_too)

    def values_of(self, entity_id: UUID) -> dict[str, EntityValue]:
        """Every property it ever had, by name."""
        rows = self._all(select(EntityValue).where(EntityValue.entity_id == entity_id))
        return {row.name: row for row in rows}


def _within(query: Any, scopes: Scopes) -> Any:
    return query if scopes is None else query.where(Entity.scope_id.in_(scopes))
