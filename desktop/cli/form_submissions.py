"""milepost forms submissions: take in what was filled in elsewhere."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli.context import Context
from desktop.cli.output import answer, terminal_progress
from desktop.cli.rows_told import rows_told
from desktop.i18n import _, ngettext
from desktop.services.chosen_files import read_chosen

if TYPE_CHECKING:
    from desktop.services.form_library.incoming.records import SubmissionsReport


def register_submissions(forms: typer.Typer, context: Context) -> None:
    submissions = typer.Typer(no_args_is_help=True, help=_("Submissions that were filled in elsewhere."))
    forms.add_typer(submissions, name="submissions")

    @submissions.command(
        "import", help=_("Take in submissions of ODK Collect, Kobo, ODK Central or Milepost.")
    )
    def import_(
        file: Annotated[Path, typer.Argument(help=_("A folder, a ZIP, an XML file, a workbook or CSV."))],
        form: Annotated[str, typer.Option(help=_("Form id, record id or its beginning."))],
        visit: Annotated[str | None, typer.Option(help=_("The visit they belong to."))] = None,
        mapping: Annotated[
            Path | None, typer.Option(help=_("A JSON file that names a column for each question."))
        ] = None,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would happen."))] = False,
    ) -> None:
        with context.services() as services:
            imports = services.submission_imports
            record = services.form_library.named(form)
            visit_id = services.references.visit(visit) if visit else None
            chosen = imports.read_mapping(read_chosen(mapping), mapping.name) if mapping else {}
            report = imports.run(
                record.row.id,
                imports.read(file),
                mapping=chosen,
                visit_id=visit_id,
                dry_run=dry_run,
                progress=terminal_progress(),
            )
        answer(context, _document(report), lambda: _lines(report))
        if report.left:
            raise typer.Exit(1)


def _document(report: "SubmissionsReport") -> dict[str, object]:
    return {
        "form_id": report.form_id,
        "taken": report.taken,
        "repaired": report.repaired,
        "unchanged": report.unchanged,
        "left": report.left,
        "media": report.media,
        "dry_run": report.dry_run,
        "notes": report.notes,
        "rows": report.rows,
    }


def _lines(report: "SubmissionsReport") -> list[str]:
    total = _("{taken} taken, {repaired} repaired, {unchanged} unchanged, {left} left.").format(
        taken=report.taken, repaired=report.repaired, unchanged=report.unchanged, left=report.left
    )
    kept = ngettext("{count} file kept with them.", "{count} files kept with them.", report.media)
    lead = [_("Rehearsal: nothing was written.")] if report.dry_run else []
    media = [kept.format(count=report.media)] if report.media else []
    return [*lead, *report.notes, *rows_told(report.rows), total, *media]
