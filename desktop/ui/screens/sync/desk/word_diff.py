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
    for tag, a, b, c, d in _joined(
        SequenceMatcher(None, before, after, autojunk=False).get_opcodes(), before
    ):
        if tag == "equal":
            runs.append(Run("same", "".join(before[a:b])))
            continue
        runs += [
            run for run in (Run("gone", "".join(before[a:b])), Run("new", "".join(after[c:d]))) if run.text
        ]
    return tuple(runs)


def beside(base: str, mine: str, other: str) -> tuple[Run, ...]:
    """One of two edits of `base`, held against the other: `new` stands only here, `gone` only here no longer.

    What both wrote, or both took out, sets them not apart. The runs without the gone ones are `mine`.
    """
    before, after = pieces_of(other), pieces_of(mine)
    if len(before) + len(after) > LONGEST:
        return (Run("new" if mine != other else "same", mine),) if mine else ()
    kept = _kept(pieces_of(base), before)
    runs: list[Run] = []
    for tag, a, b, c, d in _joined(
        SequenceMatcher(None, before, after, autojunk=False).get_opcodes(), before
    ):
        if tag == "equal":
            runs.append(Run("same", "".join(before[a:b])))
            continue
        gone = "".join(before[at] for at in range(a, b) if at in kept)
        runs += [Run("gone", gone)] if gone.strip() else []
        runs += [Run("new", "".join(after[c:d]))] if c < d else []
    return tuple(runs)


def _kept(origin: Sequence[str], edited: Sequence[str]) -> set[int]:
    """Which pieces of an edited text stood in the origin."""
    if len(origin) + len(edited) > LONGEST:
        return set()
    matches = SequenceMatcher(None, origin, edited, autojunk=False).get_matching_blocks()
    return {one.b + at for one in matches for at in range(one.size)}


_Code = tuple[str, int, int, int, int]


def _joined(codes: Sequence[_Code], before: Sequence[str]) -> list[_Code]:
    """Changes with nothing but a blank between them as one: word for word they would be hard to read."""
    joined: list[_Code] = []
    for at, (tag, a, b, c, d) in enumerate(codes):
        is_blank = tag == "equal" and not "".join(before[a:b]).strip()
        inside = 0 < at < len(codes) - 1
        if joined and joined[-1][0] != "equal" and (tag != "equal" or (is_blank and inside)):
            _tag, first, _b, start, _d = joined[-1]
            joined[-1] = ("replace", first, b, start, d)
        else:
            joined.append((tag, a, b, c, d))
    return joined


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of two edits put together: the same in both, or a place where both changed the same words."""

    mine: str
    theirs: str

    @property
    def is_clash(self) -> bool:
        return self.mine != self.theirs


def merge(base: str, mine: str, theirs: str) -> str | None:
    """Both edits of `base` in one text; None where they touch the same words, so that a person has to write it."""
    pieces = put_together(base, mine, theirs)
    return None if any(piece.is_clash for piece in pieces) else "".join(piece.mine for piece in pieces)


def put_together(base: str, mine: str, theirs: str) -> tuple[Piece, ...]:
    """Both edits of `base`, stretch by stretch; one clash where the texts are too long to be compared."""
    origin = pieces_of(base)
    if len(origin) + len(mine) + len(theirs) > 10 * LONGEST:
        return (Piece(mine, theirs),)
    ours, others = _changes(origin, pieces_of(mine)), _changes(origin, pieces_of(theirs))
    found: list[Piece] = []
    at = 0
    for start, end in _places(ours, others):
        kept = "".join(origin[at:start])
        found.append(Piece(kept, kept))
        found.append(_piece(origin, ours, others, start, end))
        at = end
    kept = "".join(origin[at:])
    return tuple(piece for piece in (*found, Piece(kept, kept)) if piece.mine or piece.theirs)


_Change = tuple[int, int, tuple[str, ...]]


def _changes(origin: Sequence[str], edited: Sequence[str]) -> list[_Change]:
    """Stretches of the origin with what stands there instead."""
    codes = SequenceMatcher(None, origin, edited, autojunk=False).get_opcodes()
    return [(a, b, tuple(edited[c:d])) for tag, a, b, c, d in codes if tag != "equal"]


def _places(ours: Sequence[_Change], others: Sequence[_Change]) -> list[tuple[int, int]]:
    """Where either changed something; changes that meet are one place, because their order would be a guess."""
    places: list[tuple[int, int]] = []
    for start, end, _words in sorted({*ours, *others}):
        if places and start <= places[-1][1]:
            places[-1] = (places[-1][0], max(places[-1][1], end))
        else:
            places.append((start, end))
    return places


def _piece(
    origin: Sequence[str], ours: Sequence[_Change], others: Sequence[_Change], start: int, end: int
) -> Piece:
    mine, theirs = _within(origin, ours, start, end), _within(origin, others, start, end)
    is_ours = any(start <= a and b <= end for a, b, _words in ours)
    is_theirs = any(start <= a and b <= end for a, b, _words in others)
    if not is_theirs:
        return Piece(mine, mine)
    return Piece(theirs, theirs) if not is_ours else Piece(mine, theirs)


def _within(origin: Sequence[str], changes: Sequence[_Change], start: int, end: int) -> str:
    words: list[str] = []
    at = start
    for a, b, instead in changes:
        if start <= a and b <= end:
            words += [*origin[at:a], *instead]
            at = b
    return "".join([*words, *origin[at:end]])
