"""Loads the summary of the form that is shown, in the background, and filters it; free of Qt."""

from typing import Protocol
from uuid import UUID

from desktop.errors import UserError
from desktop.i18n import _
from desktop.rules.folding import fold
from desktop.services.form_library.export_records import WantedSubmissions
from desktop.services.form_library.summaries.records import FormSummary, QuestionSummary, SummaryRow
from desktop.ui.jobs import JobHandle
from desktop.ui.shell import Change, Shell

AREAS = ("submissions", "answers")


class SummaryScreen(Protocol):
    def is_seen(self) -> bool: ...

    def show_loading(self) -> None: ...

    def show_summary(self, summary: FormSummary) -> None: ...

    def show_rows(self, rows: tuple[SummaryRow, ...], questions: tuple[QuestionSummary, ...]) -> None: ...

    def show_empty(self, *, has_drafts: bool) -> None: ...

    def show_problem(self, problem: UserError) -> None: ...


class SummaryPresenter:
    """Nothing is read before somebody looks at it."""

    def __init__(self, screen: SummaryScreen, shell: Shell) -> None:
        self._screen, self._shell = screen, shell
        self._form: UUID | None = None
        self._everything = False
        self._words = ""
        self._summary: FormSummary | None = None
        self._job: JobHandle | None = None
        shell.watch(AREAS, self._changed)

    def form_shown(self, form: UUID | None) -> None:
        """Another form, or the same one anew."""
        self._form, self._summary = form, None
        if self._screen.is_seen():
            self.load()

    def seen(self) -> None:
        """The page has come to the front."""
        if self._summary is None:
            self.load()

    def _changed(self, _change: Change) -> None:
        self._summary = None
        if self._screen.is_seen():
            self.load()

    def everything_wanted(self, wanted: bool) -> None:
        """Drafts and rejected ones too, or what is finished only."""
        self._everything = wanted
        self.load()

    def load(self) -> None:
        if self._form is None:
            return
        if self._job is not None:
            self._job.cancel()
        form, wanted = self._form, WantedSubmissions(everything=self._everything)
        self._screen.show_loading()
        summaries = self._shell.services.form_summaries
        self._job = self._shell.jobs.start(
            lambda progress: summaries.summary(form, wanted, progress=progress),
            done=lambda summary: self._loaded(form, summary),
            failed=self._screen.show_problem,
            title=_("Summing up the answers"),
        )

    def _loaded(self, form: UUID, summary: FormSummary) -> None:
        if form != self._form:
            return
        self._summary = summary
        if not summary.rows:
            unfinished = self._shell.services.form_library.get(form).row.unfinished
            self._screen.show_empty(has_drafts=unfinished > 0 and not self._everything)
            return
        self._screen.show_summary(summary)
        self._show_rows()

    def searched(self, words: str) -> None:
        """Rows in which the words stand, and questions that ask for them."""
        self._words = words
        self._show_rows()

    def _show_rows(self) -> None:
        if self._summary is None:
            return
        wanted = fold(self._words)
        rows = tuple(one for one in self._summary.rows if wanted in fold(_text_of(one)))
        questions = tuple(one for one in self._summary.questions if wanted in fold(f"{one.label} {one.path}"))
        self._screen.show_rows(rows, questions or self._summary.questions)

    def open(self, submission_id: UUID) -> None:
        self._shell.go_to("form", submission_id)


def _text_of(row: SummaryRow) -> str:
    return " ".join((row.name, row.visit_code, row.author, *row.cells))
