"""What every import does alike, whatever it takes in; free of Qt."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Protocol, TypeVar

from desktop.errors import UserError
from desktop.i18n import _
from desktop.progress import Progress
from desktop.ui.jobs import JobHandle
from desktop.ui.shell import Shell

T = TypeVar("T")


class ErrandScreen(Protocol):
    def show_working(self, title: str) -> None: ...

    def show_progress(self, done: int, total: int, what: str) -> None: ...

    def show_problem(self, problem: UserError) -> None: ...

    def close_dialog(self) -> None: ...


class Errand(ABC):
    """Works in the background with progress; can be stopped with nothing half done, and taken back when it is done."""

    def __init__(self, screen: ErrandScreen, shell: Shell) -> None:
        self._told, self._shell = screen, shell
        self._job: JobHandle | None = None

    @abstractmethod
    def begin(self) -> None:
        """Show the choice of a file, as at first."""

    def _start(self, work: Callable[[Progress], T], title: str, done: Callable[[T], None]) -> None:
        self._told.show_working(title)
        self._job = self._shell.jobs.start(
            work,
            done=done,
            failed=self._failed,
            progress=self._told.show_progress,
            cancelled=self.begin,
            title=title,
        )

    def _failed(self, problem: UserError) -> None:
        self.begin()
        self._told.show_problem(problem)

    def cancel(self) -> None:
        """While working: stop, with nothing half done."""
        if self._job is not None:
            self._job.cancel()

    def undo(self) -> None:
        """Take the whole import back."""
        try:
            self._shell.services.history.undo()
        except UserError as problem:
            self._told.show_problem(problem)
            return
        self._shell.toast(_("The import is taken back."))
        self._told.close_dialog()
