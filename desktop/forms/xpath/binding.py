"""Binds simple paths to slots: up some parents, then down by place, without looking at names again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from desktop.forms.xpath.nodes import Node
from desktop.forms.xpath.slots import Scope, Slot, deepest_shared_repeat
from desktop.forms.xpath.syntax import KindTest, NameTest, Step
from desktop.forms.xpath.world import Context


class Placed(Node, Protocol):
    """A node of a submission: `slots[i]` holds the node, or the list of instances, at its i-th child slot."""

    slots: list[Placed | list[Placed]]
    slot: Slot


Fetch = Callable[[Context], list[Node]]


@dataclass(frozen=True, slots=True)
class Bound:
    """The first `used` steps of a path as one fetch, which ends at `slot`."""

    fetch: Fetch
    slot: Slot
    anchor: Slot
    used: int


def bind(steps: tuple[Step, ...], scope: Scope, *, absolute: bool, from_current: bool) -> Bound | None:
    """The longest bindable beginning of a path; None where the place it starts at is not known."""
    base = scope.current if from_current or not scope.here else scope.here[0]
    if (
        base is None
        or (not from_current and len(scope.here) > 1)
        or (not scope.here and not (absolute or from_current))
    ):
        return None
    uses_current = from_current or not scope.here
    return _absolute(steps, base, uses_current) if absolute else _relative(steps, base, uses_current)


def _absolute(steps: tuple[Step, ...], base: Slot, uses_current: bool) -> Bound | None:
    root = base.root
    if not steps or not _is_plain_child(steps[0], root.name):
        return None
    slot, used = root, 1
    for step in steps[1:]:
        child = (
            slot.child(step.test.name) if _is_plain_child(step) and isinstance(step.test, NameTest) else None
        )
        if child is None:
            break
        slot, used = child, used + 1
    shared = deepest_shared_repeat(base, slot) or root
    return Bound(_fetch(base.depth - shared.depth, _way_down(shared, slot), uses_current), slot, shared, used)


def _relative(steps: tuple[Step, ...], base: Slot, uses_current: bool) -> Bound:
    top, used = base, 0
    for step in steps:
        if step.predicates or step.test != KindTest("node") or step.axis not in ("self", "parent"):
            break
        if step.axis == "parent":
            if top.parent is None:
                break
            top = top.parent
        used += 1
    slot = top
    for step in steps[used:]:
        child = (
            slot.child(step.test.name) if _is_plain_child(step) and isinstance(step.test, NameTest) else None
        )
        if child is None:
            break
        slot, used = child, used + 1
    return Bound(_fetch(base.depth - top.depth, _way_down(top, slot), uses_current), slot, top, used)


def _is_plain_child(step: Step, name: str = "") -> bool:
    return (
        step.axis == "child"
        and not step.predicates
        and isinstance(step.test, NameTest)
        and step.test.name != "*"
        and (not name or step.test.name == name)
    )


def _way_down(top: Slot, bottom: Slot) -> tuple[tuple[int, bool], ...]:
    way: list[tuple[int, bool]] = []
    slot = bottom
    while slot is not top:
        way.append((slot.index, slot.is_repeat))
        assert slot.parent is not None
        slot = slot.parent
    return tuple(reversed(way))


def _fetch(ups: int, downs: tuple[tuple[int, bool], ...], uses_current: bool) -> Fetch:
    """All nodes at the end of the way that are shown."""
    if any(repeats for _index, repeats in downs):
        return _fetch_many(ups, downs, uses_current)
    indexes = tuple(index for index, _repeats in downs)

    def fetch_one(context: Context) -> list[Node]:
        node: Placed = context.current if uses_current else context.node  # type: ignore[assignment]
        for _level in range(ups):
            node = node.parent  # type: ignore[assignment]
        for index in indexes:
            node = node.slots[index]  # type: ignore[assignment]
        return [node] if node.is_shown else []

    return fetch_one


def _fetch_many(ups: int, downs: tuple[tuple[int, bool], ...], uses_current: bool) -> Fetch:
    def fetch_many(context: Context) -> list[Node]:
        node: Placed = context.current if uses_current else context.node  # type: ignore[assignment]
        for _level in range(ups):
            node = node.parent  # type: ignore[assignment]
        nodes: list[Placed] = [node]
        for index, repeats in downs:
            if repeats:
                nodes = [instance for one in nodes for instance in one.slots[index]]  # type: ignore[union-attr]
            else:
                nodes = [one.slots[index] for one in nodes]  # type: ignore[misc]
        return [one for one in nodes if one.is_shown]

    return fetch_many


def walk(slots: tuple[Slot, ...], step: Step) -> tuple[Slot, ...]:
    """The slots a step may lead to from any of `slots`."""
    found: dict[int, Slot] = {}
    for slot in slots:
        for reached in _reached(slot, step):
            if isinstance(step.test, KindTest) or step.test.name in ("*", reached.name):
                found[id(reached)] = reached
    return tuple(found.values())


def _reached(slot: Slot, step: Step) -> list[Slot]:
    match step.axis:
        case "child":
            return slot.children
        case "self":
            return [slot]
        case "parent":
            return [slot.parent] if slot.parent else []
        case "descendant" | "descendant-or-self":
            below = list(slot.subtree())
            return below if step.axis.endswith("self") else below[1:]
        case "ancestor" | "ancestor-or-self":
            above = list(slot.ancestors())
            return [slot, *above] if step.axis.endswith("self") else above
        case "following-sibling" | "preceding-sibling":
            return slot.parent.children if slot.parent else []
        case "following" | "preceding":
            return list(slot.root.subtree())
        case _:
            return []
