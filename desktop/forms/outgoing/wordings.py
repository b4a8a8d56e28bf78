"""The words of a form for tables: questions and choices by their labels in one language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Control, Group, ItemSet, Place, Wording
from desktop.forms.runtime.external import read_list
from desktop.forms.xpath.nodes import XmlNode

_INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")
_SEVERAL = frozenset({"select", "rank"})
_BETWEEN = "; "


class AnswerWords:
    """Labels without a submission: where a label shows another answer, that part stands as `…`."""

    def __init__(self, definition: Definition, language: str, files: Mapping[str, bytes]) -> None:
        self._definition, self.language, self._files = definition, language, files
        self._choices: dict[Place, dict[str, str]] = {}

    def heading(self, place: Place) -> str:
        """The question's text, empty where it has none."""
        control = self._definition.controls.get(place)
        return self.text(control.label) if control is not None else ""

    def group_headings(self) -> Iterator[str]:
        """The texts of all groups and lists that bear one."""
        waiting = [one for one in self._definition.body if isinstance(one, Group)]
        while waiting:
            group = waiting.pop()
            waiting += [one for one in group.children if isinstance(one, Group)]
            if group.label:
                yield self.text(group.label)

    def knows(self, place: Place) -> bool:
        """Whether the question is answered from a list."""
        control = self._definition.controls.get(place)
        return control is not None and bool(control.choices or control.item_set)

    def answer(self, place: Place, text: str) -> str:
        """The labels of what was chosen; a value without a label of its own stands as it is."""
        labels = self._labels(place)
        control = self._definition.controls[place]
        chosen = text.split() if control.kind in _SEVERAL else [text]
        return _BETWEEN.join(labels.get(one, one) for one in chosen)

    def choices(self, place: Place) -> dict[str, str]:
        """Values and labels of a question's list, as far as a value has one label."""
        return dict(self._labels(place))

    def offered(self, place: Place) -> tuple[tuple[str, str], ...]:
        """Value and label of everything the question offers, filters set aside; none where the list is not here."""
        control = self._definition.controls.get(place)
        return tuple(self._pairs(control)) if control is not None else ()

    def _labels(self, place: Place) -> dict[str, str]:
        found = self._choices.get(place)
        if found is None:
            found = self._choices[place] = _only_clear(self._pairs(self._definition.controls[place]))
        return found

    def _pairs(self, control: Control) -> Iterator[tuple[str, str]]:
        for one in control.choices:
            yield one.value, self.text(one.label)
        if control.item_set is not None:
            yield from self._listed(control.item_set)

    def _listed(self, item_set: ItemSet) -> Iterator[tuple[str, str]]:
        match = _INSTANCE.search(item_set.nodeset)
        tree = self._list(match[1]) if match else None
        for item in _items(tree, item_set.value) if tree is not None else ():
            cells = {child.name: child.string() for child in item.children()}
            label = cells.get(item_set.label, "")
            if item_set.is_itext:
                label = self.text(Wording(text_id=label))
            yield cells[item_set.value], label

    def _list(self, name: str) -> XmlNode | None:
        lists = self._definition.lists
        if name in lists.inside:
            return lists.inside[name]
        file_name = lists.outside.get(name, "").rpartition("/")[2]
        content = self._files.get(file_name)
        return None if content is None else read_list(file_name, content)

    def text(self, wording: Wording) -> str:
        """A label or message in one line."""
        parts = wording.parts
        if wording.text_id:
            parts = self._definition.texts.find(self.language, wording.text_id) or ()
        return " ".join("".join(part if isinstance(part, str) else "…" for part in parts).split())


def _items(tree: XmlNode, value: str) -> Iterator[XmlNode]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        inner = node.children()
        if any(child.name == value for child in inner):
            yield node
        else:
            waiting.extend(reversed(inner))


def _only_clear(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    """Without values that bear several labels in a filtered list: which was meant cannot be told."""
    found: dict[str, str] = {}
    unclear: set[str] = set()
    for value, label in pairs:
        if found.setdefault(value, label or value) != (label or value):
            unclear.add(value)
    return {value: label for value, label in found.items() if value not in unclear}
