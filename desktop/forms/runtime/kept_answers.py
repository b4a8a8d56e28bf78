"""A submission as answers by path, the way a store keeps it: a row an answer, and how long each list is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from desktop.forms.definition.records import Place
from desktop.forms.runtime.engine import MOST_INSTANCES, Engine
from desktop.forms.runtime.tree import LiveNode

_ENTRY = re.compile(r"\[(\d+)\]")


def answers_below(node: LiveNode) -> Iterator[tuple[str, str]]:
    """Path and text of every answer below; a repeat's own path holds the number of its entries."""
    return _answers(node, node.path)


def _answers(node: LiveNode, path: str) -> Iterator[tuple[str, str]]:
    if node.place.is_leaf:
        if node.text:
            yield path, node.text
        return
    for slot, held in zip(node.place.children, node.slots, strict=True):
        if isinstance(held, list):
            yield from entries_of(held, f"{path}/{slot.name}")
        else:
            yield from _answers(held, f"{path}/{slot.name}")


def entries_of(instances: list[LiveNode], path: str) -> Iterator[tuple[str, str]]:
    """The length of a list and the answers in it."""
    yield path, str(len(instances))
    for instance in instances:
        yield from _answers(instance, f"{path}[{instance.number}]")


def take_answers(engine: Engine, answers: Mapping[str, str]) -> dict[str, str]:
    """Put kept answers into the tree; those without a place come back by path."""
    highest: dict[str, int] = {}
    for path in answers:
        for match in _ENTRY.finditer(path):
            above = path[: match.start()]
            highest[above] = max(highest.get(above, 0), int(match[1]))
    unused = dict(answers)
    _take(engine, engine.root, engine.root.path, unused, highest)
    return unused


def _take(
    engine: Engine, node: LiveNode, path: str, unused: dict[str, str], highest: Mapping[str, int]
) -> None:
    for slot, held in zip(node.place.children, node.slots, strict=True):
        assert isinstance(slot, Place)
        below = f"{path}/{slot.name}"
        if isinstance(held, list):
            said = unused.pop(below, "")
            length = max(int(said) if said.isdecimal() else 0, highest.get(below, 0))
            while len(held) < min(length, MOST_INSTANCES):
                engine.append(slot, node)
            while len(held) > length:
                engine.remove(held[-1])
            for instance in held:
                _take(engine, instance, f"{below}[{instance.number}]", unused, highest)
        elif slot.is_attribute:
            # What was filled before the form kept a list does not say which: it stays as the form has it.
            held.put(unused.pop(below, "") or held.text)
        elif slot.is_leaf:
            held.put(unused.pop(below, ""))
        else:
            _take(engine, held, below, unused, highest)
