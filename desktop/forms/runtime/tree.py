"""The live nodes of a submission, as places hold them and expressions see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo

from desktop.forms.definition.records import Place
from desktop.forms.runtime.fitting import fits_question
from desktop.forms.runtime.views import AnswerRemark
from desktop.forms.xpath.nodes import Node, text_of
from desktop.forms.xpath.slots import Slot
from desktop.forms.xpath.values import Atom, parse_moment, to_number, to_zone

NO_REMARK = AnswerRemark()
_NO_EXCESS: Mapping[Place, float] = {}
_NUMERIC = frozenset({"integer", "decimal", "int"})


class LiveNode:
    """One node: a group, an instance of a repeat, or an answer."""

    __slots__ = (
        "_typed",
        "constraint_holds",
        "excess",
        "failed",
        "is_phantom",
        "is_readonly",
        "is_required",
        "is_shown",
        "is_surplus",
        "name",
        "number",
        "own_readonly",
        "own_relevant",
        "parent",
        "place",
        "remark",
        "slots",
        "text",
        "unoffered",
        "unranked",
        "zone",
    )
    kind = "element"
    is_live = True

    def __init__(self, place: Place, parent: LiveNode | None, zone: tzinfo) -> None:
        self.place, self.parent, self.zone = place, parent, zone
        self.name = place.name
        self.slots: list[LiveNode | list[LiveNode]] = []
        self.text = place.default
        self.remark = NO_REMARK
        self._typed: Atom | None = None
        self.number = 0
        self.own_relevant = True
        self.is_shown = True
        self.is_surplus = False  # beyond the counted instances, kept for the case that the count grows again
        self.is_phantom = (
            False  # blank, there from the start, not counted: expressions see it, nobody is asked
        )
        self.own_readonly = False
        self.is_readonly = False
        self.is_required = False
        self.constraint_holds = True
        self.failed: set[str] = set()
        self.unoffered = ""  # what is chosen here though the list does not offer it
        self.unranked = ""  # what a ranking leaves out
        self.excess: Mapping[Place, float] = _NO_EXCESS
        """Lists below that an answer wants longer than any may be, and how long."""

    @property
    def slot(self) -> Slot:
        return self.place

    @property
    def namespace(self) -> str:
        return self.place.namespace

    @property
    def qualified_name(self) -> str:
        return self.place.qualified_name

    @property
    def path(self) -> str:
        """As in XForms, with the position of each repeat instance: `/data/group/item[2]/q`."""
        own = f"{self.name}[{self.number}]" if self.place.is_repeat else self.name
        return f"{self.parent.path if self.parent else ''}/{own}"

    def live_children(self) -> Iterator[LiveNode]:
        for held in self.slots:
            if isinstance(held, list):
                yield from held
            else:
                yield held

    def children(self) -> list[Node]:
        if self.place.is_leaf:
            return [text_of(self.text, self)] if self.text else []
        return list(self.live_children())

    def attributes(self) -> list[Node]:
        return _NO_ATTRIBUTES

    def subtree(self) -> Iterator[LiveNode]:
        """This node and all below, in document order."""
        yield self
        for child in self.live_children():
            yield from child.subtree()

    def instances(self, place: Slot) -> list[LiveNode]:
        """The instances of a repeat that is a child of this node."""
        held = self.slots[place.index]
        assert isinstance(held, list)
        return held

    def string(self) -> str:
        if self.place.is_leaf:
            return self.text
        return "".join(child.string() for child in self.live_children() if child.is_shown)

    def typed(self) -> Atom:
        """The value by the bind's type; a calculated value keeps the type it was calculated with."""
        if self._typed is None:
            self._typed = typed_value(self.string(), self.place.bind.type, self.zone)
            if not self.place.is_leaf:
                value, self._typed = self._typed, None
                return value
        return self._typed

    def put(self, text: str, typed: Atom | None = None) -> bool:
        """Hold this value; True if it is another one than before."""
        if text == self.text and (typed is None or self._is_typed_as(typed)):
            return False
        self.text, self._typed = text, typed
        return True

    def _is_typed_as(self, typed: Atom) -> bool:
        """A stored `0` may be a number or, calculated anew, a false."""
        present = self.typed()
        return type(present) is type(typed) and present == typed

    def has_fitting_type(self) -> bool:
        """False where the text is not what is asked for."""
        return not self.text or (
            not self.unoffered and not self.unranked and fits_question(self.text, self.place)
        )

    @property
    def is_valid(self) -> bool:
        return not (self.is_shown and self.text) or (self.constraint_holds and self.has_fitting_type())

    @property
    def is_asked(self) -> bool:
        """False below an instance that only expressions see."""
        node: LiveNode | None = self if self.place.repeats else None
        while node is not None:
            if node.is_phantom:
                return False
            node = node.parent
        return True

    def order(self) -> tuple[int, ...]:
        above = self.parent.order() if self.parent else ()
        return (*above, self.place.index, self.number)


_NO_ATTRIBUTES: list[Node] = []


def typed_value(text: str, type_name: str, zone: tzinfo) -> Atom:
    """A stored text as expressions see it."""
    if not text:
        return ""
    if type_name in _NUMERIC:
        number = to_number(text)
        return text if number != number else number
    if type_name in ("date", "dateTime"):
        moment = parse_moment(text, zone)
        if moment is None:
            return text
        if isinstance(moment, datetime):
            local = to_zone(moment, zone) or moment
            return local if type_name == "dateTime" else local.date()
        return moment
    if type_name == "boolean":
        return text in ("true", "1")
    return text


def make_nodes(place: Place, parent: LiveNode | None, zone: tzinfo, *, added: bool = False) -> LiveNode:
    """A node with everything below it as a new submission has it, or, `added`, a new instance."""
    node = LiveNode(place, parent, zone)
    if parent is not None:
        node.is_shown = parent.is_shown
    for child in place.children:
        assert isinstance(child, Place)
        if child.is_repeat:
            wanted = child.in_template if added else child.initial
            instances = [make_nodes(child, node, zone, added=added) for _number in range(wanted)]
            number_instances(instances)
            node.slots.append(instances)
        else:
            node.slots.append(make_nodes(child, node, zone, added=added))
    return node


def number_instances(instances: list[LiveNode]) -> None:
    for number, instance in enumerate(instances, 1):
        instance.number = number


def nodes_under(top: LiveNode, slot: Slot) -> list[LiveNode]:
    """All nodes at `slot` below or at `top`."""
    way: list[Slot] = []
    while slot is not top.place:
        way.append(slot)
        if slot.parent is None:
            return []
        slot = slot.parent
    nodes = [top]
    for step in reversed(way):
        if step.is_repeat:
            nodes = [instance for node in nodes for instance in node.instances(step)]
        elif len(nodes) == 1:
            held = nodes[0].slots[step.index]
            nodes = [] if isinstance(held, list) else [held]
        else:
            nodes = [held for node in nodes if not isinstance(held := node.slots[step.index], list)]
    return nodes


def climb(node: LiveNode, depth: int) -> LiveNode:
    """The node itself or its ancestor at that depth."""
    while node.place.depth > depth and node.parent is not None:
        node = node.parent
    return node
