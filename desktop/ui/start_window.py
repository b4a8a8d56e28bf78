"""The window before a store is open: first paint, unlock, first start, or what went wrong."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desktop.errors import UserError
from desktop.ui.opening_page import OpeningPage

if TYPE_CHECKING:
    from desktop.ui.widgets import NextStep


class StartWindow(QMainWindow):
    """Shows one page at a time; the old one is let go."""

    left = Signal()
    """The person closed it without opening a store."""

    painted = Signal()
    """Once: the first picture is on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("start_window")
        self.setWindowTitle("Milepost")
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self.resize(1366, 768)
        self._is_done = self._was_painted = False
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
        page = OpeningPage()
        page.painted.connect(self._tell_painted)
        self.show_page(page)

    def _tell_painted(self) -> None:
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def show_problem(self, problem: UserError, steps: "tuple[NextStep, ...]") -> None:
        """What happened, what is safe, and the ways on."""
        from desktop.ui.widgets import problem_state  # the first picture does without the kit

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
