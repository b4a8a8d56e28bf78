"""The sync screen as a person sees it, over a real store; and two people who disagree."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.services.roster import Services
from desktop.ui.screens.sync.view import SyncView, make_screen
from tests.ui.standing_shell import StandingShell

Pair = tuple[Services, Services]


class Desk:
    """What a person sees on the screen, and does there."""

    def __init__(self, qtbot: Any, services: Services) -> None:
        self.qtbot, self.services = qtbot, services
        self.shell = StandingShell(services)
        self.screen = make_screen(self.shell)
        assert isinstance(self.screen, SyncView)
        self.shell.screen = self.screen
        self.screen.resize(1200, 720)
        qtbot.addWidget(self.screen)
        with qtbot.waitExposed(self.screen):
            self.screen.show()

    def settle(self) -> None:
        for _turn in range(3):
            QApplication.processEvents()
        self.screen._reload_soon.flush()
        QApplication.processEvents()

    def find(self, name: str) -> Any:
        found = [one for one in self.screen.findChildren(QWidget, name) if one.isVisible()]
        assert found, f"there is no {name}"
        return found[-1]

    def there_is(self, name: str) -> bool:
        return any(one.isVisible() for one in self.screen.findChildren(QWidget, name))

    def text(self, name: str) -> str:
        return str(self.find(name).text())

    def turn_to(self, tab: str) -> None:
        self.screen.show_part(tab)
        self.settle()

    def click(self, name: str) -> None:
        self.find(name).click()
        self.settle()

    def press(self, key: Qt.Key) -> None:
        self.screen.activateWindow()
        conflicts = self.screen.desk.list_pane.list
        conflicts.setFocus()
        self.qtbot.keyClick(conflicts, key)
        self.settle()

    def type(self, name: str, words: str) -> None:
        field = self.find(name)
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, words)

    def words(self) -> str:
        """Everything that stands on the screen."""
        from PySide6.QtWidgets import QLabel

        return "\n".join(one.text() for one in self.screen.findChildren(QLabel) if one.isVisible())


def meet(*services: Services) -> None:
    for one in (*services, *services):
        one.syncing.sync()


def disagree(pair: Pair, *fields: str) -> None:
    """Both set the same fields of the project, each in their own words."""
    for services in pair:
        project = services.projects.find("LM.0465")
        who = services.accounts.me().person.name
        services.projects.set_fields(project.id, {field: f"{field} of {who}" for field in fields})
    meet(*pair)
