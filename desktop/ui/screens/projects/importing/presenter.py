"""Leads from a file to an import: kind, columns, rehearsal, taking in, report; free of Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.errors import BadInput, UserError
from desktop.i18n import _
from desktop.progress import Progress
from desktop.services.chosen_files import read_chosen_table
from desktop.services.exchanging.records import FilePreview, ImportReport, Kind
from desktop.services.written_files import replace_file
from desktop.ui.importing.errand import Errand, ErrandScreen
from desktop.ui.shell import FileKinds, Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """A file looked at: its head, the mapping, and what would become of each row (or why it is no table)."""

    preview: FilePreview
    report: ImportReport | None
    problem: UserError | None


class ImportScreen(ErrandScreen, Protocol):
    def show_choice(self, kind: Kind) -> None: ...

    def show_rehearsal(self, rehearsal: Rehearsal) -> None: ...

    def show_report(self, report: ImportReport) -> None: ...


class ImportPresenter(Errand):
    def __init__(self, screen: ImportScreen, shell: Shell) -> None:
        super().__init__(screen, shell)
        self._screen = screen
        self.kind = Kind.PROJECTS
        self._content, self._name = b"", ""
        self._sheet: str | None = None
        self._mapping: dict[str, str] = {}

    def begin(self) -> None:
        self._screen.show_choice(self.kind)

    def kind_chosen(self, kind: Kind) -> None:
        self.kind, self._mapping = kind, {}
        if self._content:
            self.rehearse()

    def choose_file(self) -> None:
        found = self._shell.choose_files(_("Choose a table or an IATI file"), file_kinds())
        if found:
            self.file_chosen(found[0])

    def file_chosen(self, path: Path) -> None:
        """Chosen or dropped."""
        try:
            self._content, self._name = read_chosen_table(path), path.name
        except BadInput as problem:
            self._screen.show_problem(problem)
            return
        self._sheet, self._mapping = None, {}
        self.rehearse()

    def sheet_chosen(self, sheet: str) -> None:
        self._sheet, self._mapping = sheet, {}
        self.rehearse()

    def column_chosen(self, field: str, column: str) -> None:
        """An empty column leaves the field out."""
        self._mapping[field] = column
        self.rehearse()

    def rehearse(self) -> None:
        """Look at the file and at what would become of each row; nothing is written."""
        content, name, kind, sheet = self._content, self._name, self.kind, self._sheet
        mapping = dict(self._mapping)
        self._start(
            lambda progress: self._look(kind, content, name, sheet, mapping, progress),
            _("Looking at {name}").format(name=name),
            self._screen.show_rehearsal,
        )

    def _look(
        self,
        kind: Kind,
        content: bytes,
        name: str,
        sheet: str | None,
        mapping: Mapping[str, str],
        progress: Progress,
    ) -> Rehearsal:
        exchanging = self._shell.services.exchanging
        preview = exchanging.preview(kind, content, name, sheet=sheet, mapping=mapping)
        try:
            report = exchanging.run(
                kind, content, name, sheet=sheet, mapping=mapping, dry_run=True, progress=progress
            )
        except BadInput as problem:
            return Rehearsal(preview=preview, report=None, problem=problem)
        return Rehearsal(preview=preview, report=report, problem=None)

    def take_in(self) -> None:
        content, name, kind, sheet = self._content, self._name, self.kind, self._sheet
        mapping = dict(self._mapping)
        self._start(
            lambda progress: self._shell.services.exchanging.run(
                kind, content, name, sheet=sheet, mapping=mapping, progress=progress
            ),
            _("Taking in {name}").format(name=name),
            self._screen.show_report,
        )

    def template(self) -> None:
        """A blank table to fill, beside each importer."""
        path = self._shell.choose_target(
            _("Keep the blank table"), f"{self.kind.value}.xlsx", ((_("Workbooks"), ("*.xlsx",)),)
        )
        if path is None:
            return
        try:
            table = self._shell.services.exchanging.blank_template(
                self.kind, spreadsheet=path.suffix.lower() != ".csv"
            )
            replace_file(path, table)
        except OSError:
            self._screen.show_problem(
                BadInput(_("{name} cannot be written.").format(name=path.name), _("Choose another folder."))
            )
            return
        self._shell.exported(path)


def file_kinds() -> FileKinds:
    return (
        (_("Tables and IATI files"), ("*.csv", "*.tsv", "*.txt", "*.xlsx", "*.xls", "*.ods", "*.xml")),
        (_("All files"), ("*",)),
    )
