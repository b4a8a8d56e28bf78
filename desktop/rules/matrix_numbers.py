"""Numbers and reading order of a results matrix: objective 0, outcomes 1, outputs 1.1, activities 1.1.1."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.rules.vocabulary import ResultLevel

LEVELS = tuple(ResultLevel)
"""From the objective down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A result as far as its number depends on it; siblings come in their order."""

    id: object
    parent_id: object | None
    level: ResultLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    id: object
    number: str
    depth: int


def number_results(nodes: Iterable[Node]) -> tuple[Numbered, ...]:
    """Every node once, parents before children; what hangs on nothing, or on itself, stands at the top."""
    listed = list(nodes)
    known = {node.id for node in listed}
    below: dict[object | None, list[Node]] = {}
    for node in listed:
        parent = node.parent_id if node.parent_id in known else None
        below.setdefault(parent, []).append(node)
    walk = _Walk(below)
    walk.through(below.get(None, []), prefix="", depth=0)
    for node in listed:  # a circle has no way in from the top
        if node.id not in walk.done:
            walk.through([node], prefix="", depth=0)
    return tuple(walk.numbered)


def level_below(level: ResultLevel) -> ResultLevel | None:
    at = LEVELS.index(level) + 1
    return LEVELS[at] if at < len(LEVELS) else None


def level_above(level: ResultLevel) -> ResultLevel | None:
    at = LEVELS.index(level)
    return LEVELS[at - 1] if at else None


class _Walk:
    def __init__(self, below: dict[object | None, list[Node]]) -> None:
        self._below = below
        self.numbered: list[Numbered] = []
        self.done: set[object] = set()
        self._top = 0
        self._objectives = 0

    def through(self, siblings: Iterable[Node], *, prefix: str, depth: int) -> None:
        count = 0
        for node in siblings:
            if node.id in self.done:
                continue
            if node.level is ResultLevel.OBJECTIVE and not prefix:
                number, inner = self._objective(), ""
            elif not prefix:
                # Outcomes count through, whichever objective they stand under.
                self._top += 1
                number = inner = str(self._top)
            else:
                count += 1
                number = inner = f"{prefix}.{count}"
            self.done.add(node.id)
            self.numbered.append(Numbered(id=node.id, number=number, depth=depth))
            self.through(self._below.get(node.id, []), prefix=inner, depth=depth + 1)

    def _objective(self) -> str:
        """0; a second one is a fault of the matrix, yet needs a name: 0b."""
        self._objectives += 1
        return "0" if self._objectives == 1 else f"0{_letters(self._objectives)}"


def _letters(number: int) -> str:
    """1 a, 26 z, 27 aa."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def next_code(taken: Iterable[str | None]) -> str:
    """The first letter of the alphabet that no indicator of the result bears yet."""
    used = {code for code in taken if code}
    at = 1
    while _letters(at) in used:
        at += 1
    return _letters(at)
