"""Leads from a file or folder to submissions: columns, rehearsal, taking in, report; free of Qt."""

from pathlib import Path
from typing import Protocol
from uuid import UUID

from desktop.i18n import _
from desktop.services.form_library.incoming.records import SubmissionsPreview, SubmissionsReport
from desktop.ui.importing.errand import Errand, ErrandScreen
from desktop.ui.shell import FileKinds, Shell


class SubmissionImportScreen(ErrandScreen, Protocol):
    def show_choice(self) -> None: ...

    def show_preview(self, name: str, preview: SubmissionsPreview) -> None: ...

    def show_report(self, report: SubmissionsReport) -> None: ...


class SubmissionImportPresenter(Errand):
    """For one form."""

    def __init__(self, screen: SubmissionImportScreen, shell: Shell, form: UUID) -> None:
        super().__init__(screen, shell)
        self._screen, self._form = screen, form
        self._path: Path | None = None
        self._mapping: dict[str, str] = {}

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


def file_kinds() -> FileKinds:
    return (
        (_("Submissions"), ("*.xlsx", "*.xls", "*.csv", "*.zip", "*.xml")),
        (_("All files"), ("*",)),
    )
