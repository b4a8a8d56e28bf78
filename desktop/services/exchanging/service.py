"""Imports tables and activity files: preview, rehearsal, and the import itself as one unit of work."""

from collections.abc import Callable, Mapping
from typing import Any

from desktop.clock import Clock
from desktop.errors import BadInput, Refused
from desktop.exchange import iati, templates
from desktop.exchange.budgets import read_budgets
from desktop.exchange.grid import Table
from desktop.exchange.locations import read_locations
from desktop.exchange.mapping import guess_mapping, read_mapping
from desktop.exchange.places import read_places
from desktop.exchange.projects import read_projects
from desktop.exchange.results import read_results
from desktop.exchange.rows import leave_shifted
from desktop.exchange.tables import read_table
from desktop.i18n import _, ngettext
from desktop.models import Result
from desktop.progress import SILENT, Progress
from desktop.services.accounts.access import Access
from desktop.services.exchanging.asking import ask_budgets, ask_locations, ask_places, ask_projects
from desktop.services.exchanging.asking_results import ask_results
from desktop.services.exchanging.plan import Asked, Plan
from desktop.services.exchanging.records import FieldChoice, FilePreview, ImportReport, Kind
from desktop.services.fates import Fate
from desktop.services.results.ordering import renumber
from desktop.services.typed import read_choice, tidy
from desktop.storage.database import Database
from desktop.storage.work import Work

SAMPLE_ROWS = 20


class ExchangeService:
    """What people do with files of others; an import is one action, and so one undo."""

    def __init__(self, database: Database, access: Access, clock: Clock) -> None:
        self._database = database
        self._access = access
        self._clock = clock

    def preview(
        self,
        kind: Kind | str,
        content: bytes,
        file_name: str,
        *,
        sheet: str | None = None,
        mapping: Mapping[str, str] | None = None,
    ) -> FilePreview:
        """The head of the file and the guessed mapping. Raises BadInput for a file that is no table."""
        wanted = read_kind(kind)
        table = read_file(wanted, content, file_name, sheet)
        fields = templates.FIELDS[wanted]
        columns = guess_mapping(table.header, fields, dict(mapping or {}))
        return FilePreview(
            kind=wanted,
            file_name=file_name,
            sheet=table.sheet,
            sheets=table.sheets,
            header=table.header,
            sample=tuple(row.cells for row in table.rows[:SAMPLE_ROWS]),
            row_count=len(table.rows),
            fields=tuple(
                FieldChoice(
                    key=field.key,
                    needed=field.needed,
                    example=field.example,
                    column=table.header[columns.columns[field.key]] if field.key in columns.columns else None,
                )
                for field in fields
            ),
            unused=columns.unused,
            is_iati=iati.is_iati(content),
            notes=_notes(table),
        )

    def run(
        self,
        kind: Kind | str,
        content: bytes,
        file_name: str,
        *,
        sheet: str | None = None,
        mapping: Mapping[str, str] | None = None,
        dry_run: bool = False,
        progress: Progress = SILENT,
    ) -> ImportReport:
        """Import the file, or (`dry_run`) say what would become of each row.

        A row never fails the file. Raises BadInput for what is no table, Refused where the role allows no row,
        Cancelled when asked to stop: then nothing is written.
        """
        wanted = read_kind(kind)
        progress.step(0, 0, _("Reading the file"))
        table = read_file(wanted, content, file_name, sheet)
        reading = _READERS[wanted](table, dict(mapping or {}))
        _refuse_foreign_table(wanted, table, reading.columns.columns)
        rows = leave_shifted(reading.rows, table)
        plan = Plan()
        if dry_run:
            with self._database.reading() as work:
                plan.make(work, _ASKERS[wanted](work, rows, self._access), progress)
        else:
            with self._database.writing(f"import.{wanted.value}", reason=tidy(file_name)) as work:
                plan.make(work, _ASKERS[wanted](work, rows, self._access), progress)
                _refuse_if_nothing_is_allowed(plan)
                plan.write(work, progress)
                for project_id in plan.projects_with(Result):
                    renumber(work, project_id)
        return ImportReport(
            kind=wanted,
            file_name=file_name,
            dry_run=dry_run,
            rows=tuple(plan.reports),
            notes=_notes(table),
        )

    def blank_template(self, kind: Kind | str, *, spreadsheet: bool = True) -> bytes:
        """An empty table with the importer's own columns, as XLSX or CSV."""
        make = templates.blank_xlsx if spreadsheet else templates.blank_csv
        return make(read_kind(kind))

    def read_mapping(self, content: bytes, file_name: str) -> dict[str, str]:
        """A mapping file: field to column. Raises BadInput."""
        return read_mapping(content, file_name)


def read_kind(kind: Kind | str) -> Kind:
    found = read_choice(Kind, kind)
    if found is None:
        raise BadInput(_("Say what the file holds."), _("Use one of: {words}").format(words=", ".join(Kind)))
    return found


def read_file(kind: Kind, content: bytes, file_name: str, sheet: str | None) -> Table:
    """The table of that kind: of an activity file its part, else the (named) sheet."""
    if not iati.is_iati(content):
        return read_table(content, file_name, sheet)
    if kind is Kind.PLACES:
        raise BadInput(
            _("An IATI file holds no list of places."), _("Import it as projects, locations or results.")
        )
    found: Table = getattr(iati.read_iati(content, file_name), kind.value)
    return found


_READERS: Mapping[Kind, Callable[[Table, dict[str, str]], Any]] = {
    Kind.PROJECTS: read_projects,
    Kind.PLACES: read_places,
    Kind.LOCATIONS: read_locations,
    Kind.BUDGETS: read_budgets,
    Kind.RESULTS: read_results,
}
_ASKERS: Mapping[Kind, Callable[[Work, Any, Access], list[Asked]]] = {
    Kind.PROJECTS: ask_projects,
    Kind.PLACES: ask_places,
    Kind.LOCATIONS: ask_locations,
    Kind.BUDGETS: ask_budgets,
    Kind.RESULTS: ask_results,
}


def _refuse_foreign_table(kind: Kind, table: Table, columns: Mapping[str, int]) -> None:
    """A list of projects names them in one way or another; without any such column it is something else."""
    if kind is Kind.PROJECTS and columns.keys().isdisjoint(("iati_id", "code", "prima_id", "title")):
        raise BadInput(
            _("{file} has no column that names projects.").format(file=table.file_name),
            _("Its columns are: {columns}. Name the right ones in a mapping.").format(
                columns=", ".join(filter(None, table.header))[:400]
            ),
        )


def _refuse_if_nothing_is_allowed(plan: Plan) -> None:
    if plan.reports and all(row.action is Fate.LEFT and row.code == "no_right" for row in plan.reports):
        raise Refused(
            _("Your role does not let you import here."), _("Ask your office's manager to import the file.")
        )


def _notes(table: Table) -> tuple[str, ...]:
    notes = []
    if table.encoding and table.encoding.lower() not in ("utf-8", "utf-8-sig", "xml", "ascii"):
        notes.append(_("The file was read as {encoding}.").format(encoding=table.encoding))
    if table.nul_removed:
        notes.append(
            ngettext(
                "{count} NUL character was taken out.",
                "{count} NUL characters were taken out.",
                table.nul_removed,
            ).format(count=table.nul_removed)
        )
    if table.unreadable:
        notes.append(
            ngettext(
                "{count} letter could not be read and shows as a replacement mark.",
                "{count} letters could not be read and show as a replacement mark.",
                table.unreadable,
            ).format(count=table.unreadable)
        )
    return tuple(notes)
