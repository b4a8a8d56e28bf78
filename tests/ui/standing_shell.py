"""A Shell over a real store: jobs end where they start; screens hear of a commit in the window's next turn, as in life."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer

from desktop.errors import UserError
from desktop.services.roster import Services
from desktop.settings.preferences import Preferences
from desktop.ui.jobs import Jobs, JobsAtOnce
from desktop.ui.shell import Change, FileKinds
from desktop.ui.sync_run import SyncRun


class StandingShell:
    """Remembers what screens asked of the window."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._jobs = JobsAtOnce()
        self.sync_run = SyncRun(services, self._jobs)
        self._memory: dict[str, Any] = {}
        self._watchers: list[tuple[frozenset[str], Callable[[Change], None]]] = []
        self.screen: Any = None
        """The screen that hears `on_changed`, once it is made."""
        self.went_to: list[tuple[str, UUID | None, str]] = []
        self.toasts: list[tuple[str, Callable[[], None] | None]] = []
        self.problems: list[UserError] = []
        self.unsaved: list[tuple[UserError, Callable[[], None]]] = []
        self.notices: list[str] = []
        self.files: tuple[Path, ...] = ()
        self.target: Path | None = None
        self.written: list[Path] = []
        self.confirms = True
        self.saves = 0
        services.database.subscribe(self._heard)

    def _heard(self, changed: Change) -> None:
        QTimer.singleShot(0, lambda: self._tell(changed))

    def _tell(self, changed: Change) -> None:
        if self.screen is not None and hasattr(self.screen, "on_changed"):
            self.screen.on_changed(changed)
        for areas, reload in tuple(self._watchers):
            if not areas or areas & changed.areas:
                reload(changed)

    @property
    def services(self) -> Services:
        return self._services

    @property
    def jobs(self) -> Jobs:
        return self._jobs

    @property
    def preferences(self) -> Preferences:
        return Preferences()

    def prefer(self, preferences: Preferences) -> None:
        self._memory["preferences"] = preferences

    def go_to(self, screen_key: str, record_id: UUID | None = None, *, part: str = "") -> None:
        self.went_to.append((screen_key, record_id, part))

    def watch(self, areas: Collection[str], reload: Callable[[Change], None]) -> Callable[[], None]:
        watcher = (frozenset(areas), reload)
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def saving(self) -> None:
        return

    def saved(self) -> None:
        self.saves += 1

    def not_saved(self, problem: UserError, again: Callable[[], None]) -> None:
        self.unsaved.append((problem, again))

    def toast(self, text: str, undo: Callable[[], None] | None = None) -> None:
        self.toasts.append((text, undo))

    def notice(self, text: str) -> None:
        self.notices.append(text)

    def show_problem(self, problem: UserError) -> None:
        self.problems.append(problem)

    def confirm(
        self, question: str, explanation: str, *, verb: str, then: Callable[[], None], danger: bool = True
    ) -> None:
        if self.confirms:
            then()

    def choose_files(self, title: str, kinds: FileKinds = (), *, several: bool = False) -> tuple[Path, ...]:
        return self.files

    def choose_target(self, title: str, suggested_name: str, kinds: FileKinds = ()) -> Path | None:
        return self.target

    def exported(self, path: Path) -> None:
        self.written.append(path)

    def recall(self, key: str, default: Any = None) -> Any:
        return self._memory.get(key, default)

    def remember(self, key: str, value: Any) -> None:
        self._memory[key] = value
