"""Moves answers of an older form version to where their questions stand now."""

from __future__ import annotations

from desktop.forms.runtime.engine import Engine
from desktop.forms.runtime.tree import LiveNode, fits


def move_retired(engine: Engine, retired: dict[str, str]) -> dict[str, str]:
    """Old to new path of each answer whose question kept its name; takes those out of `retired`.

    Only a name that stands once, still empty and of a fitting type, is sure to be the same question.
    """
    by_name: dict[str, list[LiveNode]] = {}
    for node in engine.root.subtree():
        if node.place.is_leaf:
            by_name.setdefault(node.name, []).append(node)
    moved: dict[str, str] = {}
    for path, text in list(retired.items()):
        found = by_name.get(path.rpartition("/")[2], [])
        rivals = sum(other.rpartition("/")[2] == path.rpartition("/")[2] for other in retired)
        if len(found) != 1 or rivals != 1:
            continue
        node = found[0]
        if node.text in ("", node.place.default) and fits(text, node.place.bind.type):
            engine.put(node, text)
            moved[path] = node.path
            del retired[path]
    return moved
