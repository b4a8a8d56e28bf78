"""The entities that a submission makes or changes once it is finished."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.entities import DeclaredEntity
from desktop.forms.definition.records import Place
from desktop.forms.runtime.tree import LiveNode, climb, nodes_under
from desktop.forms.xpath.slots import deepest_shared_repeat

YES = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityChange:
    """What one `entity` block says. `name` is its identity in the list, `base_version` what the form had seen of it.

    `label` is empty where it stays; an empty property is emptied, one that is not in `properties` stays.
    """

    list_name: str
    name: str
    may_create: bool
    may_update: bool
    base_version: str
    label: str
    properties: Mapping[str, str]


def joined_changes(
    changes: Iterable[EntityChange],
) -> tuple[tuple[EntityChange, ...], tuple[EntityChange, ...]]:
    """One for each entity, in order, and those that say otherwise of it than an earlier one of the same filling."""
    joined: dict[tuple[str, str], EntityChange] = {}
    apart: list[EntityChange] = []
    for change in changes:
        key = (change.list_name, change.name)
        earlier = joined.get(key)
        if earlier is not None and _contradict(earlier, change):
            apart.append(change)
        else:
            joined[key] = change if earlier is None else _together(earlier, change)
    return tuple(joined.values()), tuple(apart)


def _contradict(one: EntityChange, other: EntityChange) -> bool:
    pairs = [(one.label, other.label)]
    pairs += [(text, other.properties.get(name, "")) for name, text in one.properties.items()]
    return any(first and second and first != second for first, second in pairs)


def _together(one: EntityChange, other: EntityChange) -> EntityChange:
    named = {name: text for name, text in other.properties.items() if text or name not in one.properties}
    return replace(
        one,
        may_create=one.may_create or other.may_create,
        may_update=one.may_update or other.may_update,
        label=one.label or other.label,
        properties={**one.properties, **named},
    )


def entity_changes(definition: Definition, root: LiveNode) -> Iterator[EntityChange]:
    """In the order of the submission; blocks that are not relevant, have no identity or ask for nothing are left out."""
    for declared in definition.entities:
        for node in nodes_under(root, declared.place):
            change = _change(declared, node)
            if change is not None:
                yield change


def _change(declared: DeclaredEntity, node: LiveNode) -> EntityChange | None:
    if not node.is_shown or not node.is_asked:
        return None
    may_create, may_update = (_below(node, name) in YES for name in ("@create", "@update"))
    name = _below(node, "@id").removeprefix("uuid:").strip()
    if not name or not (may_create or may_update):
        return None
    return EntityChange(
        list_name=declared.list_name,
        name=name,
        may_create=may_create,
        may_update=may_update,
        base_version=_below(node, "@baseVersion"),
        label=_below(node, "label").strip(),
        properties={
            prop: answer.text
            for prop, place in declared.properties.items()
            for answer in nodes_under(_shared(node, declared, place), place)
            if answer.is_shown
        },
    )


def _below(node: LiveNode, name: str) -> str:
    slot = node.place.child(name)
    held = node.slots[slot.index] if slot is not None else None
    return held.text if isinstance(held, LiveNode) and held.is_shown else ""


def _shared(node: LiveNode, declared: DeclaredEntity, place: Place) -> LiveNode:
    """The entry both stand in, or the whole submission."""
    shared = deepest_shared_repeat(declared.place, place)
    return climb(node, shared.depth if shared is not None else 0)
