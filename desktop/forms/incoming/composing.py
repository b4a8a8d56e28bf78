"""Makes the XML of a submission out of answers that came in tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from lxml import etree

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Place
from desktop.forms.outgoing.envelope import identify
from desktop.forms.runtime.submission_xml import new_child, new_root, writable


class Entry(Protocol):
    """A row of a table: answers by their question, and the rows of the lists within it."""

    @property
    def answers(self) -> Mapping[Place, str]: ...

    @property
    def inner(self) -> Mapping[Place, Sequence[Entry]]: ...


def compose(definition: Definition, entry: Entry, instance_id: str) -> etree._Element:
    """In form order, without what is empty; `instance_id` where no answer gives one."""
    root = new_root(definition)
    _fill(root, definition.root, entry)
    identify(root, instance_id)
    return root


def _fill(element: etree._Element, place: Place, entry: Entry) -> None:
    for child in place.children:
        assert isinstance(child, Place)
        if child.is_attribute:
            continue  # tables of answers do not hold them
        if child.is_repeat:
            for row in entry.inner.get(child, ()):
                _fill(new_child(element, child), child, row)
        elif child.is_leaf:
            text = writable(entry.answers.get(child, ""))
            if text:
                new_child(element, child).text = text
        else:
            inner = new_child(element, child)
            _fill(inner, child, entry)
            if not len(inner):
                element.remove(inner)
