"""A whole window for a test: its own state folder, no key ring, background work awaited."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.app.gui import Gui, Start
from desktop.ui import session
from desktop.ui.crash import CrashNet


class Driver:
    """Looks at the window as a person would: by what is on it."""

    def __init__(self, qtbot, gui: Gui, net: CrashNet) -> None:
        self.qtbot, self.gui, self.net = qtbot, gui, net

    @property
    def window(self) -> QWidget:
        window = self.gui.session.window if self.gui.session is not None else self.gui.start_window
        assert window is not None
        return window

    def find(self, name: str) -> QWidget:
        found = self.window.findChild(QWidget, name)
        assert found is not None, f"there is no {name}"
        return found

    def there_is(self, name: str) -> bool:
        found = self.window.findChild(QWidget, name)
        return found is not None and found.isVisible()

    def wait_for(self, name: str) -> QWidget:
        self.qtbot.waitUntil(lambda: self.there_is(name), timeout=20_000)
        return self.find(name)

    def click(self, name: str) -> None:
        self.find(name).click()

    def type(self, name: str, text: str) -> None:
        self.qtbot.keyClicks(self.find(name), text)

    def wait_for_session(self) -> None:
        self.qtbot.waitUntil(lambda: self.gui.session is not None, timeout=20_000)

    def dialog(self) -> QDialog:
        found = [
            top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible()
        ]
        assert len(found) == 1
        return found[0]


@pytest.fixture
def state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MILEPOST_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("MILEPOST_PASSPHRASE", raising=False)
    monkeypatch.setattr("desktop.ui.entrance.default_store", lambda: tmp_path / "home" / "profile")
    return tmp_path / "state"


@pytest.fixture
def settings_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The frame with one quick screen: what is tried here is the window, not what it holds."""
    every = session.screen_entries
    monkeypatch.setattr(
        session,
        "screen_entries",
        lambda shell, count: [one for one in every(shell, count) if one.key == "settings"],
    )


@pytest.fixture
def open_gui(qtbot, qapp, appearance, state_folder, settings_alone) -> Iterator[Callable[..., Driver]]:
    opened: list[Gui] = []

    def open_it(folder: Path, **start: object) -> Driver:
        net = CrashNet()
        gui = Gui(qapp, net, Start(store=folder, **start), appearance)
        opened.append(gui)
        assert gui.begin()
        return Driver(qtbot, gui, net)

    yield open_it
    for gui in opened:
        for top in QApplication.topLevelWidgets():
            top.hide()
        gui.end()
