"""milepost forms: take forms in, fill them by script, and try expressions without a store.

The forms room is imported by the commands that need it: reading XML takes a while to load.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.context import Context
from desktop.cli.files import write_file
from desktop.cli.form_audit import register_audit
from desktop.cli.form_entities import register_entities
from desktop.cli.form_exports import register_exports
from desktop.cli.form_files import Beside, FormFile, MaybeFormFile, read_form
from desktop.cli.form_lines import form_lines, import_lines, list_lines
from desktop.cli.form_submissions import register_submissions
from desktop.cli.form_summary import register_summary
from desktop.cli.form_trials import register_trials
from desktop.cli.form_versions import register_versions
from desktop.cli.lists import Limit, Offset, Search, Sort, last_wanted, sort_order
from desktop.cli.output import answer, table
from desktop.errors import BadInput
from desktop.i18n import _
from desktop.paths import this_program
from desktop.services.chosen_files import read_chosen

if TYPE_CHECKING:
    from desktop.services.form_library.records import (
        FillReport,
        FormRecord,
        FormRow,
        ImportReport,
        NodeTrace,
        PreviewRecord,
        Problem,
        Remark,
    )

FormName = Annotated[str, typer.Argument(metavar="FORM", help=_("Form id, record id or its beginning."))]
Answers = Annotated[
    Path,
    typer.Option(help=_("A JSON list of steps: set, add, remove; files that answers name lie beside it.")),
]


def register(app: typer.Typer, context: Context) -> None:
    forms = typer.Typer(no_args_is_help=True, help=_("Forms: XLSForm and XForm in, submissions out."))
    app.add_typer(forms, name="forms")
    _register_library(forms, context)
    _register_filling(forms, context)
    register_exports(forms, context)
    register_versions(forms, context)
    register_audit(forms, context)
    register_submissions(forms, context)
    register_summary(forms, context)
    register_entities(forms, context)
    _register_check(forms, context)
    register_trials(forms, context)


def _register_library(forms: typer.Typer, context: Context) -> None:
    @forms.command("import", help=_("Take a form in; the same file again changes nothing."))
    def import_(
        file: MaybeFormFile = None,
        beside: Beside = None,
        template: Annotated[str, typer.Option(help=_("A ready-made form, by its name."))] = "",
    ) -> None:
        content, name, files = _form_or_template(file, beside, template)
        with context.services() as services:
            report = services.form_library.import_form(content, name, files)
        _answer_import(context, report)

    @forms.command("templates", help=_("The ready-made forms; needs no store."))
    def templates() -> None:
        from desktop.services.form_library.templates import template_rows

        rows = template_rows()
        lines = [(one.name, one.title, one.purpose) for one in rows]
        answer(
            context,
            {"items": rows, "total": len(rows)},
            lambda: table((_("Name"), _("Title"), _("What for")), lines),
        )

    @forms.command("list", help=_("The forms in use."))
    def list_(
        search: Search = "",
        sort: Sort = "title",
        limit: Limit = None,
        offset: Offset = 0,
        retired: Annotated[bool, typer.Option("--retired", help=_("Retired forms too."))] = False,
    ) -> None:
        key, descending = sort_order(sort)
        with context.services() as services:
            rows = services.form_library.list(search, sort=key, descending=descending, retired=retired)
        shown = rows[offset : last_wanted(limit, offset)]
        document = {"items": [_row_document(row) for row in shown], "total": len(rows)}
        answer(context, document, lambda: list_lines(shown, len(rows)))

    @forms.command("show", help=_("A form, its versions and its questions."))
    def show(form: FormName) -> None:
        with context.services() as services:
            record = services.form_library.named(form)
            preview = services.form_library.preview(record.row.version_id)
        answer(context, _form_document(record, preview), lambda: form_lines(record, preview))


def _register_filling(forms: typer.Typer, context: Context) -> None:
    @forms.command(
        "fill", help=_("Fill a form in by script: finished, or a draft where answers are missing.")
    )
    def fill(
        form: FormName,
        answers: Answers,
        visit: Annotated[str | None, typer.Option(help=_("The visit it belongs to."))] = None,
        language: Annotated[str, typer.Option(help=_("One of the form's languages."))] = "",
        out: Annotated[Path | None, typer.Option(help=_("Write the submission as XML."))] = None,
    ) -> None:
        from desktop.services.form_library.steps import read_steps

        steps = read_steps(read_chosen(answers))
        with context.services() as services:
            record = services.form_library.named(form)
            visit_id = services.references.visit(visit) if visit else None
            report = services.submissions.fill(
                record.row.id,
                steps,
                visit_id=visit_id,
                spoken=language,
                find_file=partial(_beside, answers),
            )
            xml = services.submissions.xml(report.submission_id)
        if out is not None:
            _write(out, xml)
        answer(context, _fill_document(report), lambda: _fill_lines(report, out))
        if not report.valid:
            raise typer.Exit(1)

    @forms.command("trace", help=_("What each node of a form holds after the steps; needs no store."))
    def trace(
        file: FormFile,
        answers: Answers,
        beside: Beside = None,
    ) -> None:
        from desktop.services.form_library import trials
        from desktop.services.form_library.steps import read_steps

        steps = read_steps(read_chosen(answers))
        content, name, files = read_form(file, beside)
        nodes = trials.trace(content, name, steps, context.program.clock, files)
        answer(context, [_node_document(node) for node in nodes], lambda: _trace_lines(nodes))


def _register_check(forms: typer.Typer, context: Context) -> None:
    @forms.command("check", help=_("What an import would say; stores nothing."))
    def check(file: FormFile, beside: Beside = None) -> None:
        from desktop.services.form_library import trials

        _answer_import(context, trials.check_form(*read_form(file, beside)))


def _beside(answers: Path, name: str) -> bytes | None:
    """A file that lies beside the answers; no name leads elsewhere."""
    path = answers.parent / name
    is_plain = name not in ("", ".", "..") and not any(sign in name for sign in ("/", "\\", "\0"))
    return read_chosen(path) if is_plain and path.is_file() else None


def _form_or_template(
    file: Path | None, beside: list[Path] | None, template: str
) -> tuple[bytes, str, dict[str, bytes]]:
    """Raises BadInput unless just one of them is named."""
    if bool(template) == (file is not None):
        raise BadInput(
            _("Name a form's file, or a ready-made form."),
            _("The ready-made ones: {milepost} forms templates.").format(milepost=this_program()),
        )
    if file is not None:
        return read_form(file, beside)
    from desktop.services.form_library.templates import template_file

    content, name = template_file(template)
    return content, name, {}


def _answer_import(context: Context, report: "ImportReport") -> None:
    """A form that cannot be used is bad input (2); repairs are no fault (0)."""
    answer(context, _import_document(report), lambda: import_lines(report))
    if report.errors:
        raise typer.Exit(2)


def _write(path: Path, xml: str) -> None:
    try:
        write_file(path, xml.encode())
    except BadInput as problem:
        raise BadInput(
            _("The submission is kept, but {name} could not be written.").format(name=path.name),
            _("Check the folder and its permissions."),
        ) from problem


def _import_document(report: "ImportReport") -> dict[str, Any]:
    return {
        "form_id": report.form_id,
        "version": report.version,
        "title": report.title,
        "questions": report.questions,
        "languages": report.languages,
        "action": report.action,
        "id": report.id,
        "missing_files": list(report.missing_files),
        "repairs": [_remark_document(one) for one in report.repairs],
        "errors": [_remark_document(one) for one in report.errors],
    }


def _remark_document(one: "Remark") -> dict[str, Any]:
    return {
        "code": one.code,
        "sheet": one.sheet,
        "row": one.row,
        "column": one.column,
        "message": one.message,
        "before": one.before,
        "after": one.after,
    }


def _row_document(row: "FormRow") -> dict[str, Any]:
    return {
        "id": row.id,
        "form_id": row.form_id,
        "title": row.title,
        "version": row.version,
        "questions": row.questions,
        "languages": row.languages,
        "filled": row.submissions + row.unfinished,
        "submissions": row.submissions,
        "retired": row.retired,
    }


def _form_document(record: "FormRecord", preview: "PreviewRecord") -> dict[str, Any]:
    return {
        **_row_document(record.row),
        "versions": [
            {
                "id": one.id,
                "version": one.version,
                "source": one.source_name,
                "sha256": one.source_sha256,
                "at": one.at,
                "by": one.author,
                "filled": one.submissions + one.unfinished,
                "submissions": one.submissions,
                "repairs": [_remark_document(remark) for remark in one.repairs],
            }
            for one in record.versions
        ],
        "sections": [
            {
                "title": section.title,
                "items": [
                    {"path": item.path, "type": item.type, "label": item.label, "required": item.required}
                    for item in section.items
                ],
            }
            for section in preview.sections
        ],
    }


def _fill_document(report: "FillReport") -> dict[str, Any]:
    return {
        "submission": report.submission_id,
        "state": report.state,
        "valid": report.valid,
        "problems": [{"path": one.path, "kind": one.kind, "message": one.message} for one in report.problems],
    }


def _node_document(node: "NodeTrace") -> dict[str, Any]:
    return {
        "path": node.path,
        "value": node.value,
        "relevant": node.relevant,
        "required": node.required,
        "readonly": node.readonly,
        "valid": node.valid,
    }


def _fill_lines(report: "FillReport", out: Path | None) -> list[str]:
    lines = [
        _("The submission {id} is finished.").format(id=report.submission_id)
        if report.valid
        else _("The submission {id} is kept as a draft.").format(id=report.submission_id)
    ]
    lines += [_problem_line(one) for one in report.problems]
    return [*lines, _("Written: {path}").format(path=out)] if out else lines


def _problem_line(one: "Problem") -> str:
    return f"  {one.path}: {one.message}"


def _trace_lines(nodes: Sequence["NodeTrace"]) -> list[str]:
    def mark(truth: bool) -> str:
        return _("yes") if truth else _("no")

    heads = (_("Path"), _("Value"), _("Relevant"), _("Required"), _("Read only"), _("Valid"))
    rows = [
        (
            node.path,
            node.value[:40],
            mark(node.relevant),
            mark(node.required),
            mark(node.readonly),
            mark(node.valid),
        )
        for node in nodes
    ]
    return table(heads, rows)
