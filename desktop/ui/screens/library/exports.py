"""Writes the submissions of a form where the person says, off the window's turn. Knows no Qt."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from desktop.errors import UserError
from desktop.i18n import _, ngettext
from desktop.services.form_library.export_records import ExportKind, ExportReport
from desktop.ui.shell import FileKinds, Shell


class FormExports:
    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def tables(self, form: UUID, *, by_label: bool) -> None:
        """A workbook, or CSV where the person names the file so."""
        exports = self._shell.services.submission_exports
        kinds = ((_("Workbooks"), ("*.xlsx",)), (_("CSV files"), ("*.csv", "*.zip")))
        target = self._target(form, ".xlsx", kinds)
        if target is None:
            return
        kind = ExportKind.CSV if target.suffix.lower() in (".csv", ".zip") else ExportKind.XLSX
        self._start(target, lambda: exports.export_tables(form, target, kind, by_label=by_label))

    def openrosa(self, form: UUID) -> None:
        exports = self._shell.services.submission_exports
        target = self._target(form, ".zip", ((_("ZIP files"), ("*.zip",)),))
        if target is not None:
            self._start(target, lambda: exports.export_openrosa(form, target))

    def _target(self, form: UUID, ending: str, kinds: FileKinds) -> Path | None:
        try:
            name = self._shell.services.form_library.get(form).row.form_id
        except UserError as problem:
            self._shell.show_problem(problem)
            return None
        plain = "".join(sign if sign.isalnum() or sign in "-_." else "_" for sign in name)
        target = self._shell.choose_target(_("Where to write the submissions"), f"{plain}{ending}", kinds)
        return target.with_name(target.name + ending) if target is not None and not target.suffix else target

    def _start(self, target: Path, write: Callable[[], ExportReport]) -> None:
        self._shell.jobs.start(
            lambda _progress: write(),
            done=lambda report: self._written(target, report),
            failed=self._shell.show_problem,
            title=_("Writing {name}").format(name=target.name),
        )

    def _written(self, target: Path, report: ExportReport) -> None:
        self._shell.exported(target)
        if report.left_out:
            names = ", ".join(one.name for one in report.left_out[:3])
            words = ngettext(
                "{count} file or submission was left out: {names}.",
                "{count} files or submissions were left out: {names}.",
                len(report.left_out),
            )
            self._shell.notice(words.format(count=len(report.left_out), names=names))
