"""What the expressions of an open form may ask: clock, lists, texts, device."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from random import Random
from uuid import UUID

from desktop.clock import Clock
from desktop.forms.definition.definition import Definition
from desktop.forms.runtime.external import read_list
from desktop.forms.xpath.nodes import Node, XmlNode
from desktop.forms.xpath.values import to_number

Index = dict[str | float, list[Node]]


class Surroundings:
    """One for each open submission; `files` are the lists beside the form, by name."""

    def __init__(
        self,
        definition: Definition,
        clock: Clock,
        zone: tzinfo,
        language: str,
        files: Mapping[str, bytes],
        properties: Mapping[str, str],
        chance: Random,
    ) -> None:
        self._definition, self._clock, self.zone, self.language = definition, clock, zone, language
        self._files, self._properties, self._chance = files, properties, chance
        self._outside: dict[str, XmlNode | None] = {}
        self._indexes: dict[tuple[str, tuple[str, ...], str], tuple[Index, Index]] = {}
        self.find_choice_label: Callable[[str, str, Node], str] = lambda value, question, at: ""
        self.render_text: Callable[[str], str] = lambda text_id: ""

    @property
    def namespaces(self) -> dict[str, str]:
        return self._definition.namespaces

    def now(self) -> datetime:
        return self._clock()

    def random(self) -> float:
        return self._chance.random()

    def new_uuid(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128), version=4))

    def instance(self, name: str) -> Node | None:
        inside = self._definition.lists.inside.get(name)
        if inside is not None:
            return inside
        if name not in self._outside:
            self._outside[name] = self._read_outside(name)
        return self._outside[name]

    def _read_outside(self, name: str) -> XmlNode | None:
        address = self._definition.lists.outside.get(name, "")
        file_name = address.rpartition("/")[2] or f"{name}.csv"
        content = self._files.get(file_name)
        return None if content is None else read_list(file_name, content)

    def items_where(self, name: str, steps: tuple[str, ...], column: str, value: str | float) -> list[Node]:
        key = (name, steps, column)
        found = self._indexes.get(key)
        if found is None:
            found = self._indexes[key] = self._make_index(name, steps, column)
        by_text, by_number = found
        return by_number.get(value, []) if isinstance(value, float) else by_text.get(value, [])

    def _make_index(self, name: str, steps: tuple[str, ...], column: str) -> tuple[Index, Index]:
        root = self.instance(name)
        nodes: list[Node] = [] if root is None else [root]
        for step in steps:
            nodes = [child for node in nodes for child in node.children() if child.name == step]
        by_text: Index = {}
        by_number: Index = {}
        for node in nodes:
            values = dict.fromkeys(cell.string() for cell in node.children() if cell.name == column)
            for value in values or {"": None}:
                by_text.setdefault(value, []).append(node)
                number = to_number(value)
                if number == number:
                    by_number.setdefault(number, []).append(node)
        return by_text, by_number

    def itext(self, text_id: str) -> str:
        return self.render_text(text_id)

    def choice_label(self, value: str, question: str, at: Node) -> str:
        return self.find_choice_label(value, question, at)

    def property(self, name: str) -> str:
        if name == "version":
            return self._definition.version
        return self._properties.get(name, "")
