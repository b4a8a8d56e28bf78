"""The Shell that screens get: passes their wishes to the frame, and what the store tells to the screens."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.roster import Services
from desktop.settings.preferences import Preferences
from desktop.ui.jobs import Jobs
from desktop.ui.main_window import MainWindow
from desktop.ui.shell import Change, FileKinds
from desktop.ui.sync_run import SyncRun
from desktop.ui.sync_schedule import is_metered
from desktop.ui.widgets import confirm

RETRY_S = 5


class WindowShell(QObject):
    """A Shell. Made before the window, because screens are made with it; `attach` gives it the window."""

    preferred = Signal(object)
    """Preferences that were changed in Settings."""

    restore_asked = Signal()
    begin_asked = Signal()

    _committed = Signal(object)

    def __init__(self, services: Services, jobs: Jobs, preferences: Preferences) -> None:
        super().__init__()
        self._services, self._jobs = services, jobs
        self._sync_run = SyncRun(services, jobs, is_paid_for=is_metered)
        self._preferences = preferences
        self._window: MainWindow | None = None
        self._watchers: list[tuple[frozenset[str], Callable[[Change], None]]] = []
        self._unsaved: dict[Callable[[], None], None] = {}
        """What tries again to save what is typed, in the order of typing."""
        self._why_unsaved = ""
        # Commits happen on the thread of whoever writes; screens hear of them in the window's own turn.
        self._committed.connect(self._tell_screens, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = services.database.subscribe(self._committed.emit)

    def attach(self, window: MainWindow) -> None:
        self._window = window
        window.not_saved.try_now.connect(self.try_again)

    def forget_screens(self) -> None:
        """The window is made anew: nobody of the old one is told anything more."""
        self._watchers.clear()
        self._sync_run.forget()

    def let_go(self) -> None:
        """Hear no more of the store: it is about to be closed."""
        self._unsubscribe()
        self._watchers.clear()
        self._window = None

    @property
    def services(self) -> Services:
        return self._services

    @property
    def jobs(self) -> Jobs:
        return self._jobs

    @property
    def sync_run(self) -> SyncRun:
        return self._sync_run

    @property
    def preferences(self) -> Preferences:
        return self._preferences

    def prefer(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self.preferred.emit(preferences)

    def leave_to_restore(self) -> None:
        self.restore_asked.emit()

    def leave_to_begin(self) -> None:
        self.begin_asked.emit()

    def go_to(self, screen_key: str, record_id: UUID | None = None, *, part: str = "") -> None:
        if self._window is not None:
            self._window.go_to(screen_key, record_id, part)

    def watch(self, areas: Collection[str], reload: Callable[[Change], None]) -> Callable[[], None]:
        watcher = (frozenset(areas), reload)
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher) if watcher in self._watchers else None

    def _tell_screens(self, changed: Change) -> None:
        if self._window is None:
            return
        if changed.origin == "person" and changed.areas != {"local_settings"}:
            self.saved()
        # A sync under way rests while screens read again what was typed, else both would go at half the pace.
        with self._services.database.before_others():
            self._window.on_changed(changed)
            for areas, reload in tuple(self._watchers):
                if not areas or areas & changed.areas:
                    reload(changed)

    def saving(self) -> None:
        if self._window is not None:
            self._window.show_saving()

    def saved(self) -> None:
        if self._unsaved:  # what else could not be saved has its chance now
            self.try_again()
        if self._window is not None and not self._unsaved:
            self._window.show_saved(self._services.clock().astimezone())

    def not_saved(self, problem: UserError, again: Callable[[], None]) -> None:
        self._unsaved[again] = None
        self._why_unsaved = problem.what()
        if self._window is not None:
            self._window.show_not_saved(problem.what(), RETRY_S)

    @property
    def why_unsaved(self) -> str:
        """What keeps from being saved what is typed; empty where all of it is."""
        return self._why_unsaved if self._unsaved else ""

    def try_again(self) -> None:
        """Save now what could not be saved before, if there is such a thing."""
        waiting, self._unsaved = tuple(self._unsaved), {}
        for again in waiting:
            again()
        if self._window is not None and not self._unsaved:
            self._window.not_saved.clear()

    def toast(self, text: str, undo: Callable[[], None] | None = None) -> None:
        if self._window is not None:
            self._window.tell(text, undo=undo)

    def notice(self, text: str) -> None:
        if self._window is not None:
            self._window.toast.say(text, icon="ph.info")

    def show_problem(self, problem: UserError) -> None:
        if self._window is not None:
            self._window.show_problem(problem)

    def confirm(
        self, question: str, explanation: str, *, verb: str, then: Callable[[], None], danger: bool = True
    ) -> None:
        if self._window is not None:
            confirm(self._window, question, explanation, verb, then, is_danger=danger)

    def choose_files(self, title: str, kinds: FileKinds = (), *, several: bool = False) -> tuple[Path, ...]:
        folder = self.recall("folder.read", "")
        if several:
            names, _kind = QFileDialog.getOpenFileNames(self._window, title, folder, _filter(kinds))
        else:
            name, _kind = QFileDialog.getOpenFileName(self._window, title, folder, _filter(kinds))
            names = [name] if name else []
        if names:
            self.remember("folder.read", str(Path(names[0]).parent))
        return tuple(Path(name) for name in names)

    def choose_target(self, title: str, suggested_name: str, kinds: FileKinds = ()) -> Path | None:
        folder = Path(self.recall("folder.write", str(Path.home())))
        name, _kind = QFileDialog.getSaveFileName(
            self._window, title, str(folder / suggested_name), _filter(kinds)
        )
        if not name:
            return None
        self.remember("folder.write", str(Path(name).parent))
        return Path(name)

    def exported(self, path: Path) -> None:
        if self._window is not None:
            self._window.toast.say(
                _("{name} is written.").format(name=path.name),
                action=(_("Show in folder"), lambda: open_outside(path.parent)),
                icon="ph.file",
            )

    def recall(self, key: str, default: Any = None) -> Any:
        return self._services.preferences.recall(key, default)

    def remember(self, key: str, value: Any) -> None:
        try:
            self._services.preferences.remember(key, value)
        except UserError:
            # What cannot be remembered costs a preference; the work itself says when it cannot be saved.
            return


def open_outside(path: Path) -> None:
    """Hand a file or folder to the system's own program for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _filter(kinds: FileKinds) -> str:
    return ";;".join(f"{word} ({' '.join(patterns)})" for word, patterns in kinds)
