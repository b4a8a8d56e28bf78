"""Compares texts word by word, and puts two edits of one text together where they do not touch; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST = 4000
"""Words; beyond that a comparison would keep the window waiting."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text: in both, only in the old one, or only in the new one."""

    kind: Literal["same", "gone", "new"]
    text: str


def pieces_of(text: str) -> list[str]:
    """Words, blanks and signs; joined they are the text again."""
    return _PIECES.findall(text)


def compare(old: str, new: str) -> tuple[Run, ...]:
    """What became of `old`: the runs without the gone ones are `new`, without the new ones `old`."""
    before, after = pieces_of(old), pieces_of(new)
    if len(before) + len(after) > LONGEST:
        return tuple(run for run in (Run("gone", old), Run("new", new)) if run.text)
    runs: list[Run] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run("same", "".join(before[a:b])))
            continue
        runs += [
            run for run in (Run("gone", "".join(before[a:b])), Run("new", "".join(after[c:d]))) if run.text
        ]
    return tuple(runs)


def merge(base: str, mine: str, theirs: str) -> str | None:
    """Both edits of `base` in one text; None where they touch the same words, so that a person has to write it."""
    origin = pieces_of(base)
    if len(origin) + len(mine) + len(theirs) > 10 * LONGEST:
        return None
    changes = sorted({*_changes(origin, pieces_of(mine)), *_changes(origin, pieces_of(theirs))})
    merged: list[str] = []
    at = 0
    for start, end, words in changes:
        if start < at or (merged and start == at and _touches(changes, start)):
            return None
        merged += [*origin[at:start], *words]
        at = end
    return "".join([*merged, *origin[at:]])


def _changes(origin: Sequence[str], edited: Sequence[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Stretches of the origin with what stands there instead."""
    codes = SequenceMatcher(None, origin, edited, autojunk=False).get_opcodes()
    return [(a, b, tuple(edited[c:d])) for tag, a, b, c, d in codes if tag != "equal"]


def _touches(changes: Sequence[tuple[int, int, tuple[str, ...]]], at: int) -> bool:
    """Whether two different edits meet at one place, so that their order would be a guess."""
    return sum(start <= at <= end for start, end, _words in changes) > 1
