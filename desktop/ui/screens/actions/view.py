"""Draws the action points: the list at the side, the open one beside it."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.i18n import _
from desktop.ui.screens.actions.list_pane import ActionsPane
from desktop.ui.screens.actions.presenter import ActionsPresenter
from desktop.ui.screens.actions.record.desk import ActionDesk
from desktop.ui.screens.actions.record.view import ActionView
from desktop.ui.shell import Change, Shell
from desktop.ui.widgets import EmptyState, MasterDetail, column

LIST_WIDTH = "actions.list_width"


def make_screen(shell: Shell) -> QWidget:
    return ActionsView(shell)


class ActionsView(QWidget):
    """An ActionsScreen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("actions_screen")
        self.desk = ActionDesk(shell)
        self.pane = ActionsPane(lambda: shell.go_to("visits"))
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
        self.both = MasterDetail(
            self.pane, self._detail, "actions", list_width=width if isinstance(width, int) else None
        )
        self.both.moved.connect(lambda at: shell.remember(LIST_WIDTH, at))
        column(self.both, gap=0, on=self)
        self.presenter = ActionsPresenter(self, shell, self.desk)
        self.pane.connect_to(self.presenter)
        self.pane.list.opened.connect(lambda _action: self.both.show_detail())
        self.presenter.begin()

    @property
    def record(self) -> ActionView:
        """Made when an action point is first shown."""
        if self._record is None:
            self._record = ActionView(self.desk)
            self._detail.addWidget(self._record)
        return self._record

    def show_filters(self, choices: Sequence[tuple[str, str, str]], active: Sequence[str]) -> None:
        self.pane.show_filters(choices, active)

    def show_rows(self, shown: int, total: int) -> None:
        self.pane.show_rows(shown, total)

    def show_nothing_yet(self) -> None:
        self.pane.show_nothing_yet()

    def show_no_match(self, total: int, without: Sequence[tuple[str, int]]) -> None:
        self.pane.show_no_match(total, without)

    def select(self, action_id: UUID | None) -> None:
        self.pane.select(action_id)

    def show_detail(self, is_there: bool) -> None:
        self._detail.setCurrentWidget(self.record if is_there else self._nothing)

    def show_record(self, record_id: object) -> None:
        if isinstance(record_id, UUID):
            self.presenter.open(record_id)
            self.both.show_detail()

    def show_part(self, part: str) -> None:
        """A filter by name, such as `overdue`."""
        if self.presenter.narrow_to(part):
            self.pane.search.clear()

    def on_changed(self, changed: Change) -> None:
        self.presenter.on_changed(changed)

    def flush(self) -> None:
        self.desk.flush()

    def panes(self) -> Sequence[QWidget]:
        return [self.pane, self._detail]
