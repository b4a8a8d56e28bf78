"""The window before a store is open: first paint, unlock, first start, or what went wrong."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desktop.errors import UserError
from desktop.i18n import _
from desktop.ui.widgets import EmptyState, NextStep, problem_state


class StartWindow(QMainWindow):
    """Shows one page at a time; the old one is let go."""

    left = Signal()
    """The person closed it without opening a store."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("start_window")
        self.setWindowTitle("Milepost")
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self.resize(1366, 768)
        self._is_done = False
        self.show_opening()

    def show_page(self, page: QWidget) -> None:
        old = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if old is not None:
            self._pages.removeWidget(old)
            old.deleteLater()

    def page(self) -> QWidget | None:
        return self._pages.currentWidget()

    def show_opening(self) -> None:
        self.show_page(EmptyState("mp.signpost", "Milepost", _("Opening …"), object_name="opening"))

    def show_problem(self, problem: UserError, steps: tuple[NextStep, ...]) -> None:
        """What happened, what is safe, and the ways on."""
        self.show_page(problem_state(problem, steps))

    def finish(self) -> None:
        """Make way for the main window."""
        self._is_done = True
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if not self._is_done:
            self.left.emit()
