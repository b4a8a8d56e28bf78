"""The window with the form and the library in it, over a real store; background work is done at once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.services.roster import Services
from desktop.settings.preferences import Preferences
from desktop.ui.frame.hooks import Hooks
from desktop.ui.jobs import JobsAtOnce
from desktop.ui.main_window import MainWindow
from desktop.ui.screen_list import screen_entries
from desktop.ui.window_shell import WindowShell

SCREENS = ("library", "form")


class Person:
    """Types and clicks; sees what is on the screen by its name."""

    def __init__(self, window: MainWindow, services: Services) -> None:
        self.window, self.services = window, services

    def find(self, name: str) -> QWidget:
        found = [one for one in self.window.findChildren(QWidget, name) if one.isVisible()]
        assert found, f"there is no {name} to be seen"
        return found[0]

    def sees(self, name: str) -> bool:
        return any(one.isVisible() for one in self.window.findChildren(QWidget, name))

    def type(self, text: str) -> None:
        for sign in text:
            QTest.keyClicks(self.focused(), sign)  # a cell opens its editor at the first key

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focused(), key, modifier)
        QApplication.processEvents()

    def enter(self, text: str = "") -> None:
        """Type an answer and go on."""
        if text:
            self.type(text)
        self.press(Qt.Key.Key_Return)

    def open_again(self, submission: object) -> None:
        """As after a restart: nothing on the page is what it was."""
        self.window.screen_of("form").page.show_items("", [], may_edit=True, zone="Z")
        self.window.go_to("library")
        self.window.go_to("form", submission)
        QApplication.processEvents()

    @staticmethod
    def focused() -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the keyboard"
        return found

    def is_at(self, name: str) -> bool:
        at = QApplication.focusWidget()
        return at is not None and at.objectName() == name


@pytest.fixture
def person(qtbot, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    monkeypatch.setenv("MILEPOST_STATE", str(tmp_path / "state"))
    shell = WindowShell(services, JobsAtOnce(), Preferences())
    entries = [entry for entry in screen_entries(shell, lambda _key: 0) if entry.key in SCREENS]
    hooks = Hooks(undo=lambda: services.history.undo(), redo=lambda: services.history.redo())
    window = MainWindow(entries, hooks, person="Aigul")
    shell.attach(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    yield Person(window, services)
    window.flush()
    QApplication.processEvents()
    for top in QApplication.topLevelWidgets():
        top.hide()
    shell.let_go()
    window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def open_form(person: Person) -> Callable[..., object]:
    """Begin a submission of a form and show it; answers the submission's id."""

    def begin(form: object, **more: object) -> object:
        opened = person.services.submissions.start(form, **more)  # type: ignore[arg-type]
        person.window.go_to("form", opened.record.id)
        QApplication.processEvents()
        return opened.record.id

    return begin
