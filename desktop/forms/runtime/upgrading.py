"""Moves answers of an older form version to where their questions stand now."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Place
from desktop.forms.runtime.choices import Offers
from desktop.forms.runtime.engine import Engine
from desktop.forms.runtime.fitting import fits
from desktop.forms.runtime.pictures import question_type
from desktop.forms.runtime.tree import LiveNode

_OF_THEIR_OWN = frozenset(
    {"image", "audio", "video", "file", "geopoint", "geotrace", "geoshape", "acknowledge"}
)
"""An answer of another type means nothing to these."""


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


def set_aside(
    definition: Definition, engine: Engine, offers: Offers, before: Definition, old_of: Mapping[Place, Place]
) -> dict[str, str]:
    """Take out what does not fit its question any more, though it fitted before; by path and older version."""
    found: dict[str, str] = {}
    for node in list(engine.root.subtree()):
        old = old_of.get(node.place)
        control, was = definition.controls.get(node.place), before.controls.get(old) if old else None
        if old is None or control is None or was is None or not node.text:
            continue
        kept = node.text
        now = question_type(control)
        if (now in _OF_THEIR_OWN and now != question_type(was)) or (
            not fits(node.text, node.place.bind.type) and fits(node.text, old.bind.type)
        ):
            kept = ""
        elif control.kind in ("select", "select1", "rank"):
            offered = offers.values(node)
            given = [node.text] if control.kind == "select1" else node.text.split()
            kept = " ".join(one for one in given if one in offered) if offered else node.text
        if kept != node.text:
            found[f"{node.path}#{before.version}"] = node.text
            engine.put(node, kept)
    return found


def fill_defaults(definition: Definition, engine: Engine, old_of: Mapping[Place, Place]) -> None:
    """Questions that are new begin as in a new submission."""
    for node in engine.root.subtree():
        if node.place.is_leaf and node.place not in old_of and not node.text and node.place.default:
            engine.put(node, node.place.default)
