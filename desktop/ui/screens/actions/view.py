"""Draws the action points: the list at the side, the open one beside it."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.i18n import _
from desktop.rules.vocabulary import Priority
from desktop.services.actions.records import ActionRow
from desktop.ui.item_models import PagedListModel, RecordList, Row
from desktop.ui.screens.actions.presenter import ActionsPresenter
from desktop.ui.screens.actions.record.desk import ActionDesk
from desktop.ui.screens.actions.record.view import ActionView
from desktop.ui.screens.actions.words import due_words
from desktop.ui.shell import Change, Shell
from desktop.ui.theme import Mark, Tone, action_mark
from desktop.ui.widgets import (
    EmptyState,
    Filter,
    FilterChips,
    MasterDetail,
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

LIST_WIDTH = "actions.list_width"


def make_screen(shell: Shell) -> QWidget:
    return ActionsView(shell)


def action_row(action: ActionRow) -> Row:
    """How an action point reads in the list."""
    note: str | Mark = due_words(action)
    if action.is_overdue:
        note = Mark(Tone.OFF_TRACK, due_words(action), "ph.alarm")
    high = [Mark(Tone.AT_RISK, _("High"), "ph.arrow-up")] if action.priority is Priority.HIGH else []
    return Row(
        code=action.code,
        title=action.title,
        chip=action_mark(action.state),
        meta=(*high, action.owner or _("Nobody yet")),
        note=note,
    )


class ActionsView(QWidget):
    """An ActionsScreen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("actions_screen")
        self._shell = shell
        self.desk = ActionDesk(shell)
        self._known: dict[str, Filter] = {}
        self.presenter = ActionsPresenter(self, shell, self.desk)
        self.sort = MenuButton(_("By due date"), "action_sort")
        self.filters = FilterChips("action_filters", tail=[self.sort])
        self.search = SearchField(_("Search action points"), "action_search")
        self.header = SectionHeader(_("Actions"))
        self.model: PagedListModel[ActionRow] = PagedListModel(
            self._fetch, lambda action: action.id, text_of=lambda action: action_row(action).spoken()
        )
        self.list = RecordList(self.model, action_row, "action_list", _("Action points"))
        self.stack = StateStack(self.list)
        self._record: ActionView | None = None
        self._detail = QStackedWidget()
        self._nothing = EmptyState(
            "ph.check-square",
            _("No action point is open"),
            _("Choose one in the list."),
            object_name="no_action_open",
        )
        self._detail.addWidget(self._nothing)
        width = shell.recall(LIST_WIDTH)
        self.pane = self._make_pane()
        self.both = MasterDetail(
            self.pane, self._detail, "actions", list_width=width if isinstance(width, int) else None
        )
        self.both.moved.connect(lambda at: shell.remember(LIST_WIDTH, at))
        column(self.both, gap=0, on=self)
        self._connect()
        self.presenter.begin()

    def _make_pane(self) -> QWidget:
        head = surface("bar")
        column(self.header, self.filters, self.search, gap=8, margins=(12, 10, 12, 10), on=head)
        foot = surface("foot")
        self._foot = label("", "small")
        row(self._foot, None, margins=(12, 6, 12, 6), on=foot)
        pane = surface("panel")
        column(head, self.stack, foot, gap=0, on=pane)
        pane.setFocusProxy(self.list)
        return pane

    def _connect(self) -> None:
        presenter = self.presenter
        self.filters.added.connect(presenter.filter_added)
        self.filters.removed.connect(presenter.filter_removed)
        self.search.searched.connect(presenter.searched)
        self.search.left_downwards.connect(self.list.setFocus)
        self.list.current_changed.connect(lambda action: presenter.open(action.id))
        self.list.opened.connect(lambda _action: self.both.show_detail())
        self.sort.set_choices([(text, self._sorter(name, text)) for name, text in _sorts()])

    def _sorter(self, name: str, text: str) -> Callable[[], None]:
        def sort() -> None:
            self.sort.setText(text)
            self.presenter.sorted_by(name)

        return sort

    def _fetch(self, after: Any, limit: int) -> Sequence[ActionRow]:
        return self.presenter.page(after, limit)

    @property
    def record(self) -> ActionView:
        """Made when an action point is first shown."""
        if self._record is None:
            self._record = ActionView(self.desk)
            self._detail.addWidget(self._record)
        return self._record

    def show_filters(self, choices: Sequence[tuple[str, str, str]], active: Sequence[str]) -> None:
        known = [Filter(key, text, group) for key, text, group in choices]
        self.filters.set_choices(known)
        self._known = {one.key: one for one in known}
        self.filters.set_active([self._known[key] for key in active if key in self._known])

    def show_rows(self, shown: int, total: int) -> None:
        opened = self.desk.action
        self.model.reload()
        self.stack.show_content()
        counted = _("{shown} of {total}").format(shown=shown, total=total) if shown != total else str(total)
        self.header.set_count(counted)
        self._foot.setText(self.sort.text())
        self.list.show_current(self.model.row_of(opened.row.id) if opened is not None else -1)

    def show_nothing_yet(self) -> None:
        self.header.set_count("")
        self.stack.show_state(
            EmptyState(
                "ph.check-square",
                _("No action points yet"),
                _("They are agreed on a visit: under Findings or Actions of the visit."),
                [NextStep(_("Go to the visits"), lambda: self._shell.go_to("visits"), "ph.map-pin")],
                object_name="no_actions_yet",
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
                _("No action point matches"),
                _("{count} action points are hidden by {filters}.").format(count=total, filters=words),
                [NextStep(verb, act, icon) for verb, icon, act in steps],
                object_name="no_match",
            )
        )

    def _remove(self, key: str) -> None:
        if key == "text":
            self.search.clear()
        self.presenter.filter_removed(key)

    def _clear(self) -> None:
        self.search.clear()
        self.presenter.filters_cleared()

    def select(self, action_id: UUID | None) -> None:
        at = self.model.row_of(action_id)
        if at != self.list.currentIndex().row():
            self.list.show_current(at)

    def show_detail(self, is_there: bool) -> None:
        self._detail.setCurrentWidget(self.record if is_there else self._nothing)

    def show_record(self, record_id: object) -> None:
        if isinstance(record_id, UUID):
            self.presenter.open(record_id)
            self.both.show_detail()

    def show_part(self, part: str) -> None:
        """A filter by name, such as `overdue`."""
        if part in self._known:
            self.presenter.filters_cleared()
            self.presenter.filter_added(part)

    def on_changed(self, changed: Change) -> None:
        self.presenter.on_changed(changed)

    def flush(self) -> None:
        self.desk.flush()

    def panes(self) -> Sequence[QWidget]:
        return [self.pane, self._detail]


def _sorts() -> list[tuple[str, str]]:
    return [
        ("due", _("By due date")),
        ("newest", _("Newest first")),
        ("state", _("By state")),
        ("title", _("By title")),
        ("code", _("By code")),
    ]
