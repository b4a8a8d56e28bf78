"""Matches whole texts against patterns in bounded time, also where backtracking would run for ever."""

from __future__ import annotations

import re
from collections.abc import Callable
from re import _constants as codes  # type: ignore[attr-defined]  # the parser of `re`, which typeshed leaves out
from re import _parser  # type: ignore[attr-defined]
from typing import Any

Tree = list[tuple[Any, Any]]
_FAST_LENGTH = 12
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


class Unbounded(Exception):
    """The pattern looks around or back, which only backtracking can do."""


def whole_match(pattern: re.Pattern[str], text: str) -> bool:
    """As `fullmatch`; the work grows with the length of text and pattern, not exponentially."""
    if len(text) <= _FAST_LENGTH or not _may_explode(pattern.pattern):
        return pattern.fullmatch(text) is not None
    try:
        tree: Tree = list(_parser.parse(pattern.pattern, pattern.flags))
        return len(text) in _ends(tree, text, frozenset({0}), bool(pattern.flags & re.ASCII))
    except Unbounded:
        return False


def _may_explode(source: str) -> bool:
    """A repeated group, or several open repeats in one pattern."""
    return (
        re.search(r"\)\s*(?:[*+]|\{)", source) is not None or len(re.findall(r"(?<!\\)[*+]|,\}", source)) > 3
    )


def _ends(tree: Tree, text: str, starts: frozenset[int], is_ascii: bool) -> frozenset[int]:
    """Where a match of the sequence may end, begun at any of `starts`."""
    for code, argument in tree:
        if not starts:
            break
        starts = _after(code, argument, text, starts, is_ascii)
    return starts


def _after(code: Any, argument: Any, text: str, starts: frozenset[int], is_ascii: bool) -> frozenset[int]:
    if code is codes.SUBPATTERN:
        return _ends(list(argument[3]), text, starts, is_ascii)
    if code is codes.ATOMIC_GROUP:
        return _ends(list(argument), text, starts, is_ascii)
    if code is codes.BRANCH:
        return frozenset().union(*(_ends(list(branch), text, starts, is_ascii) for branch in argument[1]))
    if code in _REPEATS:
        return _repeated(argument, text, starts, is_ascii)
    if code is codes.AT:
        return _at(argument, text, starts)
    fits = _letter_test(code, argument, is_ascii)
    return frozenset(at + 1 for at in starts if at < len(text) and fits(text[at]))


def _repeated(argument: Any, text: str, starts: frozenset[int], is_ascii: bool) -> frozenset[int]:
    fewest, most, inner = int(argument[0]), argument[1], list(argument[2])
    found = starts if fewest == 0 else frozenset()
    present, count = starts, 0
    while present and (most is codes.MAXREPEAT or count < int(most)):
        reached = _ends(inner, text, present, is_ascii)
        count += 1
        if count < fewest:
            present = reached
        else:
            present = reached - found
            found |= reached
    return found


def _at(place: Any, text: str, starts: frozenset[int]) -> frozenset[int]:
    if place in (codes.AT_BEGINNING, codes.AT_BEGINNING_STRING):
        return starts & {0}
    if place in (codes.AT_END, codes.AT_END_STRING):
        return starts & {len(text)}
    raise Unbounded


def _letter_test(code: Any, argument: Any, is_ascii: bool) -> Callable[[str], bool]:
    if code is codes.LITERAL:
        return lambda letter: ord(letter) == argument
    if code is codes.NOT_LITERAL:
        return lambda letter: ord(letter) != argument
    if code is codes.ANY:
        return lambda letter: letter != "\n"
    if code is codes.RANGE:
        return lambda letter: bool(argument[0] <= ord(letter) <= argument[1])
    if code is codes.CATEGORY:
        return _category(argument, is_ascii)
    if code is not codes.IN:
        raise Unbounded
    negates = argument[0][0] is codes.NEGATE
    tests = [_letter_test(inner, value, is_ascii) for inner, value in argument if inner is not codes.NEGATE]
    return lambda letter: any(test(letter) for test in tests) != negates


def _category(category: Any, is_ascii: bool) -> Callable[[str], bool]:
    name = str(category).rpartition("_")[2].lower()
    negates = "_NOT_" in str(category)
    pattern = re.compile({"digit": r"\d", "space": r"\s", "word": r"\w"}[name], re.ASCII if is_ascii else 0)
    return lambda letter: (pattern.match(letter) is not None) != negates
