"""The window of an import: a page to choose on, one to look at, work with progress, and the report."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.fates import FileReport
from desktop.ui.importing.fates import FateRows, FatesPane
from desktop.ui.theme import theme
from desktop.ui.widgets import (
    Button,
    EmptyState,
    PageHeader,
    ProgressPanel,
    column,
    label,
    row,
    surface,
)


class Taking(Protocol):
    """What the window asks of its presenter."""

    def take_in(self) -> None: ...

    def undo(self) -> None: ...

    def cancel(self) -> None: ...


class ImportingDialog(QDialog):
    """`name` begins the object names of its buttons. A file may also be dropped on it: `path_dropped`."""

    def __init__(self, parent: QWidget, name: str, title: str, lead: str, verb: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme().px(980), theme().px(640))
        self._taking: Taking | None = None
        self._panel: ProgressPanel | None = None
        self._title, self._lead = title, lead
        self._head = PageHeader(title, lead)
        self._pages = QStackedWidget()
        self._problem = label("", "error", wrap=True)
        self._problem.setObjectName(f"{name}_problem")
        self.close_button = Button(_("Close"), f"{name}_close")
        self.another = Button(_("Choose another file"), f"{name}_another", icon="ph.folder-open")
        self.undo = Button(_("Take it back"), f"{name}_undo", icon="ph.arrow-u-up-left")
        self.take = Button(verb, f"{name}_take", kind="primary", icon="ph.download-simple")

    def lay_out(
        self, taking: Taking, choice: EmptyState, look: QWidget, report: FateRows, *tools: QWidget | None
    ) -> None:
        """`look` shows what would become of the file; `tools` stand under the heading."""
        self._taking, self._choice, self.report = taking, choice, report
        head = surface("bar")
        under = [row(*tools, gap=8)] if tools else []
        column(self._head, *under, gap=8, margins=(16, 12, 16, 12), on=head)
        foot = surface("foot")
        line = row(self._problem, gap=8, margins=(16, 10, 16, 10), on=foot)
        line.setStretch(0, 1)
        for button in (self.another, self.undo, self.close_button, self.take):
            line.addWidget(button)
        self._report_pane = FatesPane(report)
        for page in (choice, look, self._report_pane):
            self._pages.addWidget(page)
        column(head, self._pages, foot, gap=0, on=self)
        self.undo.clicked.connect(lambda _on=False: taking.undo())
        self.take.clicked.connect(lambda _on=False: taking.take_in())
        self.close_button.clicked.connect(self.reject)

    def path_dropped(self, path: Path) -> None:
        """A file or a folder was dropped here."""

    def show_start(self) -> None:
        """Nothing chosen yet."""
        self._leave_panel()
        self._head.set_text(self._title, self._lead)
        self._pages.setCurrentWidget(self._choice)
        self._problem.setText("")
        self._show_buttons()

    def show_working(self, title: str) -> None:
        assert self._taking is not None
        self._leave_panel()
        self._problem.setText("")
        self._panel = ProgressPanel("ph.hourglass", title, self._taking.cancel)
        self._pages.addWidget(self._panel)
        self._pages.setCurrentWidget(self._panel)
        self._show_buttons()

    def show_progress(self, done: int, total: int, what: str) -> None:
        if self._panel is not None:
            self._panel.show_progress(done, total, what)

    def show_look(
        self, page: QWidget, file_name: str, words: str, report: FileReport | None, problem: UserError | None
    ) -> None:
        """What would become of the file, before anything is written."""
        self._leave_panel()
        self._head.set_text(file_name, words)
        self._pages.setCurrentWidget(page)
        self._problem.setText(problem.sentence() if problem else "")
        works = report is not None and report.changes_something
        self._show_buttons(*((self.another, self.take) if works else (self.another,)))
        if works:
            self.take.setFocus()

    def show_done(self, words: str, report: FileReport) -> None:
        self._leave_panel()
        self._head.set_text(report.file_name, words)
        self._report_pane.show_report(report, report.notes)
        self._pages.setCurrentWidget(self._report_pane)
        self._show_buttons(*((self.another, self.undo) if report.changes_something else (self.another,)))
        self.close_button.setFocus()

    def show_problem(self, problem: UserError) -> None:
        self._problem.setText(problem.sentence())

    def close_dialog(self) -> None:
        self.accept()

    def _leave_panel(self) -> None:
        if self._panel is not None:
            self._pages.removeWidget(self._panel)
            self._panel.deleteLater()
            self._panel = None

    def _show_buttons(self, *shown: Button) -> None:
        for button in (self.another, self.undo, self.take):
            button.setVisible(button in shown)

    def reject(self) -> None:
        """Esc while working stops the work first."""
        if self._panel is not None and self._taking is not None:
            self._taking.cancel()
        else:
            super().reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.path_dropped(paths[0])
