"""Leads from a file or folder to submissions: columns, rehearsal, taking in, report; free of Qt."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar
from uuid import UUID

from desktop.errors import UserError
from desktop.i18n import _
from desktop.progress import Progress
from desktop.services.form_library.incoming.records import SubmissionsPreview, SubmissionsReport
from desktop.ui.jobs import JobHandle
from desktop.ui.shell import FileKinds, Shell

T = TypeVar("T")


class SubmissionImportScreen(Protocol):
    def show_choice(self) -> None: ...

    def show_working(self, title: str) -> None: ...

    def show_progress(self, done: int, total: int, what: str) -> None: ...

    def show_preview(self, name: str, preview: SubmissionsPreview) -> None: ...

    def show_report(self, report: SubmissionsReport) -> None: ...

    def show_problem(self, problem: UserError) -> None: ...

    def close_dialog(self) -> None: ...


class SubmissionImportPresenter:
    """For one form."""

    def __init__(self, screen: SubmissionImportScreen, shell: Shell, form: UUID) -> None:
        self._screen, self._shell, self._form = screen, shell, form
        self._path: Path | None = None
        self._mapping: dict[str, str] = {}
        self._job: JobHandle | None = None

    def begin(self) -> None:
        self._screen.show_choice()

    def choose_file(self) -> None:
        found = self._shell.choose_files(_("Choose submissions"), file_kinds())
        if found:
            self.path_chosen(found[0])

    def path_chosen(self, path: Path) -> None:
        """A file or a folder, chosen or dropped."""
        self._path, self._mapping = path, {}
        self.rehearse()

    def column_chosen(self, question: str, header: str) -> None:
        """Take the question from this column, or with no header from none."""
        if header:  # a column answers one question
            self._mapping = {path: name for path, name in self._mapping.items() if name != header}
        self._mapping[question] = header
        self.rehearse()

    def rehearse(self) -> None:
        """Look at the file and at what would become of each submission; nothing is written."""
        path, mapping = self._path, dict(self._mapping)
        if path is None:
            return
        imports = self._shell.services.submission_imports
        self._start(
            lambda progress: imports.preview(
                self._form, imports.read(path), mapping=mapping, progress=progress
            ),
            _("Looking at {name}").format(name=path.name),
            lambda preview: self._screen.show_preview(path.name, preview),
        )

    def take_in(self) -> None:
        path, mapping = self._path, dict(self._mapping)
        if path is None:
            return
        imports = self._shell.services.submission_imports
        self._start(
            lambda progress: imports.run(self._form, imports.read(path), mapping=mapping, progress=progress),
            _("Taking in {name}").format(name=path.name),
            self._screen.show_report,
        )

    def _start(self, work: Callable[[Progress], T], title: str, done: Callable[[T], None]) -> None:
        self._screen.show_working(title)
        self._job = self._shell.jobs.start(
            work,
            done=done,
            failed=self._failed,
            progress=self._screen.show_progress,
            cancelled=self.begin,
            title=title,
        )

    def _failed(self, problem: UserError) -> None:
        self._screen.show_choice()
        self._screen.show_problem(problem)

    def cancel(self) -> None:
        """While working: stop, with nothing half done."""
        if self._job is not None:
            self._job.cancel()

    def undo(self) -> None:
        """Take the whole import back."""
        try:
            self._shell.services.history.undo()
        except UserError as problem:
            self._screen.show_problem(problem)
            return
        self._shell.toast(_("The import is taken back."))
        self._screen.close_dialog()


def file_kinds() -> FileKinds:
    return (
        (_("Submissions"), ("*.xlsx", "*.xls", "*.csv", "*.zip", "*.xml")),
        (_("All files"), ("*",)),
    )
