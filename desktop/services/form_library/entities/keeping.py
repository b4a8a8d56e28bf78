"""Brings the entities to what a finished form says of them. Works within a unit of work."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from desktop.forms import EntityChange
from desktop.models import Entity, EntityValue
from desktop.models.ids import natural_id
from desktop.storage.work import Work

LONGEST_LABEL = 500


def entity_id_of(list_name: str, name: str) -> UUID:
    """The same on every laptop, so that two that make one entity make one record."""
    return natural_id("entity", list_name, name)


def keep_entities(work: Work, submission_id: UUID, scope_id: UUID, changes: Iterable[EntityChange]) -> int:
    """Make and change them; how many. What may only be changed and is not here yet is made, so that nothing is lost.

    A form that is finished again changes what it made the first time.
    """
    count = 0
    for change in changes:
        entity_id = entity_id_of(change.list_name, change.name)
        row = work.find(Entity, entity_id, deleted=True)
        if row is None:
            row = Entity(
                id=entity_id,
                scope_id=scope_id,
                list_name=change.list_name,
                name=change.name,
                label=(change.label or change.name)[:LONGEST_LABEL],
                submission_id=submission_id,
            )
            work.add(row)
            work.flush()
            _add_values(work, row, change.properties)
        else:
            _change(work, row, change)
        count += 1
    return count


def _change(work: Work, row: Entity, change: EntityChange) -> None:
    before = work.entities.values_of(row.id)
    label = change.label[:LONGEST_LABEL] or row.label
    changed = {name: text for name, text in change.properties.items() if _said(before.get(name)) != text}
    if changed or label != row.label or row.deleted_at is not None:
        row.version += 1
    row.label, row.deleted_at = label, None
    for name, text in changed.items():
        if name in before:
            before[name].value, before[name].deleted_at = text or None, None
    _add_values(work, row, {name: text for name, text in changed.items() if name not in before})


def _said(value: EntityValue | None) -> str:
    """What stands there; one that was taken back says nothing."""
    return value.value or "" if value is not None and value.deleted_at is None else ""


def _add_values(work: Work, row: Entity, properties: Mapping[str, str]) -> None:
    work.add_many(EntityValue, [_value(row, name, text) for name, text in properties.items() if text])


def _value(row: Entity, name: str, text: str) -> dict[str, Any]:
    return {
        "id": natural_id("entity_value", row.id, name),
        "scope_id": row.scope_id,
        "entity_id": row.id,
        "name": name,
        "value": text,
    }
