"""milepost report: print the report of a visit or a project, issue a visit's, check a report file."""

from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from desktop.cli.context import Context
from desktop.cli.files import require_free, write_file
from desktop.cli.output import answer, terminal_progress
from desktop.errors import BadInput
from desktop.i18n import LANGUAGES, _
from desktop.rules.vocabulary import Audience
from desktop.services.chosen_files import read_chosen
from desktop.services.reporting.records import CheckedReport, ProjectPdf, ReportCheck, VisitPdf
from desktop.services.roster import Services

VisitRef = Annotated[str, typer.Argument(metavar="ID", help=_("Visit code or id."))]
ProjectRef = Annotated[
    str, typer.Argument(metavar="REF", help=_("Code, IATI identifier, id or the beginning of one."))
]
Out = Annotated[Path, typer.Option("--out", help=_("The PDF to write."))]
Language = Annotated[str | None, typer.Option("--language", help=_("Of the report alone; --lang else."))]
For = Annotated[Audience, typer.Option(help=_("For whom it is made."))]
Force = Annotated[bool, typer.Option("--force", help=_("Write over an existing file."))]


def register(app: typer.Typer, context: Context) -> None:
    group = typer.Typer(no_args_is_help=True, help=_("Reports as PDF."))
    app.add_typer(group, name="report")

    _register_visit(group, context)
    _register_project(group, context)
    _register_verify(group, context)


def _register_visit(group: typer.Typer, context: Context) -> None:
    @group.command("visit", help=_("Print the report of a visit."))
    def visit(
        visit: VisitRef,
        out: Out,
        language: Language = None,
        audience: For = Audience.OFFICE,
        issue: Annotated[bool, typer.Option("--issue", help=_("Keep it as a revision."))] = False,
        force: Force = False,
    ) -> None:
        require_free(out, force=force)
        chosen = _language(language or context.options.lang)
        with context.services() as services:
            visit_id = services.references.visit(visit)
            made = _make(services, visit_id, chosen, audience, issue=issue)
        write_file(out, made.report.pdf)
        answer(context, _document(out, made), lambda: _lines(out, made))


def _register_project(group: typer.Typer, context: Context) -> None:
    @group.command("project", help=_("Print the monitoring and evaluation report of a project."))
    def project(
        ref: ProjectRef,
        out: Out,
        language: Language = None,
        audience: For = Audience.OFFICE,
        force: Force = False,
    ) -> None:
        require_free(out, force=force)
        chosen = _language(language or context.options.lang)
        with context.services() as services:
            project_id = services.references.project(ref)
            made = services.project_reports.project_report(
                project_id, language=chosen, audience=audience, progress=terminal_progress()
            )
        write_file(out, made.report.pdf)
        answer(context, _document(out, made), lambda: _lines(out, made))


def _register_verify(group: typer.Typer, context: Context) -> None:
    @group.command("verify", help=_("Whether a report file is what was issued."))
    def verify(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
        content = read_chosen(file)
        with context.services() as services:
            checked = services.reporting.check(content)
        answer(context, _check_document(file, checked), lambda: [_verdict(file, checked)])
        if checked.check is ReportCheck.CHANGED:
            raise typer.Exit(1)


def _make(
    services: Services, visit_id: UUID, language: str | None, audience: Audience, *, issue: bool
) -> VisitPdf:
    reporting = services.reporting
    render = reporting.issue_visit if issue else reporting.visit_report
    return render(visit_id, language=language, audience=audience, progress=terminal_progress())


def _language(code: str | None) -> str | None:
    if code is not None and code.replace("_", "-").split("-")[0].lower() not in LANGUAGES:
        raise BadInput(
            _("Milepost prints no reports in {code}.").format(code=code),
            _("Choose one of: {codes}.").format(codes=", ".join(LANGUAGES)),
        )
    return code


def _is_issued(made: VisitPdf | ProjectPdf) -> bool:
    return isinstance(made, VisitPdf) and made.is_issued


def _document(out: Path, made: VisitPdf | ProjectPdf) -> dict[str, Any]:
    return {
        "file": out,
        "pages": made.report.pages,
        "sha256": made.report.sha256,
        "data_sha256": made.report.data_sha256,
        "revision": made.revision,
        "issued": _is_issued(made),
        "language": made.language,
        "audience": made.audience,
    }


def _lines(out: Path, made: VisitPdf | ProjectPdf) -> list[str]:
    said = (
        _("{file}: {reference} r{revision}, issued, {pages} pages")
        if _is_issued(made)
        else _("{file}: {reference}, draft, not issued, {pages} pages")
    )
    return [
        said.format(file=out, reference=made.reference, revision=made.revision, pages=made.report.pages),
        f"sha256 {made.report.sha256}",
    ]


def _check_document(file: Path, checked: CheckedReport) -> dict[str, Any]:
    issued = checked.issued
    return {
        "file": file,
        "pages": checked.pages,
        "sha256": checked.sha256,
        "data_sha256": checked.data_sha256,
        "revision": checked.revision,
        "reference": checked.reference,
        "state": checked.check,
        "issued_at": issued.issued_at if issued else None,
        "issued_by": issued.author if issued else None,
        "audience": issued.audience if issued else None,
    }


def _verdict(file: Path, checked: CheckedReport) -> str:
    if checked.is_draft and checked.check is ReportCheck.WHOLE:
        return _("{file} is a draft of {reference} that was not issued: whole as it was printed.").format(
            file=file.name, reference=checked.reference
        )
    said = {
        ReportCheck.ISSUED: _("{file} is {reference} r{revision}, byte for byte as it was issued."),
        ReportCheck.WHOLE: _(
            "{file} is {reference} r{revision}: whole, but this store knows of no such issue."
        ),
        ReportCheck.CHANGED: _("{file} was changed after it was printed."),
    }[checked.check]
    return said.format(file=file.name, reference=checked.reference, revision=checked.revision)
