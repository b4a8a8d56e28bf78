"""Cuts a form's body into sections: the pages of the table of contents."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop.forms.definition.records import BodyItem, Control, Group, Place, Wording

_INLINE = frozenset({"field-list", "table-list"})


@dataclass(slots=True)
class Section:
    """A run of questions under one heading; `place` is the group they stand in."""

    id: str
    place: Place
    title: Wording
    depth: int
    items: list[BodyItem] = field(default_factory=list)
    is_named_by_item: bool = False
    """No heading is its own: it bears the words of what it begins with."""


def sections_of(body: tuple[BodyItem, ...], root: Place) -> list[Section]:
    """All sections in order.

    A group with a heading of its own begins one, unless it is a single page within. What has no heading, or the one
    of a section before it, is named by what it begins with: a list by its label.
    """
    found: list[Section] = []
    _collect(body, root, Wording(), 0, found)
    if len(found) > 1:
        named: set[tuple[Place, Wording]] = set()
        for section in found:
            key = (section.place, section.title)
            if not section.title or key in named:
                section.title, section.is_named_by_item = _first_words(section.items), True
            named.add(key)
    return found


def _collect(
    items: tuple[BodyItem, ...], place: Place, title: Wording, depth: int, found: list[Section]
) -> None:
    current: Section | None = None
    for item in items:
        if isinstance(item, Group) and _is_section(item):
            _collect(item.children, item.place or place, item.label or title, depth + 1, found)
            current = None
            continue
        if current is None:
            current = Section(f"{place.path}#{len(found) + 1}", place, title, depth)
            found.append(current)
        current.items.append(item)


def _first_words(items: Iterable[BodyItem]) -> Wording:
    for item in items:
        words = item.label or (_first_words(item.children) if isinstance(item, Group) else Wording())
        if words and not (isinstance(item, Control) and item.place.is_heading):
            return words
    return Wording()


def _is_section(group: Group) -> bool:
    if group.repeat is not None or not group.children:
        return False
    has_groups = any(isinstance(child, Group) for child in group.children)
    return has_groups or (bool(group.label) and not _INLINE.intersection(group.appearance))
