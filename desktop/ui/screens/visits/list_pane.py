"""The list of visits with its filters, search and sorting."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.visits.records import VisitRow
from desktop.ui.item_models import PagedListModel, RecordList, Row
from desktop.ui.screens.visits.presenter import VisitsPresenter
from desktop.ui.screens.visits.words import dates_of, forms_words, unrated_words
from desktop.ui.theme import Mark, Tone, visit_mark
from desktop.ui.widgets import (
    Button,
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


def visit_row(visit: VisitRow) -> Row:
    """How a visit reads in the list."""
    where = ", ".join(visit.places)
    meta = " · ".join(part for part in (dates_of(visit.start, visit.end), where) if part)
    unrated = unrated_words(visit.unrated) if visit.unrated else ""
    lacks = unrated or (forms_words(visit.forms_open) if visit.forms_open else "")
    is_due = visit.report_due is not None
    return Row(
        code=visit.code,
        title=visit.title,
        chip=visit_mark(visit.state),
        meta=(meta,) if meta else (_("No days yet"),),
        note=Mark(Tone.OFF_TRACK, lacks, "ph.asterisk") if lacks and is_due else "",
    )


class ListPane(QWidget):
    """The left half of the screen."""

    def __init__(self) -> None:
        super().__init__()
        self._selected: UUID | None = None
        self._page: Callable[[UUID | None, int], Sequence[VisitRow]] = lambda _after, _limit: ()
        self.new_button = Button(_("New visit"), "new_visit", icon="ph.plus", compact=True)
        self.header = SectionHeader(_("Visits"), "", [self.new_button])
        self.sort = MenuButton(_("Newest first"), "visit_sort")
        self.filters = FilterChips("visit_filters", tail=[self.sort])
        self.search = SearchField(_("Search visits"), "visit_search")
        self.model: PagedListModel[VisitRow] = PagedListModel(
            self._fetch, lambda visit: visit.id, text_of=lambda visit: visit_row(visit).spoken()
        )
        self.list = RecordList(self.model, visit_row, "visit_list", _("Visits"))
        self.stack = StateStack(self.list)
        head = surface("bar")
        column(self.header, self.filters, self.search, gap=8, margins=(12, 10, 12, 10), on=head)
        self.foot_text = label("", "small")
        foot = surface("foot")
        row(self.foot_text, None, margins=(12, 6, 12, 6), on=foot)
        ground = surface("panel")
        column(head, self.stack, foot, gap=0, on=ground)
        column(ground, gap=0, on=self)
        self.setFocusProxy(self.list)
        self.search.left_downwards.connect(self.list.setFocus)

    def connect_to(self, presenter: VisitsPresenter) -> None:
        self._presenter = presenter
        self._page = presenter.page
        self.new_button.clicked.connect(lambda _on=False: presenter.new_visit())
        self.filters.added.connect(presenter.filter_added)
        self.filters.removed.connect(presenter.filter_removed)
        self.search.searched.connect(presenter.searched)
        self.list.current_changed.connect(lambda visit: presenter.open(visit.id))
        self.sort.set_choices([(text, self._sorter(name, text)) for name, text in _sorts()])

    def _sorter(self, name: str, text: str) -> Callable[[], None]:
        def sort() -> None:
            self.sort.setText(text)
            self._presenter.sorted_by(name)

        return sort

    def _fetch(self, after: Any, limit: int) -> Sequence[VisitRow]:
        return self._page(after, limit)

    def show_filters(self, choices: Sequence[tuple[str, str, str]], active: Sequence[str]) -> None:
        known = [Filter(key, text, group) for key, text, group in choices]
        self.filters.set_choices(known)
        by_key = {one.key: one for one in known}
        self.filters.set_active([by_key[key] for key in active if key in by_key])
        self._known = by_key

    def show_rows(self, shown: int, total: int) -> None:
        self.model.reload()
        self.stack.show_content()
        counted = _("{shown} of {total}").format(shown=shown, total=total) if shown != total else str(total)
        self.header.set_count(counted)
        self.foot_text.setText(self.sort.text())
        self.list.show_current(self.model.row_of(self._selected))

    def show_nothing_yet(self) -> None:
        presenter = self._presenter
        self.header.set_count("")
        self.stack.show_state(
            EmptyState(
                "ph.map-pin",
                _("No visits yet"),
                _(
                    "A visit starts with what to check. Milepost fills the brief from the project’s results, "
                    "old findings and open action points."
                ),
                [
                    NextStep(_("Plan a visit"), presenter.new_visit, "ph.plus", "primary"),
                    NextStep(
                        _("I am already in the field"),
                        lambda: presenter.new_visit(unplanned=True),
                        "ph.map-pin",
                    ),
                ],
                object_name="no_visits",
            )
        )

    def show_no_match(self, total: int, without: Sequence[tuple[str, int]]) -> None:
        self.header.set_count(_("0 of {total}").format(total=total))
        searched = Filter("text", self.search.text().strip())
        active = [(self._known.get(key, searched), count) for key, count in without]
        words = ", ".join(one.word for one, _count in active)
        steps = no_match_steps(active, self._remove, self._clear)
        self.stack.show_state(
            EmptyState(
                "ph.funnel",
                _("No visit matches"),
                _("{count} visits are hidden by {filters}.").format(count=total, filters=words),
                [NextStep(verb, act, icon) for verb, icon, act in steps],
                object_name="no_match",
            )
        )

    def _remove(self, key: str) -> None:
        if key == "text":
            self.search.clear()
        self._presenter.filter_removed(key)

    def _clear(self) -> None:
        self.search.clear()
        self._presenter.filters_cleared()

    def select(self, visit_id: UUID | None) -> None:
        at = self.model.row_of(visit_id)
        # Looked for once: with every change that arrives the first thousands would be read again.
        is_new, self._selected = visit_id != self._selected, visit_id
        while (
            is_new
            and at < 0
            and self.model.canFetchMore(self.list.rootIndex())
            and self.model.rowCount() < 2000
        ):
            self.model.fetchMore(self.list.rootIndex())
            at = self.model.row_of(visit_id)
        if at != self.list.currentIndex().row():
            self.list.show_current(at)


def _sorts() -> list[tuple[str, str]]:
    return [
        ("newest", _("Newest first")),
        ("start", _("Oldest first")),
        ("code", _("By code")),
        ("title", _("By title")),
        ("state", _("By state")),
    ]
