"""milepost import: other people's tables and activity files, row by row."""

from pathlib import Path
from typing import Annotated

import typer

from desktop.cli.context import Context
from desktop.cli.files import require_free, write_file
from desktop.cli.output import answer, terminal_progress
from desktop.cli.rows_told import rows_told
from desktop.i18n import _
from desktop.services.chosen_files import read_chosen, read_chosen_table
from desktop.services.exchanging.records import ImportReport, Kind


def register(app: typer.Typer, context: Context) -> None:
    @app.command("import", help=_("Take in a table (CSV, XLSX) or an IATI file."))
    def import_(
        kind: Annotated[Kind, typer.Argument(help=_("What the file holds."))],
        file: Annotated[Path, typer.Argument(help=_("The file."))],
        dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would happen."))] = False,
        mapping: Annotated[
            Path | None, typer.Option(help=_("A JSON file that names a column for each field."))
        ] = None,
        sheet: Annotated[str | None, typer.Option(help=_("Which sheet of a workbook."))] = None,
    ) -> None:
        content = read_chosen_table(file)
        with context.services() as services:
            exchanging = services.exchanging
            chosen = exchanging.read_mapping(read_chosen(mapping), mapping.name) if mapping else None
            report = exchanging.run(
                kind,
                content,
                file.name,
                sheet=sheet,
                mapping=chosen,
                dry_run=dry_run,
                progress=terminal_progress(),
            )
        answer(context, document_of(report), lambda: _lines(report))
        if report.left:
            raise typer.Exit(1)

    @app.command("template", help=_("Write a blank table for an import: .xlsx or .csv by its name."))
    def template(
        kind: Annotated[Kind, typer.Argument(help=_("What the table will hold."))],
        out: Annotated[Path, typer.Option(help=_("Where to write it."))],
    ) -> None:
        require_free(out)
        with context.services() as services:
            content = services.exchanging.blank_template(kind, spreadsheet=out.suffix.lower() != ".csv")
        write_file(out, content)
        answer(context, {"file": out}, lambda: [_("Written: {path}").format(path=out)])


def document_of(report: ImportReport) -> dict[str, object]:
    """The answer as the command line promises it."""
    return {
        "taken": report.taken,
        "repaired": report.repaired,
        "unchanged": report.unchanged,
        "left": report.left,
        "dry_run": report.dry_run,
        "notes": report.notes,
        "rows": report.rows,
    }


def _lines(report: ImportReport) -> list[str]:
    total = _("{taken} taken, {repaired} repaired, {unchanged} unchanged, {left} left.").format(
        taken=report.taken, repaired=report.repaired, unchanged=report.unchanged, left=report.left
    )
    lead = [_("Rehearsal: nothing was written.")] if report.dry_run else []
    return [*lead, *report.notes, *rows_told(report.rows), total]
