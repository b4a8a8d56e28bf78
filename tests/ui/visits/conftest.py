"""The visits screen over a real store, driven as a person would."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.services.roster import Services
from desktop.ui.screens.visits.view import VisitsView, make_screen
from tests.makers import MadeProject, make_project, make_visit
from tests.ui.standing_shell import StandingShell


class Driver:
    """Finds what is on the screen by name."""

    def __init__(self, qtbot: Any, shell: StandingShell, screen: QWidget) -> None:
        self.qtbot, self.shell, self.screen = qtbot, shell, screen
        self.services = shell.services

    @property
    def visit(self) -> Any:
        """The open visit, once the window has heard of every commit."""
        self.settle()
        return self.screen.desk.visit

    def find(self, name: str) -> Any:
        self.settle()
        found = [one for one in self.screen.findChildren(QWidget, name) if one.isVisible()]
        assert found, f"there is no {name}"
        return found[-1]

    def there_is(self, name: str) -> bool:
        self.settle()
        return any(one.isVisible() for one in self.screen.findChildren(QWidget, name))

    def open_line(self, finding_id: UUID) -> None:
        """Unfold the row of a finding."""
        self.settle()
        self.screen.record.tabs.page("findings").open_line(str(finding_id))

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
        for _turn in range(3):
            QApplication.processEvents()


@pytest.fixture
def project(services: Services) -> MadeProject:
    return make_project(services)


@pytest.fixture
def open_visit(
    qtbot: Any, services: Services, project: MadeProject, appearance: Any
) -> Callable[..., Driver]:
    """Opens the screen with a visit in a state, at one of its tabs."""

    def open_it(tab: str = "", visit_id: UUID | None = None, **fields: Any) -> Driver:
        made = visit_id or make_visit(services, project, **fields)
        driver = _screen(qtbot, services)
        driver.screen.show_record(made)
        if tab:
            driver.screen.show_part(tab)
        driver.settle()
        return driver

    return open_it


@pytest.fixture
def open_list(qtbot: Any, services: Services, appearance: Any) -> Callable[[], Driver]:
    return lambda: _screen(qtbot, services)


def _screen(qtbot: Any, services: Services) -> Driver:
    shell = StandingShell(services)
    screen = make_screen(shell)
    assert isinstance(screen, VisitsView)
    shell.screen = screen
    qtbot.addWidget(screen)
    screen.resize(1366, 768)
    screen.show()
    return Driver(qtbot, shell, screen)
