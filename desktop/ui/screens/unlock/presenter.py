"""Opens a store with a passphrase, sets a new one with the recovery code, restores a backup; knows no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from desktop.errors import UserError
from desktop.i18n import _
from desktop.progress import Progress
from desktop.ui.jobs import Jobs

Opened = TypeVar("Opened")


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One profile on this laptop: its folder and the name people know it by."""

    folder: Path
    name: str


class UnlockScreen(Protocol):
    def show_doors(self, doors: Sequence[Door], chosen: Path) -> None: ...

    def show_busy(self, is_busy: bool) -> None: ...

    def show_problem(self, problem: UserError) -> None: ...

    def show_message(self, text: str) -> None: ...

    def clear_secrets(self) -> None: ...


class UnlockPresenter(Generic[Opened]):
    """`unlock` is called in the background with folder and passphrase; `opened` gets its answer."""

    def __init__(
        self,
        screen: UnlockScreen,
        jobs: Jobs,
        *,
        doors: Sequence[Door],
        chosen: Path,
        unlock: Callable[[Path, str], Opened],
        opened: Callable[[Opened], None],
        recover: Callable[[Path, str, str], None],
    ) -> None:
        self._screen, self._jobs = screen, jobs
        self._unlock, self._opened, self._recover = unlock, opened, recover
        self._folder = chosen
        self._is_busy = False
        screen.show_doors(doors, chosen)

    def profile_chosen(self, folder: Path) -> None:
        self._folder = folder
        self._screen.clear_secrets()

    def unlock(self, passphrase: str) -> None:
        if self._is_busy:
            return
        if not passphrase:
            self._screen.show_message(_("Type the passphrase of this profile."))
            return
        folder = self._folder
        self._begin(lambda _progress: self._unlock(folder, passphrase), self._entered)

    def recover(self, secret: str, passphrase: str, again: str) -> None:
        """Set a new passphrase with the code of the recovery sheet, and open."""
        if passphrase != again:
            self._screen.show_message(_("The two passphrases differ. Type them again."))
            return
        folder = self._folder

        def work(_progress: Progress) -> Opened:
            self._recover(folder, secret, passphrase)
            return self._unlock(folder, passphrase)

        self._begin(work, self._entered)

    def _begin(self, work: Callable[[Progress], Opened], done: Callable[[Opened], None]) -> None:
        self._is_busy = True
        self._screen.show_busy(True)
        self._jobs.start(work, done=done, failed=self._refused, title=_("Opening the store"))

    def _entered(self, answer: Opened) -> None:
        self._is_busy = False
        self._screen.show_busy(False)
        self._screen.clear_secrets()
        self._opened(answer)

    def _refused(self, problem: UserError) -> None:
        self._is_busy = False
        self._screen.show_busy(False)
        self._screen.show_problem(problem)
