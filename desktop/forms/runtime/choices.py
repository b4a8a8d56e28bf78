"""The choices a select question offers now."""

from __future__ import annotations

import re
from dataclasses import replace

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.model import find_place
from desktop.forms.definition.records import Control, ItemSet, Place, Wording
from desktop.forms.runtime.tree import LiveNode, climb, nodes_under
from desktop.forms.runtime.views import Choice
from desktop.forms.runtime.wording import Wordings
from desktop.forms.xpath.nodes import Node
from desktop.forms.xpath.slots import deepest_shared_repeat
from desktop.forms.xpath.syntax import ExpressionError
from desktop.forms.xpath.values import to_nodes
from desktop.forms.xpath.world import Context, World

_FAILURES = (
    ArithmeticError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
    ExpressionError,
)

_NO_ITEMS: list[Node] = []
_INSTANCE = re.compile(r"\s*instance\(\s*(?P<quote>['\"])(?P<name>[^'\"]+)(?P=quote)\s*\)")


class Offers:
    """Choices by question, kept until a rule says that they changed."""

    def __init__(self, definition: Definition, world: World, wordings: Wordings) -> None:
        self._definition, self._world, self._wordings = definition, world, wordings
        self._items: dict[LiveNode, list[Node]] = {}
        self._filtered = {
            place
            for place, control in definition.controls.items()
            if control.item_set and "[" in control.item_set.nodeset
        }
        self._whole: dict[Place, list[Node]] = {}
        self._values: dict[LiveNode | Place, tuple[list[Node], frozenset[str]]] = {}
        """By the items they were made from."""
        self._drawn: dict[LiveNode, tuple[list[Node], str, tuple[Choice, ...]]] = {}
        """With labels, by the items and the language they were made from: ten thousand take their time."""

    def forget(self, node: LiveNode) -> None:
        self._items.pop(node, None)

    def choices(self, node: LiveNode) -> tuple[Choice, ...]:
        """With labels in the present language."""
        control = self._definition.controls.get(node.place)
        if control is None:
            return ()
        items = self._nodes(node, control) if control.item_set is not None else _NO_ITEMS
        kept = self._drawn.get(node)
        if kept is not None and kept[0] is items and kept[1] == self._world.language:
            return kept[2]
        found = [
            Choice(one.value, self._wordings.text(one.label, node), self._wordings.media(one.label))
            for one in control.choices
        ]
        if control.item_set is not None:
            found.extend(self._choice(item, control.item_set, node) for item in items)
        if "map" in control.appearance and control.item_set is not None:
            found[len(control.choices) :] = [
                replace(choice, geometry=_cell(item, "geometry"))
                for choice, item in zip(found[len(control.choices) :], items, strict=True)
            ]
        if self._labels_stand(control, items):
            self._drawn[node] = (items, self._world.language, tuple(found))
        return tuple(found)

    def _labels_stand(self, control: Control, items: list[Node]) -> bool:
        """Whether no label shows a value that may change."""
        if not all(self._wordings.stands(one.label) for one in control.choices):
            return False
        if control.item_set is None or not control.item_set.is_itext:
            return True
        column = control.item_set.label
        return all(self._wordings.stands(Wording(text_id=_cell(item, column))) for item in items)

    def stand(self, node: LiveNode) -> bool:
        """Whether the choices last drawn there stay until a rule says that they changed."""
        control = self._definition.controls.get(node.place)
        return control is None or not (control.item_set or control.choices) or node in self._drawn

    def values(self, node: LiveNode) -> frozenset[str]:
        """What may be answered, without labels."""
        control = self._definition.controls.get(node.place)
        if control is None:
            return frozenset()
        items = self._nodes(node, control) if control.item_set is not None else _NO_ITEMS
        key = node if self._is_own(node, control) else node.place
        kept = self._values.get(key)
        if kept is not None and kept[0] is items:
            return kept[1]
        found = {one.value for one in control.choices}
        if control.item_set is not None:
            found.update(_cell(item, control.item_set.value) for item in items)
        self._values[key] = (items, frozenset(found))
        return self._values[key][1]

    def is_known(self, node: LiveNode) -> bool:
        """Whether it can be said what is offered: not where the list lies in a file that is not here."""
        control = self._definition.controls.get(node.place)
        if control is None or control.item_set is None:
            return control is not None and bool(control.choices)
        named = _INSTANCE.match(control.item_set.nodeset)
        if named is not None:
            return self._world.instance(named["name"]) is not None
        return not control.item_set.columns or bool(self._nodes(node, control))

    def label_of(self, value: str, question: str, at: Node) -> str:
        """The label of `value` at the question with that path, empty where it is unknown."""
        if not isinstance(at, LiveNode) or not value:
            return ""
        place = find_place(self._definition.root, question, at.place)
        if place is None or place not in self._definition.controls:
            return ""
        shared = deepest_shared_repeat(at.place, place)
        nodes = nodes_under(climb(at, shared.depth if shared else 0), place)
        control = self._definition.controls[place]
        if not nodes:
            return ""
        for one in control.choices:
            if one.value == value:
                return self._wordings.text(one.label, nodes[0])
        if control.item_set is not None:
            for item in self._nodes(nodes[0], control):
                if _cell(item, control.item_set.value) == value:
                    return self._choice(item, control.item_set, nodes[0]).label
        return ""

    def _nodes(self, node: LiveNode, control: Control) -> list[Node]:
        assert control.item_set is not None
        source = control.item_set.nodeset
        is_own = self._is_own(node, control)
        kept = self._items.get(node) if is_own else self._whole.get(node.place)
        if kept is not None:
            return kept
        try:
            run = self._definition.run_of(source, node.place)
            found = to_nodes(run(Context(self._world, node)))
        except _FAILURES:
            found = []
        if is_own:
            self._items[node] = found
        else:
            self._whole[node.place] = found
        return found

    def _is_own(self, node: LiveNode, control: Control) -> bool:
        """Whether what is offered there may be another than at the same question elsewhere."""
        source = control.item_set.nodeset if control.item_set is not None else ""
        return node.place in self._filtered or "(" in source.removeprefix("instance(")

    def _choice(self, item: Node, item_set: ItemSet, at: LiveNode) -> Choice:
        value, label = _cell(item, item_set.value), _cell(item, item_set.label)
        if item_set.columns:
            wanted = self._wordings.text(item_set.columns, at).split(",")
            cells = [cell for column in wanted if (cell := _cell(item, column.strip()))]
            return Choice(value, ", ".join(cells) or value)
        if item_set.is_itext:
            return Choice(
                value, self._wordings.translated(label, at) or value, self._wordings.media_of(label)
            )
        return Choice(value, label or value)


def _cell(item: Node, column: str) -> str:
    for child in item.children():
        if child.name == column:
            return child.string()
    return next((one.string() for one in item.attributes() if f"@{one.name}" == column), "")
