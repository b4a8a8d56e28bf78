"""Finds and uses what is on a screen by name, as a person would by sight."""

from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.ui.standing_shell import StandingShell


class Driver:
    """A screen over a real store."""

    def __init__(self, qtbot: Any, shell: StandingShell, screen: Any) -> None:
        self.qtbot, self.shell, self.screen = qtbot, shell, screen
        self.services = shell.services

    def find(self, name: str) -> Any:
        self.settle()
        found = [one for one in self.screen.findChildren(QWidget, name) if one.isVisible()]
        assert found, f"there is no {name}"
        return found[-1]

    def there_is(self, name: str) -> bool:
        self.settle()
        return any(one.isVisible() for one in self.screen.findChildren(QWidget, name))

    def click(self, name: str) -> None:
        self.find(name).click()

    def type(self, name: str, text: str) -> None:
        widget = self.find(name)
        widget.setFocus()
        self.qtbot.keyClicks(widget, text)

    def leave(self) -> None:
        """What leaving a field does: everything typed goes to the store."""
        self.screen.flush()
        self.settle()

    def dialog(self) -> Any:
        open_ones = [one for one in self.screen.findChildren(QDialog) if one.isVisible()]
        assert len(open_ones) == 1
        return open_ones[0]

    def settle(self) -> None:
        """Until the window has heard of every commit."""
        for _turn in range(3):
            QApplication.processEvents()


def drive(qtbot: Any, services: Any, make_screen: Any) -> Driver:
    """The screen, shown at the size of a small laptop."""
    shell = StandingShell(services)
    screen = make_screen(shell)
    shell.screen = screen
    qtbot.addWidget(screen)
    screen.resize(1366, 768)
    screen.show()
    return Driver(qtbot, shell, screen)
