"""Leads through taking a bundle in: the file, a look, the work, the result; knows no Qt."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from desktop.errors import UserError
from desktop.i18n import _
from desktop.progress import Progress
from desktop.services.syncing.bundle_records import BundleLook, CarriedRecord, ImportRecord
from desktop.services.syncing.bundles import BundleService
from desktop.ui.jobs import JobHandle
from desktop.ui.screens.sync.bundles.presenter import file_kinds
from desktop.ui.shell import Shell

T = TypeVar("T")


class TakingScreen(Protocol):
    def show_choice(self) -> None: ...

    def show_working(self, title: str) -> None: ...

    def show_progress(self, done: int, total: int, what: str) -> None: ...

    def show_look(self, look: BundleLook) -> None: ...

    def show_taken(self, taken: ImportRecord) -> None: ...

    def show_problem(self, problem: UserError) -> None: ...

    def close_dialog(self) -> None: ...


class TakingPresenter:
    def __init__(self, screen: TakingScreen, shell: Shell) -> None:
        self._screen, self._shell = screen, shell
        self._path: Path | None = None
        self._job: JobHandle | None = None

    @property
    def bundles(self) -> BundleService:
        return self._shell.services.bundles

    def begin(self) -> None:
        self._path = None
        self._screen.show_choice()

    def choose_file(self) -> None:
        found = self._shell.choose_files(_("Choose the bundle on the stick"), file_kinds())
        if found:
            self.file_chosen(found[0])

    def file_chosen(self, path: Path) -> None:
        """Chosen or dropped: say what it holds; nothing is taken yet."""
        self._path = path
        bundles = self.bundles
        self._start(
            lambda _progress: bundles.look(path),
            _("Looking at {name}").format(name=path.name),
            self._screen.show_look,
        )

    def take(self) -> None:
        """Take in what is there; stopped halfway, what came by then stays."""
        path, bundles = self._path, self.bundles
        if path is None:
            return
        self._start(
            lambda progress: bundles.take(path, progress),
            _("Taking in {name}").format(name=path.name),
            self._taken,
            self._stopped,
        )

    def _taken(self, taken: ImportRecord) -> None:
        self._screen.show_taken(taken)

    def _stopped(self) -> None:
        self._shell.notice(_("Stopped. What had come stays; take the same file in again to go on."))
        if self._path is not None:
            self.file_chosen(self._path)

    def carry(self) -> None:
        """Keep it unread for whom it is for."""
        path, bundles = self._path, self.bundles
        if path is None:
            return

        def kept(one: CarriedRecord) -> None:
            self._shell.toast(_("{name} is carried, unread. Hand it on from the list.").format(name=one.name))
            self._screen.close_dialog()

        self._start(lambda _progress: bundles.carry(path), _("Keeping {name}").format(name=path.name), kept)

    def open_desk(self) -> None:
        """To the conflicts that a bundle brought."""
        self._screen.close_dialog()
        self._shell.go_to("sync", part="conflicts")

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _start(
        self,
        work: Callable[[Progress], T],
        title: str,
        done: Callable[[T], None],
        cancelled: Callable[[], None] | None = None,
    ) -> None:
        self._screen.show_working(title)
        self._job = self._shell.jobs.start(
            work,
            done=done,
            failed=self._failed,
            progress=self._screen.show_progress,
            cancelled=cancelled or self.begin,
            title=title,
        )

    def _failed(self, problem: UserError) -> None:
        self._screen.show_choice()
        self._screen.show_problem(problem)
