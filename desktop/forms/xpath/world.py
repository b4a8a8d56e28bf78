"""What an expression may ask of its surroundings, and the place it stands at while it runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Protocol

from desktop.forms.xpath.nodes import Node
from desktop.forms.xpath.values import Value


class World(Protocol):
    """The clock, the lists, the language and the chance an expression sees; one for an open form."""

    @property
    def zone(self) -> tzinfo: ...
    @property
    def language(self) -> str: ...
    @property
    def namespaces(self) -> dict[str, str]: ...
    def now(self) -> datetime: ...
    def random(self) -> float: ...
    def new_uuid(self) -> str: ...
    def instance(self, name: str) -> Node | None:
        """The root of a secondary instance (its `instance` element), None where there is none."""
        ...

    def items_where(self, name: str, steps: tuple[str, ...], column: str, value: str | float) -> list[Node]:
        """Items of a fixed list whose `column` equals `value`, from an index kept for it."""
        ...

    def itext(self, text_id: str) -> str: ...
    def choice_label(self, value: str, question: str, at: Node) -> str: ...
    def property(self, name: str) -> str: ...


class Context:
    """Where an expression runs: node, position and size; `current` is the node it belongs to."""

    __slots__ = ("current", "node", "position", "size", "world")

    def __init__(
        self, world: World, node: Node, current: Node | None = None, position: int = 1, size: int = 1
    ) -> None:
        self.world, self.node, self.position, self.size = world, node, position, size
        self.current = node if current is None else current


Run = Callable[[Context], Value]
"""A compiled expression."""
