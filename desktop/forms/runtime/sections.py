"""Cuts a form's body into sections: the pages of the table of contents."""

from dataclasses import dataclass, field

from desktop.forms.definition.records import BodyItem, Group, Place, Wording

_INLINE = frozenset({"field-list", "table-list"})


@dataclass(slots=True)
class Section:
    """A run of questions under one heading; `place` is the group they stand in."""

    id: str
    place: Place
    title: Wording
    depth: int
    items: list[BodyItem] = field(default_factory=list)


def sections_of(body: tuple[BodyItem, ...], root: Place) -> list[Section]:
    """All sections in order; a group with a heading of its own begins one, unless it is a single page within."""
    found: list[Section] = []
    _collect(body, root, Wording(), 0, found)
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


def _is_section(group: Group) -> bool:
    if group.repeat is not None or not group.children:
        return False
    has_groups = any(isinstance(child, Group) for child in group.children)
    return has_groups or (bool(group.label) and not _INLINE.intersection(group.appearance))
