"""Draws the visits: the list at the side, the open visit beside it."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.i18n import _
from desktop.ui.screens.visits.desk import VisitDesk
from desktop.ui.screens.visits.list_pane import VisitsPane
from desktop.ui.screens.visits.new_visit import NewVisitDialog
from desktop.ui.screens.visits.presenter import VisitsPresenter
from desktop.ui.screens.visits.record.view import VisitView
from desktop.ui.shell import Change, Shell
from desktop.ui.widgets import EmptyState, MasterDetail, column

WIDE_TABS = frozenset({"verification", "report"})
LIST_WIDTH = "visits.list_width"


def make_screen(shell: Shell) -> QWidget:
    return VisitsView(shell)


class VisitsView(QWidget):
    """A VisitsScreen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("visits_screen")
        self._shell = shell
        self.desk = VisitDesk(shell)
        self.pane = VisitsPane()
        self._detail = QStackedWidget()
        self._nothing = EmptyState(
            "ph.map-pin", _("No visit is open"), _("Choose one in the list."), object_name="no_visit_open"
        )
        self._detail.addWidget(self._nothing)
        self._record: VisitView | None = None
        width = shell.recall(LIST_WIDTH)
        self.both = MasterDetail(
            self.pane, self._detail, "visits", list_width=width if isinstance(width, int) else None
        )
        self.both.moved.connect(lambda at: shell.remember(LIST_WIDTH, at))
        column(self.both, gap=0, on=self)
        self.presenter = VisitsPresenter(self, shell, self.desk)
        self.pane.connect_to(self.presenter)
        self.pane.list.opened.connect(lambda _visit: self.both.show_detail())
        self.presenter.begin()

    @property
    def record(self) -> VisitView:
        """Made when a visit is first shown."""
        if self._record is None:
            self._record = VisitView(self.desk, self.presenter.delete)
            self._record.tabs.shown.connect(self._tab_shown)
            self._detail.addWidget(self._record)
        return self._record

    def _tab_shown(self, key: str) -> None:
        """Wide work takes the room of the list; any other tab brings it back."""
        if not self.both.is_narrow:
            self.pane.setVisible(key not in WIDE_TABS)

    def show_filters(self, choices: Sequence[tuple[str, str, str]], active: Sequence[str]) -> None:
        self.pane.show_filters(choices, active)

    def show_rows(self, shown: int, total: int) -> None:
        self.pane.show_rows(shown, total)

    def show_nothing_yet(self) -> None:
        self.pane.show_nothing_yet()

    def show_no_match(self, total: int, without: Sequence[tuple[str, int]]) -> None:
        self.pane.show_no_match(total, without)

    def select(self, visit_id: UUID | None) -> None:
        self.pane.select(visit_id)

    def show_detail(self, is_there: bool) -> None:
        self._detail.setCurrentWidget(self.record if is_there else self._nothing)

    def ask_new(self, *, unplanned: bool, project_id: UUID | None = None) -> None:
        dialog = NewVisitDialog(
            self, self._shell.services, self.presenter.create, unplanned=unplanned, project_id=project_id
        )
        dialog.open()

    def show_record(self, record_id: object) -> None:
        """The frame sends here; a project's id asks for a new visit to it."""
        if not isinstance(record_id, UUID):
            return
        self.presenter.arrive(record_id)
        if self.desk.visit is not None:
            self.both.show_detail()

    def show_part(self, part: str) -> None:
        if part == "new":
            self.presenter.new_visit()
        elif self.desk.visit is not None:
            self.record.show_part(part)

    def on_changed(self, changed: Change) -> None:
        self.presenter.on_changed(changed)

    def flush(self) -> None:
        self.desk.flush()

    def panes(self) -> Sequence[QWidget]:
        return [self.pane, self._detail]

    def screen_actions(self) -> Sequence[QAction]:
        new = QAction(_("New visit"), self)
        new.setObjectName("action_new_visit")
        new.setShortcut("Ctrl+N")
        new.triggered.connect(lambda _on=False: self.presenter.new_visit())
        unplanned = QAction(_("Record a visit that is under way"), self)
        unplanned.setObjectName("action_unplanned_visit")
        unplanned.triggered.connect(lambda _on=False: self.presenter.new_visit(unplanned=True))
        return [new, unplanned]
