"""The list of open conflicts, grouped by record: searched, filtered, sorted, several marked at once."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.services.field_words import field_word
from desktop.services.syncing.records import ParallelRecord
from desktop.ui.item_models import RecordList, record_at
from desktop.ui.screens.sync.desk.listed import Line, Row, orders
from desktop.ui.screens.sync.desk.presenter import DeskPresenter
from desktop.ui.screens.sync.desk.rows import ConflictRows, described
from desktop.ui.widgets import (
    Button,
    EmptyState,
    Filter,
    FilterChips,
    IconButton,
    IconLabel,
    KeyHint,
    MenuButton,
    NextStep,
    SearchField,
    SectionHeader,
    StateStack,
    clear_layout,
    column,
    label,
    no_match_steps,
    row,
    surface,
)

MOST_TOLD = 3


class ConflictListPane(QWidget):
    """The left half of the desk."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("conflict_list_pane")
        self._presenter: DeskPresenter | None = None
        self._known: dict[str, Filter] = {}
        self._is_filling = self._is_told_whole = False
        self._parallel: tuple[ParallelRecord, ...] = ()
        self._up = IconButton("ph.caret-up", _("The conflict before"), "conflict_previous")
        self._down = IconButton("ph.caret-down", _("The next conflict"), "conflict_next")
        self._tools = (self._up, KeyHint("K"), self._down, KeyHint("J"))
        self._head = SectionHeader(_("To decide"), "", list(self._tools))
        self.sort = MenuButton(orders()[0][1], "conflict_sort")
        self.filters = FilterChips("conflict_filters", tail=[self.sort])
        self.search = SearchField(_("Search conflicts"), "conflict_search")
        self.model = ConflictRows()
        self.list = RecordList(
            self.model, described, "conflict_list", _("Conflicts to decide"), several=True, uniform=False
        )
        self.stack = StateStack(self.list)
        bar = surface("bar")
        column(self._head, self.filters, self.search, gap=8, margins=(12, 10, 12, 10), on=bar)
        self._foot = surface("foot")
        self._foot.setObjectName("conflict_parallel")
        self._told: QVBoxLayout = column(gap=6, margins=(12, 8, 12, 10), on=self._foot)
        self._foot.hide()
        ground = surface("panel")
        column(bar, self.stack, self._foot, gap=0, on=ground)
        column(ground, gap=0, on=self)
        self.setFocusProxy(self.list)
        self.search.left_downwards.connect(self.list.setFocus)
        self.list.selectionModel().selectionChanged.connect(self._marked)

    def connect_to(self, presenter: DeskPresenter) -> None:
        self._presenter = presenter
        self._up.clicked.connect(lambda _on=False: presenter.walk(-1))
        self._down.clicked.connect(lambda _on=False: presenter.walk(1))
        self.filters.added.connect(presenter.filter_added)
        self.filters.removed.connect(presenter.filter_removed)
        self.search.searched.connect(presenter.searched)
        self.sort.set_choices([(word, self._sorter(key, word)) for key, word in orders()])

    def _sorter(self, key: str, word: str) -> Callable[[], None]:
        def sort() -> None:
            self.sort.setText(word)
            if self._presenter is not None:
                self._presenter.sorted_by(key)

        return sort

    def show_filters(self, choices: Sequence[tuple[str, str]], active: Sequence[str]) -> None:
        self._known = {key: Filter(key, word) for key, word in choices}
        shown = [self._known[key] for key in active if key in self._known]
        self.filters.set_choices(list(self._known.values()))
        if tuple(shown) != self.filters.active:
            self.filters.set_active(shown)

    def show_list(self, rows: Sequence[Row], marked: Sequence[str], count: str) -> None:
        self._head.set_count(count)
        lines = sum(isinstance(one, Line) for one in rows)
        self._show_tools(lines > 1)
        self._is_filling = True
        self.model.show_rows(rows)
        self._mark(marked)
        self._is_filling = False
        self.stack.show_content()

    def _mark(self, marked: Sequence[str]) -> None:
        chosen = self.list.selectionModel()
        wanted = {self.model.row_of(one) for one in marked} - {-1}
        if {index.row() for index in chosen.selectedIndexes()} != wanted:
            flag = QItemSelectionModel.SelectionFlag
            chosen.clearSelection()
            for at in sorted(wanted):
                chosen.select(self.model.index(at), flag.Select)
        last = self.model.row_of(marked[-1]) if marked else -1
        if last >= 0 and self.list.currentIndex().row() != last:
            chosen.setCurrentIndex(self.model.index(last), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.list.scrollTo(self.model.index(last))

    def _marked(self, _now: QItemSelection, _before: QItemSelection) -> None:
        if self._is_filling or self._presenter is None:
            return
        current = self.list.currentIndex().row()
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        rows.sort(key=lambda at: at == current)  # the one looked at comes last
        lines = [record_at(self.model.index(at)) for at in rows]
        self._presenter.mark([one.id for one in lines if isinstance(one, Line)])

    def show_no_match(self, total: int, without: Sequence[tuple[str, int]]) -> None:
        presenter = self._presenter
        if presenter is None:
            return
        self._head.set_count(_("0 of {total}").format(total=total))
        self._show_tools(False)
        searched = Filter("text", self.search.text().strip())
        active = [(self._known.get(key, searched), count) for key, count in without]
        words = ", ".join(one.word for one, _count in active)
        steps = no_match_steps(active, self._remove, self._clear)
        self.stack.show_state(
            EmptyState(
                "ph.funnel",
                _("No conflict matches"),
                _("{count} conflicts are hidden by {filters}.").format(count=total, filters=words),
                [NextStep(verb, act, icon) for verb, icon, act in steps],
                object_name="no_conflict_matches",
            )
        )

    def _remove(self, key: str) -> None:
        if key == "text":
            self.search.clear()
        if self._presenter is not None:
            self._presenter.filter_removed(key)

    def _clear(self) -> None:
        self.search.clear()
        if self._presenter is not None:
            self._presenter.filters_cleared()

    def show_no_conflicts(self, sentence: str) -> None:
        self._head.set_count("")
        self._show_tools(False)
        self._is_filling = True
        self.model.show_rows(())
        self._is_filling = False
        self.stack.show_state(
            EmptyState("ph.check-circle", _("No conflicts"), sentence, object_name="no_conflicts")
        )

    def _show_tools(self, are_several: bool) -> None:
        for tool in self._tools:
            tool.setVisible(are_several)

    # Soft notices

    def show_parallel(self, told: Sequence[ParallelRecord]) -> None:
        """What was changed side by side; it asks for nothing."""
        self._parallel = tuple(told)
        clear_layout(self._told)
        self._foot.setVisible(bool(told))
        presenter = self._presenter
        if not told or presenter is None:
            return
        said = ngettext(
            "{count} record was changed side by side",
            "{count} records were changed side by side",
            len(told),
        ).format(count=len(told))
        seen = Button(
            _("All seen"), "conflict_parallel_seen", kind="link", small=True, press=presenter.parallel_seen
        )
        word = _("Hide") if self._is_told_whole else _("Show")
        show = Button(
            word, "conflict_parallel_show", kind="link", small=True, press=self._show_or_hide_parallel
        )
        head = row(gap=8)
        head.addWidget(IconLabel("ph.users-fill", "info"))
        head.addWidget(label(said, "small_strong", wrap=True), 1)
        head.addWidget(show)
        head.addWidget(seen)
        self._told.addLayout(head)
        if not self._is_told_whole:
            return
        for at, one in enumerate(told[:MOST_TOLD]):
            line = row(gap=8)
            line.addWidget(label(parallel_sentence(one), "small", wrap=True), 1)
            line.addWidget(
                Button(
                    _("Open"),
                    f"conflict_parallel_open_{at + 1}",
                    kind="link",
                    small=True,
                    accessible=_("Open {what}").format(what=one.title),
                    press=partial(presenter.open_parallel, one),
                )
            )
            self._told.addLayout(line)
        self._told.addWidget(label(_("Both changes are kept; nothing is to be decided."), "small", wrap=True))

    def _show_or_hide_parallel(self) -> None:
        self._is_told_whole = not self._is_told_whole
        self.show_parallel(self._parallel)


def parallel_sentence(told: ParallelRecord) -> str:
    """Beka changed Method of “Osh centre” while you changed Purpose."""
    theirs = ", ".join(field_word(told.table, one) for one in told.their_fields)
    mine = ", ".join(field_word(told.table, one) for one in told.my_fields)
    return _("{who} changed “{theirs}” of {record} while you changed “{mine}”.").format(
        who=told.who or _("Someone"), theirs=theirs, record=told.title or told.code, mine=mine
    )
