"""milepost forms audit: who answered what in a submission, and when."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desktop.cli.context import Context
from desktop.cli.files import require_free, write_file
from desktop.cli.output import answer, table
from desktop.i18n import _

if TYPE_CHECKING:
    from desktop.services.form_library.audit import AuditLine


def register_audit(forms: typer.Typer, context: Context) -> None:
    @forms.command("audit", help=_("Who answered what in a submission, and when; as audit.csv with --out."))
    def audit(
        submission: Annotated[str, typer.Argument(help=_("The submission's id or its beginning."))],
        out: Annotated[Path | None, typer.Option(help=_("Write it as ODK's audit.csv."))] = None,
        force: Annotated[bool, typer.Option("--force", help=_("Write over the file."))] = False,
    ) -> None:
        from desktop.services.form_library.audit import audit_csv

        if out is not None:
            require_free(out, force=force)
        with context.services() as services:
            submission_id = services.submissions.named(submission).id
            lines = services.form_audit.of(submission_id)
        if out is not None:
            write_file(out, audit_csv(lines))
        document: dict[str, Any] = {"items": list(lines), "total": len(lines)}
        answer(context, document, lambda: _lines(lines))


def _lines(lines: "tuple[AuditLine, ...]") -> list[str]:
    heads = (_("When"), _("Who"), _("Event"), _("Question"), _("Before"), _("After"))
    rows = [
        (line.at.isoformat(timespec="seconds"), line.who, line.event, line.path, line.old[:30], line.new[:30])
        for line in lines
    ]
    return table(heads, rows)
