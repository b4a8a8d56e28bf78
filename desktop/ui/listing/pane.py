"""The left half of a screen of records: header, filters, search, the rows and a foot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.item_models import PagedListModel, RecordList, Row
from desktop.ui.listing.narrowed import Choice, Narrowed
from desktop.ui.widgets import (
    EmptyState,
    Filter,
    FilterChips,
    MenuButton,
    NextStep,
    SearchField,
    SectionHeader,
    StateStack,
    column,
    label,
    no_match_steps,
    row,
    surface,
)

MOST_READ_ON = 2000
"""Rows read to find the one that is open; beyond, it is not looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaneWords:
    """What a pane says. `hidden` tells with {count} and {filters} how many records do not show, and why."""

    title: str
    list_name: str
    search: str
    no_match: str
    hidden: str


class ListPane(QWidget):
    """`name` begins the object names of its parts; `row_of` says how a record reads."""

    HAS_SUMS = False
    """Whether it has a foot, which says what the records shown come to."""

    def __init__(
        self, name: str, words: PaneWords, row_of: Callable[[Any], Row], buttons: Sequence[QWidget] = ()
    ) -> None:
        super().__init__()
        self._words = words
        self._selected: UUID | None = None
        self._known: dict[str, Filter] = {}
        self._from_top = False
        self._page: Callable[[UUID | None, int], Sequence[Any]] = lambda _after, _limit: ()
        self.header = SectionHeader(words.title, "", list(buttons))
        self.sort = MenuButton("", f"{name}_sort")
        self.filters = FilterChips(f"{name}_filters", tail=[self.sort])
        self.search = SearchField(words.search, f"{name}_search")
        self.model: PagedListModel[Any] = PagedListModel(
            lambda after, limit: self._page(after, limit),
            lambda record: record.id,
            text_of=lambda record: row_of(record).spoken(),
        )
        self.list = RecordList(self.model, row_of, f"{name}_list", words.list_name)
        self.stack = StateStack(self.list)
        self._lay_out()

    def _lay_out(self) -> None:
        head = surface("bar")
        column(self.header, self.filters, self.search, gap=8, margins=(12, 10, 12, 10), on=head)
        self.foot_text = label("", "small")
        parts: list[QWidget] = [head, self.stack]
        if self.HAS_SUMS:
            foot = surface("foot")
            row(self.foot_text, None, margins=(12, 6, 12, 6), on=foot)
            parts.append(foot)
        ground = surface("panel")
        column(*parts, gap=0, on=ground)
        column(ground, gap=0, on=self)
        self.setFocusProxy(self.list)
        self.search.left_downwards.connect(self.list.setFocus)

    def narrow_with(
        self,
        narrowed: Narrowed,
        page: Callable[[UUID | None, int], Sequence[Any]],
        open_: Callable[[Any], None],
    ) -> None:
        """Read rows by `page`; what is chosen goes to `open_`, what narrows the list to its presenter."""
        self._page, self._narrowed = page, narrowed
        self.filters.added.connect(lambda key: self._narrow(narrowed.filter_added, key))
        self.filters.removed.connect(lambda key: self._narrow(narrowed.filter_removed, key))
        self.search.searched.connect(lambda text: self._narrow(narrowed.searched, text))
        self.list.current_changed.connect(open_)
        self.sort.set_choices(
            [(word, partial(self._narrow, narrowed.sorted_by, sort)) for sort, word in narrowed.sorts.items()]
        )

    def _narrow(self, act: Callable[[str], None], word: str) -> None:
        self._from_top = True
        act(word)
        self._from_top = False

    def show_filters(self, choices: Sequence[Choice], active: Sequence[str]) -> None:
        """With the sorting, which stands beside them."""
        known = [Filter(key, text, group) for key, text, group in choices]
        self._known = {one.key: one for one in known}
        self.filters.set_choices(known)
        self.filters.set_active([self._known[key] for key in active if key in self._known])
        self.sort.setText(self._narrowed.sort_word)
        self.sort.setAccessibleName(_("Sorted: {how}").format(how=self._narrowed.sort_word))

    def show_rows(self, shown: int, total: int) -> None:
        """Read anew, standing where it stood unless it was narrowed or sorted another way."""
        read, scrolled = self.model.rowCount(), self.list.verticalScrollBar().value()
        self.model.reload()
        while not self._from_top and self.model.rowCount() < min(read, MOST_READ_ON) and self._read_on():
            pass
        self.stack.show_content()
        self.show_count(shown, total)
        self.list.show_current(self.model.row_of(self._selected))
        if not self._from_top:
            self.list.verticalScrollBar().setValue(scrolled)

    def show_count(self, shown: int, total: int) -> None:
        both = _("{shown} of {total}").format(shown=shown, total=total)
        self.header.set_count(both if shown != total else str(total))

    def show_state(self, state: EmptyState) -> None:
        """Instead of the rows, where there are none yet."""
        self.header.set_count("")
        self.foot_text.setText("")
        self.stack.show_state(state)

    def show_no_match(self, total: int, without: Sequence[tuple[str, int]]) -> None:
        """`without`: for each filter that is on, how many would show if it were off."""
        searched = Filter("text", self.search.text().strip())
        active = [(self._known.get(key, searched), count) for key, count in without]
        filters = ", ".join(one.word for one, _count in active)
        steps = no_match_steps(active, self._remove, self._clear)
        state = EmptyState(
            "ph.funnel",
            self._words.no_match,
            self._words.hidden.format(count=total, filters=filters),
            [NextStep(verb, act, icon) for verb, icon, act in steps],
            object_name="no_match",
        )
        self.show_state(state)
        self.show_count(0, total)

    def select(self, record_id: UUID | None) -> None:
        """Mark its row, reading on until it is among those read."""
        at = self.model.row_of(record_id)
        # Looked for once: with every change that arrives the first thousands would be read again.
        is_new, self._selected = record_id != self._selected, record_id
        while is_new and at < 0 and self.model.rowCount() < MOST_READ_ON and self._read_on():
            at = self.model.row_of(record_id)
        if at != self.list.currentIndex().row():
            self.list.show_current(at)

    def _read_on(self) -> bool:
        """The next page; False where there is none."""
        here = self.list.rootIndex()
        if not self.model.canFetchMore(here):
            return False
        self.model.fetchMore(here)
        return True

    def _remove(self, key: str) -> None:
        if key == "text":
            self.search.clear()
        self._narrow(self._narrowed.filter_removed, key)

    def _clear(self) -> None:
        self.search.clear()
        self._narrowed.filters_cleared()
