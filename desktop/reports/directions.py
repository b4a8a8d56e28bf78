"""The direction of each character of a line (Unicode bidirectional algorithm), and the order runs are seen in."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar
from unicodedata import bidirectional

from bidi.algorithm import (
    explicit_embed_and_overrides,
    get_embedding_levels,
    get_empty_storage,
    resolve_implicit_levels,
    resolve_neutral_types,
    resolve_weak_types,
)

CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that steer direction and are not drawn."""

_NOT_LEFT_TO_RIGHT = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
LRI, RLI, FSI, PDI = "\u2066\u2067\u2068\u2069"
_OPENERS = frozenset((LRI, RLI, FSI))
_NEUTRAL, _REMOVED = "\ufffc", "\u200b"
_DEEPEST = 20  # isolates in isolates beyond this are no one's sentence
_UNKNOWN_TO_PYTHON_BIDI = frozenset(("LRI", "RLI", "FSI", "PDI"))

Run = TypeVar("Run")


def isolate_sentence(text: str) -> str:
    """A date or name that keeps the order of its own letters inside any sentence."""
    return f"{FSI}{text}{PDI}"


def is_plainly_left_to_right(text: str) -> bool:
    """No character that could turn the direction, so that a left-to-right line needs no levels."""
    return not _NOT_LEFT_TO_RIGHT.search(text)


def isolate(text: str) -> str:
    """A code, range or zone that keeps its own left-to-right order inside any sentence."""
    return f"{LRI}{text}{PDI}"


def runs_right_to_left(text: str, right_to_left_report: bool) -> bool:
    """Whether a free text is read from the right: by its own letters, leaning towards the report's direction."""
    if not right_to_left_report:
        if not _NOT_LEFT_TO_RIGHT.search(text):
            return False
        strong = (bidirectional(character) for character in text)
        return next((kind != "L" for kind in strong if kind in ("L", "R", "AL")), False)
    # without letters of such a script it is a code, a range or an amount, which keeps its order
    return any(bidirectional(character) in ("R", "AL") for character in text)


@lru_cache(maxsize=4096)
def levels_of(text: str, right_to_left: bool) -> tuple[int, ...] | None:
    """The embedding level of each character; None when every one is simply left to right."""
    if not right_to_left and not _NOT_LEFT_TO_RIGHT.search(text):
        return None
    return _levels(text, int(right_to_left))


def _levels(text: str, base: int, depth: int = 0) -> tuple[int, ...]:
    # python-bidi is older than isolates: what stands inside one is resolved on its own, and seen from
    # outside as one neutral sign
    outside = list(text)
    inner: list[tuple[int, int, tuple[int, ...]]] = []
    for start, end in _isolates(text) if depth < _DEEPEST else ():
        inside = text[start + 1 : end]
        is_right_to_left = text[start] == RLI or (text[start] == FSI and runs_right_to_left(inside, False))
        own = int(is_right_to_left)
        raised = base + (1 if (base + 1) % 2 == own else 2) - own
        inner.append((start + 1, end, tuple(level + raised for level in _levels(inside, own, depth + 1))))
        outside[start:end] = [_NEUTRAL] + [_REMOVED] * (end - start - 1)
    levels = list(_resolved("".join(outside), base))
    for start, end, own_levels in inner:
        levels[start:end] = own_levels
    return tuple(levels)


def _isolates(text: str) -> list[tuple[int, int]]:
    """Where the outermost isolates open and close; one that never closes is none."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for at, character in enumerate(text):
        if character in _OPENERS:
            opened.append(at)
        elif character == PDI and opened:
            start = opened.pop()
            found = [pair for pair in found if pair[0] < start]
            found.append((start, at))
    return found


def _resolved(text: str, base: int) -> tuple[int, ...]:
    storage = get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    get_embedding_levels(text, storage)
    for at, character in enumerate(storage["chars"]):
        character["at"] = at
        if character["type"] in _UNKNOWN_TO_PYTHON_BIDI:
            character["type"] = "BN"
        elif not character["type"]:
            character["type"] = "L"  # a character no Unicode version of ours knows
    explicit_embed_and_overrides(storage)
    resolve_weak_types(storage, False)
    resolve_neutral_types(storage, False)
    resolve_implicit_levels(storage, False)
    levels: list[int | None] = [None] * len(text)
    for character in storage["chars"]:
        levels[character["at"]] = character["level"]
    return _with_gaps_filled(levels, base)


def _with_gaps_filled(levels: Sequence[int | None], base: int) -> tuple[int, ...]:
    # the algorithm drops zero-width characters; a joiner belongs to the letter before it
    filled, last = [], base
    for level in levels:
        last = last if level is None else level
        filled.append(last)
    return tuple(filled)


def in_visual_order(runs: Sequence[Run], levels: Sequence[int]) -> list[Run]:
    """The runs of one line from left to right (rule L2)."""
    ordered = list(runs)
    if not levels or max(levels) == 0:
        return ordered
    seen = list(levels)
    lowest_odd = min((level for level in seen if level % 2), default=max(seen) + 1)
    for level in range(max(seen), lowest_odd - 1, -1):
        at = 0
        while at < len(seen):
            if seen[at] < level:
                at += 1
                continue
            end = at
            while end < len(seen) and seen[end] >= level:
                end += 1
            ordered[at:end] = reversed(ordered[at:end])
            seen[at:end] = reversed(seen[at:end])
            at = end
    return ordered
