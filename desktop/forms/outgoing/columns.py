"""Which tables a form's answers make, and which columns: one for the form, one for each repeat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Place
from desktop.forms.runtime.pictures import question_type

POINT_PARTS = ("Latitude", "Longitude", "Altitude", "Accuracy")
"""As ODK Central names the columns of a position."""


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """`name` is the path below the table's own place, such as `arrival/centre`."""

    name: str
    place: Place
    part: str = ""


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """`path` is that of the repeat below the root, empty for the table with one row a submission."""

    path: str
    name: str
    columns: tuple[AnswerColumn, ...]


def answer_sheets(definition: Definition) -> tuple[AnswerSheet, ...]:
    """The form's own table first, then those of its repeats in form order."""
    tops = [definition.root, *(place for place in definition.places if place.is_repeat)]
    return tuple(
        AnswerSheet(path_below(top, definition.root), top.name, tuple(_columns(definition, top)))
        for top in tops
    )


def path_below(place: Place, top: Place) -> str:
    """The names from `top` down to the place, without that of `top`."""
    return place.path[len(top.path) :].lstrip("/")


def _columns(definition: Definition, top: Place) -> Iterator[AnswerColumn]:
    for place in _leaves(top):
        control = definition.controls.get(place)
        if place.is_heading:
            continue
        if control is not None and question_type(control) == "note":
            continue
        name = path_below(place, top)
        if place.bind.type == "geopoint":
            yield from (AnswerColumn(f"{name}-{part}", place, part) for part in POINT_PARTS)
        else:
            yield AnswerColumn(name, place)


def _leaves(top: Place) -> Iterator[Place]:
    for child in top.children:
        assert isinstance(child, Place)
        if child.is_leaf:
            yield child
        elif not child.is_repeat:
            yield from _leaves(child)
