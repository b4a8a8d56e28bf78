"""Which place of a newer version is which place of the older one, and where its answers stand now."""

from __future__ import annotations

import re
from collections.abc import Mapping

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Place
from desktop.forms.outgoing.columns import path_below

_NUMBER = re.compile(r"\[(\d+)\]")


def pair_places(before: Definition, after: Definition) -> dict[Place, Place]:
    """Old to new: by the path below the root, else by a name that stands once among what is left on each side."""
    olds = {path_below(place, before.root): place for place in before.places}
    news = {path_below(place, after.root): place for place in after.places}
    pairs = {olds[path]: place for path, place in news.items() if path in olds and _alike(olds[path], place)}
    taken = set(pairs.values())
    left = _by_name([place for place in olds.values() if place not in pairs])
    for name, places in _by_name([place for place in news.values() if place not in taken]).items():
        rivals = left.get(name, [])
        if len(places) == len(rivals) == 1 and _alike(rivals[0], places[0]):
            pairs[rivals[0]] = places[0]
    return pairs


def _alike(one: Place, other: Place) -> bool:
    return one.is_leaf == other.is_leaf and one.is_repeat == other.is_repeat


def _by_name(places: list[Place]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in places:
        found.setdefault(place.name, []).append(place)
    return found


def moved_path(before: Definition, pairs: Mapping[Place, Place], path: str) -> str:
    """Where an answer of the older version stands now; the path itself where its question is asked no more."""
    place = before.place_at(_NUMBER.sub("", path))
    new = pairs.get(place) if place is not None else None
    if new is None or place is None or len(new.repeats) != len(place.repeats):
        return path
    numbers = [match[1] for match in _NUMBER.finditer(path)]
    steps = []
    for slot in reversed([new, *new.ancestors()]):
        steps.append(f"{slot.name}[{numbers.pop(0)}]" if slot.is_repeat and numbers else slot.name)
    return "/" + "/".join(steps)
