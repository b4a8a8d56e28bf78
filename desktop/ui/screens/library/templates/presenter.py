"""Lists the ready-made forms, shows what one asks, and adds it; free of Qt."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.form_library.records import ImportReport, PreviewRecord
from desktop.services.form_library.templates import (
    TemplateRow,
    template_file,
    template_preview,
    template_rows,
)
from desktop.ui.shell import Shell


class TemplateScreen(Protocol):
    def show_templates(self, rows: Sequence[TemplateRow]) -> None: ...

    def show_reading(self, row: TemplateRow) -> None: ...

    def show_preview(self, row: TemplateRow, preview: PreviewRecord) -> None: ...

    def show_problem(self, problem: UserError) -> None: ...

    def added(self, form: UUID) -> None: ...


class TemplatePresenter:
    def __init__(self, screen: TemplateScreen, shell: Shell) -> None:
        self._screen, self._shell = screen, shell
        self._rows = template_rows()
        self._current = ""

    def begin(self) -> None:
        self._screen.show_templates(self._rows)

    def chosen(self, name: str, language: str = "") -> None:
        """Show what it asks; converting it the first time takes half a second, so it goes to the background."""
        row = next(one for one in self._rows if one.name == name)
        self._current = name
        self._screen.show_reading(row)
        clock = self._shell.services.clock
        self._shell.jobs.start(
            lambda _progress: template_preview(name, clock, language),
            done=lambda preview: self._read(row, preview),
            failed=self._screen.show_problem,
            title=_("Reading {name}").format(name=row.title),
        )

    def _read(self, row: TemplateRow, preview: PreviewRecord) -> None:
        if row.name == self._current:
            self._screen.show_preview(row, preview)

    def language_chosen(self, language: str) -> None:
        if self._current:
            self.chosen(self._current, language)

    def add(self) -> None:
        """Take it in like any other form."""
        if not self._current:
            return
        content, file_name = template_file(self._current)
        library = self._shell.services.form_library
        self._shell.jobs.start(
            lambda _progress: library.import_form(content, file_name),
            done=self._taken,
            failed=self._screen.show_problem,
            title=_("Reading {name}").format(name=file_name),
        )

    def _taken(self, report: ImportReport) -> None:
        if report.id is None:
            return
        is_new = report.action == "taken"
        words = _("{title} is among your forms.") if is_new else _("{title} was among your forms already.")
        self._shell.toast(
            words.format(title=self._shell.services.form_library.get(report.id).row.shown_title)
        )
        self._screen.added(report.id)
