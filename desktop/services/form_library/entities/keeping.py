"""Brings the entities to what a finished form says of them. Works within a unit of work."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from desktop.exchange.remarks import Remark
from desktop.forms import EntityChange, joined_changes
from desktop.models import Entity, EntityValue
from desktop.models.ids import natural_id
from desktop.services.accounts.access import Access
from desktop.services.form_library.entities.scopes import may_fill_in, scopes_around
from desktop.services.form_library.entities.writing import LONGEST_LABEL, Writing, said
from desktop.storage.database import Database
from desktop.storage.work import Work


def entity_id_of(scope_id: UUID, list_name: str, name: str) -> UUID:
    """The same on every laptop, so that two that make one entity in one scope make one record."""
    return natural_id("entity", scope_id, list_name, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What one finished form says of entities, and what was known to whoever filled it."""

    submission_id: UUID
    scope_id: UUID
    changes: Sequence[EntityChange]
    before: Sequence[EntityChange] = ()
    """What it said when it was finished the last time: what it only says again is no change."""
    seen: int | None = None
    """The change number at which it read its lists; None: it has seen all that is here."""
    is_from_elsewhere: bool = False
    """Filled where only the version of an entity tells what was known of it."""


class EntityKeeper:
    """Says what it could not do as a form said it: the remarks of `keep`."""

    def __init__(self, work: Work, database: Database, access: Access) -> None:
        self._work, self._database, self._access = work, database, access
        self._around: dict[UUID, tuple[UUID, ...]] = {}
        self._may: dict[UUID, bool] = {}

    def keep(self, filed: Filed) -> tuple[Remark, ...]:
        """Make and change them. What may only be changed and is not here yet is made, so that nothing is lost."""
        changes, apart = joined_changes(filed.changes)
        remarks = [_remark("entity_twice", one) for one in apart]
        for change in changes:
            remarks += self._keep(filed, change)
        return tuple(remarks)

    def _keep(self, filed: Filed, change: EntityChange) -> Iterator[Remark]:
        rows = self._here(filed.scope_id, change)
        row = self._meant(rows, filed, change)
        if row is not None:
            yield from self._change(filed, change, row)
            return
        if change.may_update and any(one.deleted_at is None for one in rows.values()):
            yield _remark("entity_apart", change)
        elif change.may_create and not change.label:
            yield Remark(code="entity_unlabelled", column=change.list_name, after=change.name)
        self._make(filed, change)

    def _here(self, scope_id: UUID, change: EntityChange) -> dict[UUID, Entity]:
        """By scope, the nearest first; those in the bin too."""
        if scope_id not in self._around:
            self._around[scope_id] = scopes_around(self._work, scope_id)
        around = self._around[scope_id]
        ids = [entity_id_of(one, change.list_name, change.name) for one in around]
        # Last, as it outweighs: what a store holds from when the scope was no part of the identifier.
        ids.append(natural_id("entity", change.list_name, change.name))
        found = {row.id: row for row in self._work.with_ids(Entity, ids)}
        by_scope = {found[one].scope_id: found[one] for one in ids if one in found}
        return {scope: by_scope[scope] for scope in around if scope in by_scope}

    def _meant(self, rows: Mapping[UUID, Entity], filed: Filed, change: EntityChange) -> Entity | None:
        """The one that is changed: where the form is filled, else the nearest that the person may change."""
        own = rows.get(filed.scope_id)
        if (own is not None and own.deleted_at is None) or not change.may_update:
            return own
        living = [row for row in rows.values() if row.deleted_at is None]
        return next((row for row in living if self._may_write(row.scope_id)), own)

    def _may_write(self, scope_id: UUID) -> bool:
        if scope_id not in self._may:
            self._may[scope_id] = may_fill_in(self._work, self._database, self._access, scope_id)
        return self._may[scope_id]

    def _make(self, filed: Filed, change: EntityChange) -> None:
        row = Entity(
            id=entity_id_of(filed.scope_id, change.list_name, change.name),
            scope_id=filed.scope_id,
            list_name=change.list_name,
            name=change.name,
            label=(change.label or change.name)[:LONGEST_LABEL],
            submission_id=filed.submission_id,
        )
        self._work.add(row)
        self._work.flush()
        self._add_values(row, change.properties)

    def _change(self, filed: Filed, change: EntityChange, row: Entity) -> Iterator[Remark]:
        known = self._work.entities.values_of(row.id)
        is_back, is_own = row.deleted_at is not None, row.submission_id == filed.submission_id
        earlier = None if is_back else next((one for one in filed.before if _is_same(one, change)), None)
        writing = Writing(row, known, change, earlier)
        if not (change.may_update or is_back or is_own):
            if writing.says_something:
                yield _remark("entity_known", change, row)
            return
        seen = self._seen(filed, change, row)
        if seen is not None:
            left = self._left(filed, seen, writing.contested)
            if left:
                yield _remark("entity_left", change, row, after=", ".join(sorted(left)))
            writing.leave(left)
        if not (writing.says_something or is_back):
            return
        if is_back and not self._work.history.binned_by_undo([row.id]):
            yield _remark("entity_back", change, row)
        if seen is not None and self._is_newer(filed, seen, writing):
            yield _remark("entity_newer", change, row)
        row.version, row.deleted_at = row.version + 1, None
        self._work.flush()  # whoever asks later what followed this version: all that is written below
        self._add_values(row, writing.new)
        writing.write_uncontested()
        with self._work.as_of(seen, own_too=filed.is_from_elsewhere):
            writing.write_contested()

    def _seen(self, filed: Filed, change: EntityChange, row: Entity) -> int | None:
        """Up to which change of the store the filler knew it; None: whatever is here."""
        if not filed.is_from_elsewhere:
            return filed.seen
        if row.submission_id == filed.submission_id:
            return None
        return self._work.entities.known_at(row.id, change.base_version)

    def _left(self, filed: Filed, seen: int, values: Sequence[EntityValue]) -> frozenset[str]:
        """Properties that somebody gave their first value since: that cannot stand open beside another."""
        after = self._work.entities.made_after
        made = after([one.id for one in values], seen, own_too=filed.is_from_elsewhere)
        return frozenset(one.name for one in values if one.id in made and said(one))

    def _is_newer(self, filed: Filed, seen: int, writing: Writing) -> bool:
        """Whether somebody wrote since what is to be written now, so that both stay open."""
        after, own_too = self._work.entities.written_after, filed.is_from_elsewhere
        return bool(after([one.id for one in writing.contested], "value", seen, own_too=own_too)) or (
            writing.is_label_contested and bool(after([writing.row.id], "label", seen, own_too=own_too))
        )

    def _add_values(self, row: Entity, properties: Mapping[str, str]) -> None:
        self._work.add_many(
            EntityValue, [_value(row, name, text) for name, text in properties.items() if text]
        )


def _is_same(one: EntityChange, other: EntityChange) -> bool:
    return (one.list_name, one.name) == (other.list_name, other.name)


def _remark(code: str, change: EntityChange, row: Entity | None = None, after: str = "") -> Remark:
    words = row.label if row is not None else change.label or change.name
    return Remark(code=code, column=change.list_name, before=words, after=after)


def _value(row: Entity, name: str, text: str) -> dict[str, Any]:
    return {
        "id": natural_id("entity_value", row.id, name),
        "scope_id": row.scope_id,
        "entity_id": row.id,
        "name": name,
        "value": text,
    }
