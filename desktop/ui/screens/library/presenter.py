"""Lists forms and unfinished submissions, takes forms in, begins to fill them. Knows no Qt."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar
from uuid import UUID

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.chosen_files import read_chosen
from desktop.services.form_library.dropped import Dropped, is_form, read_beside, sort_dropped
from desktop.services.form_library.records import (
    FormFileRecord,
    FormLook,
    FormRecord,
    FormRow,
    ImportReport,
    PreviewRecord,
    SubmissionRecord,
)
from desktop.services.form_library.version_records import VersionDifference
from desktop.ui.screens.library.exports import FormExports
from desktop.ui.shell import Change, Shell

T = TypeVar("T")

AREAS = frozenset({"forms", "form_versions", "submissions"})
KINDS = ("*.xlsx", "*.xls", "*.csv", "*.xml")


Answered = Callable[[bool, bool], None]
"""Whether to take it in, and whether those that wait are taken in, or left, without being asked for."""


class LibraryScreen(Protocol):
    def show_forms(self, rows: Sequence[FormRow], *, is_filtered: bool) -> None: ...

    def show_drafts(self, rows: Sequence[SubmissionRecord]) -> None: ...

    def show_retired(self, *, shown: bool) -> None: ...

    def show_form(self, record: FormRecord, preview: PreviewRecord) -> None: ...

    def show_difference(self, difference: VersionDifference) -> None: ...

    def show_no_form(self) -> None: ...

    def show_importing(self, file_name: str) -> None: ...

    def ask_to_take(self, look: FormLook, file_name: str, waiting: int, answer: Answered) -> None: ...

    def show_report(self, report: ImportReport, file_name: str) -> None: ...

    def show_problem(self, problem: UserError) -> None: ...

    def select_form(self, form: UUID) -> None: ...


class LibraryPresenter:
    def __init__(self, screen: LibraryScreen, shell: Shell) -> None:
        self._screen, self._shell = screen, shell
        self.exports = FormExports(shell)
        self._words = ""
        self._retired = False
        self._current: UUID | None = None
        self._shown: tuple[UUID, UUID, str] | None = None
        self._last: FormRecord | None = None
        self._waiting: list[Dropped] = []
        self._is_importing = False
        self._asks = True

    def begin(self) -> None:
        self._show_lists()

    def changed(self, changed: Change) -> None:
        if AREAS & changed.areas:
            self._show_lists()

    def _show_lists(self) -> None:
        services = self._shell.services
        found = services.form_library.list(self._words, retired=self._retired)
        rows = sorted(found, key=lambda row: row.shown_title.casefold())
        self._screen.show_forms(rows, is_filtered=bool(self._words))
        self._screen.show_drafts(services.submissions.unfinished())
        if self._current not in {row.id for row in rows} and not self._words:
            self._current = None
        if self._current is None and rows:
            self._screen.select_form(rows[0].id)
        elif not rows and self._current is None:
            self._screen.show_no_form()

    # Looking

    def searched(self, words: str) -> None:
        self._words = words
        self._show_lists()

    def retired_wanted(self, shown: bool) -> None:
        self._retired = shown
        self._screen.show_retired(shown=shown)
        self._show_lists()

    def form_chosen(self, form: UUID, language: str = "") -> None:
        self._current = form
        try:
            record = self._shell.services.form_library.get(form)
            key = (form, record.row.version_id, language)
            if self._shown == key and self._last == record:
                return  # it is on the screen, perhaps with the report of its import
            preview = self._shell.services.form_library.preview(record.row.version_id, language)
        except UserError as problem:
            self._screen.show_problem(problem)
            return
        self._shown, self._last = key, record
        self._screen.show_form(record, preview)

    def language_chosen(self, language: str) -> None:
        if self._current is not None:
            self.form_chosen(self._current, language)

    def compare(self, before: UUID, after: UUID) -> None:
        """Lay two versions side by side; reading a long form takes a moment."""
        versions = self._shell.services.form_versions
        self._shell.jobs.start(
            lambda _progress: versions.difference(before, after),
            done=self._screen.show_difference,
            failed=self._shell.show_problem,
            title=_("Comparing two versions"),
        )

    # Taking in

    def import_asked(self) -> None:
        self.files_dropped(
            self._shell.choose_files(
                _("Choose forms"), ((_("Forms"), KINDS), (_("Forms with their files"), ("*",))), several=True
            )
        )

    def files_dropped(self, files: Sequence[Path]) -> None:
        """Take forms in one after another, in the background, each with the files and folders dropped beside it.

        Files without a form among them belong to the form that is shown.
        """
        found = sort_dropped(files)
        if self._current is not None and files and not any(one.beside or is_form(one.form) for one in found):
            self._add_files([one.form for one in found])
            return
        self._waiting += found
        self._import_next()

    def _import_next(self) -> None:
        if self._is_importing or not self._waiting:
            return
        dropped = self._waiting.pop(0)
        library = self._shell.services.form_library
        self._is_importing = True
        self._screen.show_importing(dropped.form.name)
        self._in_background(
            dropped,
            lambda: library.look_at(
                read_chosen(dropped.form), dropped.form.name, read_beside(dropped.beside)
            ),
            lambda look: self._looked_at(dropped, look),
        )

    def _looked_at(self, dropped: Dropped, look: FormLook) -> None:
        """What cannot be used or is here already needs no question."""
        if look.report.errors or look.preview is None or not self._asks:
            self._take_in(dropped)
            return
        self._screen.ask_to_take(
            look,
            dropped.form.name,
            len(self._waiting),
            lambda is_wanted, holds_for_all: self._answered(dropped, is_wanted, holds_for_all),
        )

    def _answered(self, dropped: Dropped, is_wanted: bool, holds_for_all: bool) -> None:
        if is_wanted:
            self._asks = not holds_for_all
            self._take_in(dropped)
            return
        if holds_for_all:
            self._waiting.clear()
        self._import_over()
        self._shown = None
        if self._current is not None:
            self.form_chosen(self._current)
        else:
            self._screen.show_no_form()
        self._import_next()

    def _take_in(self, dropped: Dropped) -> None:
        file, library = dropped.form, self._shell.services.form_library

        def take_in() -> ImportReport:
            report = library.import_form(read_chosen(file), file.name, read_beside(dropped.beside))
            if report.version_id is not None:
                library.definition(report.version_id)  # so that showing it does not stop the window
            return report

        self._in_background(dropped, take_in, lambda report: self._imported(report, file.name))

    def _in_background(self, dropped: Dropped, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._shell.jobs.start(
            lambda _progress: work(),
            done=done,
            failed=self._not_imported,
            cancelled=self._import_over,
            title=_("Reading {name}").format(name=dropped.form.name),
        )

    def _add_files(self, files: Sequence[Path]) -> None:
        record = self._shell.services.form_library.get(self._current) if self._current is not None else None
        if record is None:
            return
        library, version_id = self._shell.services.form_library, record.row.version_id
        names = ", ".join(file.name for file in files[:3])

        def take_in(_progress: object) -> tuple[FormFileRecord, ...]:
            return library.add_files(version_id, read_beside(files))

        self._shell.jobs.start(
            take_in,
            done=lambda _kept: self._files_added(names),
            failed=self._shell.show_problem,
            title=_("Reading {name}").format(name=names),
        )

    def _files_added(self, names: str) -> None:
        self._shown = None
        if self._current is not None:
            self.form_chosen(self._current)
        self._shell.toast(_("{names}: kept with the form, where it names them.").format(names=names))

    def _imported(self, report: ImportReport, file_name: str) -> None:
        self._import_over()
        if report.id is not None:
            self._current = report.id
            self._show_lists()
            self._screen.select_form(report.id)
        if report.errors:
            self._shown = None  # what was shown before gives way to why
        self._screen.show_report(report, file_name)
        self._import_next()

    def _not_imported(self, problem: UserError) -> None:
        self._import_over()
        self._screen.show_problem(problem)
        self._import_next()

    def _import_over(self) -> None:
        self._is_importing = False
        self._asks = self._asks or not self._waiting

    # Using

    def fill(self, form: UUID) -> None:
        """Begin a submission that belongs to no visit, and go to it."""
        try:
            opened = self._shell.services.submissions.start(form)
        except UserError as problem:
            self._shell.show_problem(problem)
            return
        self._shell.go_to("form", opened.record.id)

    def open_draft(self, submission_id: UUID) -> None:
        self._shell.go_to("form", submission_id)

    def retire(self, form: UUID, *, retired: bool) -> None:
        try:
            record = self._shell.services.form_library.retire(form, retired=retired)
        except UserError as problem:
            self._shell.show_problem(problem)
            return
        words = _("{title} is retired.") if retired else _("{title} is in use again.")
        self._shell.toast(words.format(title=record.row.shown_title), undo=self._undo)
        if retired and not self._retired:
            self._current = None
            self._show_lists()
        else:
            self.form_chosen(form)

    def _undo(self) -> None:
        try:
            self._shell.services.history.undo()
        except UserError as problem:
            self._shell.show_problem(problem)
