"""Leads through writing a bundle: for whom, what goes, where to; knows no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.errors import UserError
from desktop.i18n import _
from desktop.progress import Progress
from desktop.services.syncing.bundle_records import ExportPreview, ExportRecord, PartyRecord
from desktop.services.syncing.bundles import BundleService
from desktop.ui.jobs import JobHandle
from desktop.ui.screens.sync.bundles.presenter import file_kinds
from desktop.ui.shell import Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Whom a bundle can be for, and who is chosen at first."""

    recipients: tuple[PartyRecord, ...]
    chosen: tuple[str, ...]


class WritingScreen(Protocol):
    def show_choices(self, choices: Choices) -> None: ...

    def show_preview(self, preview: ExportPreview | None) -> None:
        """What would go; None while nobody is chosen, or while it is counted."""

    def show_working(self, title: str) -> None: ...

    def show_progress(self, done: int, total: int, what: str) -> None: ...

    def show_page(self) -> None:
        """Back to the choice, after a cancel or a problem."""

    def show_written(self, made: ExportRecord) -> None: ...

    def show_problem(self, problem: UserError | None) -> None: ...


class WritingPresenter:
    def __init__(self, screen: WritingScreen, shell: Shell) -> None:
        self._screen, self._shell = screen, shell
        self._known_ones: tuple[PartyRecord, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self._has_files = True
        self._job: JobHandle | None = None
        self._asked = 0

    @property
    def bundles(self) -> BundleService:
        return self._shell.services.bundles

    def begin(self) -> None:
        bundles = self.bundles
        self._shell.jobs.start(
            lambda _progress: tuple(one for one in bundles.recipients() if not one.is_revoked),
            done=self._known,
            failed=self._screen.show_problem,
            title=_("Reading whom bundles can be for"),
        )

    def _known(self, found: tuple[PartyRecord, ...]) -> None:
        self._known_ones = found
        servers = tuple(one.id for one in found if one.kind == "server")
        first = servers[:1] or tuple(one.id for one in found[:1])
        self._screen.show_choices(Choices(recipients=found, chosen=first))
        self.chosen(first, has_files=True)

    def chosen(self, ids: Sequence[str], *, has_files: bool) -> None:
        """Count what would go; an answer that was overtaken by another choice is dropped."""
        self._chosen, self._has_files = tuple(ids), has_files
        self._asked += 1
        self._screen.show_problem(None)
        self._screen.show_preview(None)
        if not self._chosen:
            return
        bundles, chosen, asked = self.bundles, self._chosen, self._asked
        self._shell.jobs.start(
            lambda _progress: bundles.preview(chosen, has_files=has_files),
            done=lambda preview: self._screen.show_preview(preview) if asked == self._asked else None,
            failed=self._screen.show_problem,
            title=_("Counting what goes"),
        )

    def write(self) -> None:
        """Ask where to, then write; a cancel leaves no file."""
        bundles, chosen, has_files = self.bundles, self._chosen, self._has_files
        name = bundles.suggested_name([one for one in self._known_ones if one.id in chosen])
        path = self._shell.choose_target(_("Where to write the bundle"), name, file_kinds())
        if path is None:
            return

        def work(progress: Progress) -> ExportRecord:
            return bundles.export(chosen, path, has_files=has_files, progress=progress)

        self._screen.show_working(_("Writing {name}").format(name=path.name))
        self._job = self._shell.jobs.start(
            work,
            done=self._written,
            failed=self._failed,
            progress=self._screen.show_progress,
            cancelled=self._cancelled,
            title=_("Writing a bundle"),
        )

    def _written(self, made: ExportRecord) -> None:
        self._job = None
        self._screen.show_written(made)
        self._shell.exported(made.path)

    def _failed(self, problem: UserError) -> None:
        self._job = None
        self._screen.show_page()
        self._screen.show_problem(problem)

    def _cancelled(self) -> None:
        self._job = None
        self._screen.show_page()
        self._shell.notice(_("Stopped. No file was written."))

    def cancel(self) -> None:
        """Stop writing; what was begun is taken away again."""
        if self._job is not None:
            self._job.cancel()
