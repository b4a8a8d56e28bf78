"""Covers the whole window while it is locked; what is open below stays as it was."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from desktop.i18n import _
from desktop.ui.main_window import MainWindow
from desktop.ui.screens.unlock.view import UnlockView


class LockCover(QObject):
    """Screens are not closed, so that a half-filled form is there again after the passphrase."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.view: UnlockView | None = None
        self._silenced: list[QAction] = []
        self._hidden: list[QDialog] = []
        self._focus: QWidget | None = None

    @property
    def is_on(self) -> bool:
        return self.view is not None

    def put_on(self) -> UnlockView:
        """Cover, silence every command, and answer the page that asks for the passphrase."""
        window = self._window
        self._focus = window.focusWidget()
        self._hidden = [
            top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible()
        ]
        for dialog in self._hidden:
            dialog.setVisible(False)
        every = dict.fromkeys((*window.findChildren(QAction), *window.commands()))
        self._silenced = [action for action in every if action.isEnabled()]
        for action in self._silenced:
            action.setEnabled(False)
        central = window.centralWidget()
        if central is not None:
            central.setEnabled(False)
        self.view = UnlockView(
            _("Locked"), _("Your work is saved and stays open. Type the passphrase to go on.")
        )
        self.view.setParent(window)
        self.view.setAutoFillBackground(True)
        self.view.setGeometry(window.rect())
        window.installEventFilter(self)
        self.view.show()
        self.view.raise_()
        return self.view

    def take_off(self) -> None:
        """Everything as it was, the keyboard where it was."""
        if self.view is None:
            return
        self._window.removeEventFilter(self)
        self.view.hide()
        self.view.deleteLater()
        self.view = None
        central = self._window.centralWidget()
        if central is not None:
            central.setEnabled(True)
        for action in self._silenced:
            action.setEnabled(True)
        for dialog in self._hidden:
            if isValid(dialog):
                dialog.setVisible(True)
        self._silenced, self._hidden = [], []
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.view is not None:
            self.view.setGeometry(self._window.rect())
        return False
