"""Answers of questions a submission's own version asks no more, as cells of the tables that older versions make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Place
from desktop.forms.outgoing.columns import path_below
from desktop.forms.outgoing.wordings import AnswerWords

_NUMBER = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class RetiredCell:
    """`table` is a path as of an `AnswerSheet`, `entry` the numbered one below the root; `place` None: no version here asks it.

    `column` is the path below the table, behind `#` the version whose answer did not fit the newer question.
    """

    table: str
    entry: str
    column: str
    place: Place | None
    text: str
    words: AnswerWords | None


def retired_cells(
    own: Definition,
    versions: Sequence[tuple[Definition, AnswerWords | None]],
    answers: Mapping[str, str],
) -> Iterator[RetiredCell]:
    """`answers` by path as a store keeps them; of several versions that asked a question the first counts."""
    for path, text in answers.items():
        plain, _mark, of_version = path.partition("#")
        flat = _NUMBER.sub("", plain)
        asked = own.place_at(flat)
        if asked is not None and not of_version:
            continue
        fitting = [one for one in versions if not of_version or one[0].version == of_version]
        if _is_length(path, flat, answers, fitting):
            continue
        yield _cell(plain, flat, text, of_version, fitting)


def _is_length(
    path: str,
    flat: str,
    answers: Mapping[str, str],
    versions: Sequence[tuple[Definition, AnswerWords | None]],
) -> bool:
    """Whether this is no answer but the number of entries of a list."""
    places = [place for definition, _words in versions if (place := definition.place_at(flat)) is not None]
    return any(place.is_repeat for place in places) or any(other.startswith(f"{path}[") for other in answers)


def _cell(
    plain: str,
    flat: str,
    text: str,
    of_version: str,
    versions: Sequence[tuple[Definition, AnswerWords | None]],
) -> RetiredCell:
    below = plain.lstrip("/").partition("/")[2]
    suffix = f"#{of_version}" if of_version else ""
    for definition, words in versions:
        place = definition.place_at(flat)
        if place is not None and place.is_leaf:
            top = _table_of(place, definition.root)
            entry = below[: below.rfind("]") + 1] if top is not definition.root else ""
            table = path_below(top, definition.root)
            return RetiredCell(table, entry, path_below(place, top) + suffix, place, text, words)
    return RetiredCell("", "", below + suffix, None, text, None)


def _table_of(place: Place, root: Place) -> Place:
    at = place
    while at.parent is not None and at is not root and not at.is_repeat:
        above = at.parent
        assert isinstance(above, Place)
        at = above
    return at
