"""What the parts of the compiler ask of each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from desktop.forms.xpath.nodes import Node
from desktop.forms.xpath.slots import Scope
from desktop.forms.xpath.syntax import Expression, Step
from desktop.forms.xpath.world import Context, Run

Advance = Callable[[Context, list[Node]], list[Node]]
"""One step or filter over a list of nodes."""


class Compiling(Protocol):
    """Compiles any expression."""

    namespaces: dict[str, str]
    strict: bool

    def compile(self, tree: Expression, scope: Scope) -> Run: ...


class Stepping(Protocol):
    """Compiles steps and predicates."""

    def steps(self, steps: tuple[Step, ...], scope: Scope, *, flat: bool) -> Advance: ...
    def predicates(self, trees: tuple[Expression, ...], scope: Scope) -> Advance: ...
