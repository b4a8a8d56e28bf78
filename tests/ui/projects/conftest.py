"""The real window on a real store, at the projects."""

from collections.abc import Iterator
from importlib import import_module
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.services.roster import Services
from desktop.settings.preferences import Preferences
from desktop.ui.background import BackgroundJobs
from desktop.ui.frame.screens import ScreenEntry
from desktop.ui.main_window import MainWindow
from desktop.ui.window_shell import WindowShell

SCREENS = ("projects", "visits", "actions")


class Desk:
    """What a person does at the projects, and sees."""

    def __init__(self, qtbot, services: Services, shell: WindowShell, window: MainWindow) -> None:
        self.qtbot, self.services, self.shell, self.window = qtbot, services, shell, window

    @property
    def screen(self):
        return self.window.findChild(QWidget, "projects_screen")

    def find(self, name: str) -> QWidget:
        found = [one for one in self.window.findChildren(QWidget, name) if one.isVisibleTo(self.window)]
        assert found, f"nobody sees {name}"
        return found[-1]

    def sees(self, name: str) -> bool:
        return any(one.isVisibleTo(self.window) for one in self.window.findChildren(QWidget, name))

    def click(self, name: str) -> None:
        self.find(name).click()
        self.settle()

    def type_into(self, name: str, text: str) -> None:
        field = self.find(name)
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, text)

    def press(self, widget: QWidget, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(widget, key, modifier)
        self.settle()

    def dialog(self, name: str) -> QDialog:
        self.settle()
        return next(
            top
            for top in QApplication.topLevelWidgets()
            if isinstance(top, QDialog) and top.isVisible() and top.objectName() == name
        )

    def open(self, project_id: UUID, part: str = "overview") -> None:
        self.window.go_to("projects", project_id, part)
        self.settle()

    def settle(self) -> None:
        """Let queued notices arrive and background work end."""
        for _ in range(3):
            QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.shell.jobs.running_titles, timeout=10_000)
        for _ in range(3):
            QApplication.processEvents()

    def choose(self, action: str) -> None:
        """An entry of the menu under the dots."""
        from PySide6.QtGui import QAction

        found = self.screen.findChildren(QAction, action)
        assert found, f"there is no {action}"
        found[-1].trigger()
        self.settle()


def entry_of(key: str, shell: WindowShell) -> ScreenEntry:
    """A place in the navigation; the screen is imported when it is first shown."""
    return ScreenEntry(
        key,
        key.capitalize(),
        "ph.folders",
        lambda: import_module(f"desktop.ui.screens.{key}.view").make_screen(shell),
    )


@pytest.fixture
def desk(qtbot, qapp, services: Services, appearance, tmp_path, monkeypatch) -> Iterator[Desk]:
    monkeypatch.setenv("MILEPOST_STATE", str(tmp_path / "state"))
    shell = WindowShell(services, BackgroundJobs(), Preferences())
    window = MainWindow([entry_of(key, shell) for key in SCREENS])
    shell.attach(window)
    window.resize(1366, 768)
    window.show()
    made = Desk(qtbot, services, shell, window)
    made.settle()
    yield made
    for top in QApplication.topLevelWidgets():
        if isinstance(top, QDialog):
            top.done(0)
    window.hide()
    shell.jobs.wait()
    shell.let_go()
    window.deleteLater()
    QApplication.processEvents()
