"""Keeps the views of the sections last looked at: an answer changes a few of a thousand questions on a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop.forms.definition.records import Control
from desktop.forms.runtime.pictures import Drawn, Pictures
from desktop.forms.runtime.sections import Section
from desktop.forms.runtime.tree import LiveNode
from desktop.forms.runtime.views import GroupView, ItemView


@dataclass(slots=True)
class _Page:
    drawn: list[Drawn]
    at: dict[LiveNode, list[int]] = field(default_factory=dict)
    """Where a node is asked or heads a group."""
    heads: set[LiveNode] = field(default_factory=set)
    """Lists and entries: where one of them changes, everything is drawn anew."""
    restless: list[int] = field(default_factory=list)
    """What no rule tells of, drawn anew each time."""
    stale: set[int] = field(default_factory=set)


class KeptViews:
    """The views of each section, drawn anew where the engine says that a node changed."""

    def __init__(self, pictures: Pictures, root: LiveNode) -> None:
        self._pictures, self._root = pictures, root
        self._pages: dict[str, _Page] = {}

    def changed(self, nodes: Iterable[LiveNode]) -> None:
        """These nodes are not as they were drawn."""
        for node in nodes:
            for section_id, page in list(self._pages.items()):
                if node in page.heads:
                    del self._pages[section_id]
                else:
                    page.stale.update(page.at.get(node, ()))

    def forget(self) -> None:
        """Everything is to be drawn anew: another language, or entries with other numbers."""
        self._pages.clear()

    def items(self, section: Section) -> tuple[ItemView, ...]:
        """Everything in a section, in the order it is asked."""
        page = self._pages.get(section.id)
        if page is None:
            page = self._page(section)
            if all(self._pictures.stands(one) for one in page.drawn if one.node in page.heads):
                self._pages[section.id] = page
        else:
            for at in page.stale.union(page.restless):
                page.drawn[at] = self._pictures.again(page.drawn[at])
            page.stale.clear()
        return tuple([one.view for one in page.drawn])

    def _page(self, section: Section) -> _Page:
        page = _Page(list(self._pictures.items(section, self._root)))
        for at, one in enumerate(page.drawn):
            may_be_drawn_alone = isinstance(one.item, Control) or isinstance(one.view, GroupView)
            if may_be_drawn_alone:
                page.at.setdefault(one.node, []).append(at)
                if not self._pictures.stands(one):
                    page.restless.append(at)
            else:
                page.heads.add(one.node)
        return page
