"""milepost forms export: submissions out, as tables or for other servers."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.context import Context
from desktop.cli.files import require_free
from desktop.cli.output import answer, table
from desktop.errors import BadInput
from desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.services.form_library.export_records import ExportKind, ExportReport
    from desktop.services.roster import Services

_BY_ENDING = {".xlsx": "xlsx", ".csv": "csv"}


def register_exports(forms: typer.Typer, context: Context) -> None:
    @forms.command(
        "export", help=_("Write the finished submissions of a form as tables, or for an OpenRosa server.")
    )
    def export(
        form: Annotated[str, typer.Argument(metavar="FORM", help=_("Form id, record id or its beginning."))],
        out: Annotated[Path, typer.Option(help=_("The file to write: .xlsx, .csv or .zip."))],
        as_: Annotated[
            str, typer.Option("--as", help=_("xlsx, csv or openrosa; by the name of the file without it."))
        ] = "",
        visit: Annotated[str | None, typer.Option(help=_("Only those of this visit."))] = None,
        labels: Annotated[
            bool, typer.Option("--labels", help=_("Questions and choices as worded, not by their names."))
        ] = False,
        language: Annotated[str, typer.Option(help=_("One of the form's languages, for labels."))] = "",
        everything: Annotated[
            bool, typer.Option("--all", help=_("Drafts, those sent back and rejected ones too."))
        ] = False,
        audit: Annotated[
            bool, typer.Option("--audit", help=_("Who answered what, as audit.csv in each OpenRosa folder."))
        ] = False,
        force: Annotated[bool, typer.Option("--force", help=_("Write over the file."))] = False,
    ) -> None:
        kind = _kind(as_, out)
        require_free(out, force=force)
        with context.services() as services:
            report = _export(services, form, out, kind, visit, everything, labels, language, audit=audit)
        answer(context, _document(report, out), lambda: _lines(report, out))


def _kind(given: str, out: Path) -> "ExportKind":
    from desktop.services.form_library.export_records import ExportKind

    chosen = given or _BY_ENDING.get(out.suffix.lower(), "")
    if chosen not in set(ExportKind):
        raise BadInput(
            _("What {name} is to hold cannot be told.").format(name=out.name)
            if not given
            else _("{word} is no kind of export.").format(word=given),
            _("Say it by --as: {kinds}.").format(kinds=", ".join(ExportKind)),
        )
    return ExportKind(chosen)


def _export(
    services: "Services",
    form: str,
    out: Path,
    kind: "ExportKind",
    visit: str | None,
    everything: bool,
    labels: bool,
    language: str,
    *,
    audit: bool,
) -> "ExportReport":
    from desktop.services.form_library.export_records import ExportKind, WantedSubmissions

    row = services.form_library.named(form).row
    if language and language not in row.languages:
        raise BadInput(
            _("The form is not written in {language}.").format(language=language),
            _("Its languages: {languages}").format(languages=", ".join(row.languages)),
        )
    wanted = WantedSubmissions(
        visit_id=services.references.visit(visit) if visit else None, everything=everything, audit=audit
    )
    exports = services.submission_exports
    if kind is ExportKind.OPENROSA:
        return exports.export_openrosa(row.id, out, wanted)
    return exports.export_tables(row.id, out, kind, wanted, by_label=labels, spoken=language)


def _document(report: "ExportReport", out: Path) -> dict[str, Any]:
    return {
        "file": str(out),
        "submissions": report.submissions,
        "tables": [{"name": name, "rows": rows} for name, rows in report.tables],
        "media": report.media,
        "left_out": [
            {"submission": one.submission_id, "name": one.name, "reason": one.reason}
            for one in report.left_out
        ],
    }


def _lines(report: "ExportReport", out: Path) -> list[str]:
    counted = ngettext("{count} submission", "{count} submissions", report.submissions)
    lines = [counted.format(count=report.submissions)]
    if report.tables:
        lines += table((_("Table"), _("Rows")), report.tables)
    if report.media:
        lines.append(ngettext("{count} file", "{count} files", report.media).format(count=report.media))
    if report.left_out:
        lines.append(_("Left out: {count}").format(count=len(report.left_out)))
        lines += table((_("File"), _("Why")), [(one.name, _reason(one.reason)) for one in report.left_out])
    return [*lines, _("Written: {path}").format(path=out)]


def _reason(code: str) -> str:
    return {
        "not_here": _("Not on this laptop"),
        "damaged": _("Damaged"),
        "unsafe_name": _("Its name is that of a folder"),
        "personal_document": _("A personal document"),
        "no_consent": _("No consent for this audience"),
        "no_guardian": _("No consent of a guardian"),
        "consent_withdrawn": _("Consent was withdrawn"),
    }.get(code, code)
