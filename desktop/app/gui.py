"""Opens the window: look, language, the profile to open, and what stands before a store is open.

Nothing here touches the namespace `Qt` before the first picture: making its hundred enums takes 12 ms.
"""

import gc
import os
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.errors import UserError
from desktop.i18n import LANGUAGES, language, use_language
from desktop.paths import default_store, state_folder
from desktop.settings.last_profile import keep_last_profile, last_profile
from desktop.settings.preferences import Preferences, read_preferences, write_preferences
from desktop.ui.crash import CrashNet
from desktop.ui.single_instance import SingleInstance
from desktop.ui.start_window import StartWindow
from desktop.ui.theme.tokens import looks_dark, use_theme

if TYPE_CHECKING:
    from desktop.app.wiring import Milepost
    from desktop.services.roster import Services
    from desktop.ui.background import BackgroundJobs
    from desktop.ui.collecting import Collector
    from desktop.ui.entrance import Entrance
    from desktop.ui.session import Session
    from desktop.ui.theme import Appearance


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How the window was asked for."""

    store: Path | None = None
    lang: str = ""
    passphrase: str | None = None
    only_check: bool = False
    """Show the first picture, then leave: whether an installed program starts."""


def open_window(start: Start) -> int:
    """The whole life of the window; answers its exit code."""
    gc.disable()  # until the modules are there: they only grow, and are looked through again and again
    # A worker lets the window have its turn after this long; each question to the store is a turn to get back.
    sys.setswitchinterval(0.001)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Milepost")
    app.setDesktopFileName("milepost")
    app.setQuitOnLastWindowClosed(False)
    net = CrashNet(app)
    net.spread(state_folder() / "logs")
    gui = Gui(app, net, start)
    if not gui.begin():
        return 0
    code = app.exec()
    if start.only_check and gui.session is None:
        code = 3
    gui.end()
    net.fold()
    return code


class Gui(QObject):
    """Leads from nothing to an open store, and starts the look anew when a preference changes."""

    def __init__(
        self, app: QApplication, net: CrashNet, start: Start, appearance: "Appearance | None" = None
    ) -> None:
        super().__init__(app)
        self._app, self._start = app, start
        self._folder = start.store or last_profile() or default_store()
        self._preferences = read_preferences(self._folder)
        self._appearance = appearance
        self._instance = SingleInstance(self._folder, self)
        self._instance.asked.connect(self._to_front)
        self._program: Milepost | None = None
        self._window: StartWindow | None = None
        self._session: Session | None = None
        net.caught.connect(self._tell_defect)
        app.lastWindowClosed.connect(self._leave_if_alone)

    @cached_property
    def _jobs(self) -> "BackgroundJobs":
        from desktop.ui.background import BackgroundJobs

        return BackgroundJobs(self)

    @cached_property
    def _collector(self) -> "Collector":
        from desktop.ui.collecting import Collector

        return Collector(self)

    @property
    def session(self) -> "Session | None":
        return self._session

    @property
    def start_window(self) -> StartWindow | None:
        return self._window

    def begin(self) -> bool:
        """Show the first window; False where one of this profile was open already and came to the front."""
        if self._instance.raise_other():
            return False
        self._speak()
        self._window = StartWindow()
        self._window.left.connect(self._app.quit)
        self._window.painted.connect(lambda: QTimer.singleShot(0, self, self._look_around))
        self._window.show()
        return True

    def _speak(self) -> None:
        """All that the first picture, which is painted without style and sheet, needs of the preferences."""
        system = QLocale.system().name().split("_")[0]
        wanted = self._start.lang or self._preferences.language or (system if system in LANGUAGES else "en")
        use_language(wanted)
        QLocale.setDefault(QLocale(wanted))
        use_theme(dark=looks_dark(self._preferences.theme), scale=self._preferences.text_scale)

    def _put_on_look(self) -> None:
        from desktop.ui.theme import Appearance

        self._speak()
        if self._appearance is None:
            self._appearance = Appearance(self._app)
        self._appearance.apply(self._preferences.theme, self._preferences.text_scale)

    # Before a store is open; the heavy imports come after the first paint

    def _look_around(self) -> None:
        self._instance.listen()
        self._put_on_look()
        self._jobs.start(_load_program, done=self._find_store, failed=self._tell_defect)

    def _find_store(self, program: "Milepost") -> None:
        self._program = program
        if self._window is None:
            return
        self._make_entrance(self._window, program).begin()
        self._jobs.start(_load_first_screen, done=lambda _none: None, failed=self._tell_defect)
        self._collector.settle()
        if self._start.only_check:
            self._jobs.idle.connect(lambda: QTimer.singleShot(200, self._app, self._stop_looking))
            QTimer.singleShot(20_000, self._app, self._stop_looking)

    def _stop_looking(self) -> None:
        # Not quit(): that would ask the window first, and unsent work makes it ask the person.
        self._app.exit(0)

    def _make_entrance(self, window: StartWindow, program: "Milepost") -> "Entrance":
        from desktop.ui.entrance import Entrance

        entrance = Entrance(
            window, self._jobs, program, self._folder, self._preferences, window,
            passphrase=self._start.passphrase or os.environ.get("MILEPOST_PASSPHRASE"),
        )  # fmt: skip
        entrance.opened.connect(self._enter)
        entrance.relook.connect(self._prefer)
        return entrance

    def _leave_to_restore(self) -> None:
        """Close the store, and stand where a backup is chosen."""
        entrance = self._leave()
        if entrance is not None:
            entrance.show_unlock()
            entrance.ask_restore()

    def _leave_to_begin(self) -> None:
        """Close the store, and begin another one."""
        entrance = self._leave()
        if entrance is not None:
            entrance.begin_new_profile()

    def _leave(self) -> "Entrance | None":
        if self._session is None or self._program is None:
            return None
        session, self._session = self._session, None
        self._window = StartWindow()
        self._window.left.connect(self._app.quit)
        self._window.show()
        session.window.hide()
        session.end()
        return self._make_entrance(self._window, self._program)

    def _enter(self, services: "Services", folder: Path) -> None:
        """A store is open: the main window takes the place of the first one."""
        from desktop.ui.session import Session

        self._folder = folder
        keep_last_profile(folder)
        write_preferences(folder, self._preferences)
        self._session = Session(self._app, services, folder, self._preferences)
        self._session.preferred.connect(self._prefer)
        self._session.shell.restore_asked.connect(self._leave_to_restore)
        self._session.shell.begin_asked.connect(self._leave_to_begin)
        self._session.begin()
        self._collector.settle()
        if self._window is not None:
            self._window.finish()
            self._window = None

    def _prefer(self, preferences: Preferences) -> None:
        """Take over changed preferences: look at once, words by making the pages again."""
        before = language()
        self._preferences = preferences
        if self._session is not None:
            write_preferences(self._folder, preferences)
            self._session.set_lock_after(preferences.lock_after_minutes)
        self._start = Start(store=self._start.store, passphrase=self._start.passphrase)
        self._put_on_look()
        if language() != before and self._session is not None:
            self._session.speak_anew()

    def _to_front(self) -> None:
        from PySide6.QtCore import Qt

        window = self._session.window if self._session is not None else self._window
        if window is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.show()
            window.raise_()
            window.activateWindow()

    def _tell_defect(self, problem: UserError) -> None:
        from desktop.ui.widgets import show_problem

        window = self._session.window if self._session is not None else self._window
        if window is not None:
            show_problem(window, problem)

    def _leave_if_alone(self) -> None:
        is_changing = self._session is not None and self._session.is_changing
        if not is_changing and not any(
            top.isVisible() for top in QApplication.topLevelWidgets() if top.isWindow()
        ):
            self._app.quit()

    def end(self) -> None:
        self._instance.stop()
        self._jobs.wait()
        self._collector.end()
        if self._session is not None:
            self._session.end()
            self._session = None


def _load_program(_progress: object) -> "Milepost":
    """Services, store and mapping: a third of a second of imports, beside the window."""
    from desktop.app.wiring import Milepost

    return Milepost()


def _load_first_screen(_progress: object) -> None:
    """What the open store shows first, imported while the passphrase is typed or its key is derived."""
    import desktop.ui.screens.today.view
    import desktop.ui.session  # noqa: F401
    from desktop.services.roster import prepare_first_reading

    prepare_first_reading()
