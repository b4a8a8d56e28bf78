"""Places of a form's answer tree, known before there are answers: what paths are bound to at load."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


class Slot:
    """A place for a node: its name, its parent, and which repeats it stands in."""

    __slots__ = (
        "_by_name",
        "children",
        "depth",
        "index",
        "is_repeat",
        "name",
        "namespace",
        "parent",
        "repeats",
    )

    def __init__(
        self, name: str, namespace: str = "", parent: Slot | None = None, *, is_repeat: bool = False
    ) -> None:
        self.name, self.namespace, self.parent, self.is_repeat = name, namespace, parent, is_repeat
        self.children: list[Slot] = []
        self._by_name: dict[str, Slot] = {}
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.index = 0 if parent is None else len(parent.children)
        outer: tuple[Slot, ...] = () if parent is None else parent.repeats
        self.repeats: tuple[Slot, ...] = (*outer, self) if is_repeat else outer
        if parent is not None:
            parent.children.append(self)
            parent._by_name.setdefault(name, self)

    @property
    def path(self) -> str:
        return f"{self.parent.path if self.parent else ''}/{self.name}"

    @property
    def root(self) -> Slot:
        return self if self.parent is None else self.parent.root

    def child(self, name: str) -> Slot | None:
        return self._by_name.get(name)

    def subtree(self) -> Iterator[Slot]:
        """This slot and all below, in document order."""
        yield self
        for child in self.children:
            yield from child.subtree()

    def ancestors(self) -> Iterator[Slot]:
        """Parents, the nearest first."""
        slot = self.parent
        while slot is not None:
            yield slot
            slot = slot.parent


@dataclass(frozen=True, slots=True)
class Dependency:
    """An expression reads `target`, in that instance of `anchor` its own node lies in."""

    target: Slot
    anchor: Slot
    is_position: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression stands: the slots its node may be at, and that of the node it belongs to."""

    here: tuple[Slot, ...] = ()
    current: Slot | None = None
    anchor: Slot | None = None  # inside a predicate: how far up the candidates are fixed
    notes: list[Dependency] = field(default_factory=list)

    @classmethod
    def at(cls, slot: Slot) -> Scope:
        return cls((slot,), slot)

    def inside(self, here: tuple[Slot, ...], anchor: Slot | None) -> Scope:
        """The scope of a predicate on nodes at `here`."""
        return Scope(here, self.current, anchor, self.notes)


def deepest_shared_repeat(one: Slot, other: Slot) -> Slot | None:
    """The innermost repeat both stand in, or None."""
    shared: Slot | None = None
    for a, b in zip(one.repeats, other.repeats, strict=False):
        if a is not b:
            break
        shared = a
    return shared
