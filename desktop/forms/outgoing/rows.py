"""Reads the rows of a form's tables out of a submission as it was finished."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Place
from desktop.forms.outgoing.columns import POINT_PARTS, path_below
from desktop.forms.outgoing.wordings import AnswerWords

Cell = str | Decimal | date
_MOST_DIGITS = 15
"""A spreadsheet rounds longer numbers."""
_FIRST_YEAR = 1900
"""A spreadsheet knows no day before."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row of the table at `path`; keys are those of ODK Central, so that its readers join the tables."""

    path: str
    key: str
    parent_key: str
    cells: dict[str, Cell]


def answer_rows(
    definition: Definition, element: etree._Element, key: str, words: AnswerWords | None = None
) -> Iterator[AnswerRow]:
    """The row of the submission, then those of its repeats; with `words` choices stand by their labels."""
    return _rows(definition.root, definition.root, element, key, "", words)


def _rows(
    root: Place, top: Place, element: etree._Element, key: str, parent_key: str, words: AnswerWords | None
) -> Iterator[AnswerRow]:
    row = AnswerRow(path_below(top, root), key, parent_key, {})
    inner: list[AnswerRow] = []
    _read(root, top, top, element, row, key, inner, words)
    yield row
    yield from inner


def _read(
    root: Place,
    top: Place,
    place: Place,
    element: etree._Element,
    row: AnswerRow,
    where: str,
    inner: list[AnswerRow],
    words: AnswerWords | None,
) -> None:
    counted: dict[str, int] = {}
    for child in element:
        slot = place.child(etree.QName(child).localname) if isinstance(child.tag, str) else None
        if not isinstance(slot, Place):
            continue
        if slot.is_repeat:
            counted[slot.name] = counted.get(slot.name, 0) + 1
            entry = f"{where}/{slot.name}[{counted[slot.name]}]"
            inner.extend(_rows(root, slot, child, entry, row.key, words))
        elif slot.is_leaf:
            put_answer(
                row, path_below(slot, top), slot, "".join(str(text) for text in child.itertext()), words
            )
        else:
            _read(root, top, slot, child, row, f"{where}/{slot.name}", inner, words)


def put_answer(row: AnswerRow, name: str, place: Place, text: str, words: AnswerWords | None) -> None:
    """Into the column of that name; a position takes four."""
    if not text.strip():
        return
    if place.bind.type == "geopoint":
        for part, number in zip(POINT_PARTS, text.split(), strict=False):
            row.cells[f"{name}-{part}"] = _number(number)
        return
    row.cells[name] = (
        words.answer(place, text) if words is not None and words.knows(place) else _typed(place, text)
    )


def _typed(place: Place, text: str) -> Cell:
    if place.bind.type in ("integer", "decimal"):
        return _number(text)
    return _day(text) if place.bind.type == "date" else text


def _number(text: str) -> Cell:
    """As a number where no digit is lost, else as it was answered."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    whole = text.lstrip("+-").partition(".")[0]
    is_written_otherwise = len(whole) > 1 and whole.startswith("0")
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or is_written_otherwise or not -_MOST_DIGITS <= exponent <= _MOST_DIGITS:
        return text
    return number if len(number.as_tuple().digits) <= _MOST_DIGITS else text


def _day(text: str) -> Cell:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day if day.year >= _FIRST_YEAR else text
