"""Opens a form and finds the way in it; those who answer, attach and finish stand beside it. Knows no Qt."""

from datetime import datetime
from uuid import UUID

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.form_library.records import QuestionView
from desktop.ui.screens.form.answering import Answering
from desktop.ui.screens.form.attaching import Attaching
from desktop.ui.screens.form.auditing import Auditing
from desktop.ui.screens.form.finishing import Finishing
from desktop.ui.screens.form.form_screen import FormScreen
from desktop.ui.screens.form.linking import Linking
from desktop.ui.screens.form.mapping import Mapping
from desktop.ui.screens.form.on_screen import FormOnScreen
from desktop.ui.screens.form.pages import REVIEW, Target, table_key
from desktop.ui.screens.form.versions import Versions
from desktop.ui.shell import Change, Shell

AREAS = frozenset({"answers", "submissions", "visits"})
LINKED = frozenset({"findings", "verifications"})
MOST_AT_ONCE = 150
"""Questions in the whole form; more would make it slow, and nobody reads them at once."""


class FormPresenter:
    def __init__(self, screen: FormScreen, shell: Shell) -> None:
        self._form = FormOnScreen(screen, shell)
        self._screen, self._shell = screen, shell
        self.answers = Answering(self._form)
        self.files = Attaching(self._form)
        self.ending = Finishing(self._form)
        self.versions = Versions(self._form)
        self.audit = Auditing(self._form)
        self.links = Linking(self._form)
        self.map = Mapping(self._form)

    # Opening and leaving

    def open(self, submission_id: UUID) -> None:
        """Show a submission where it was left. Its first gap has the keyboard."""
        self._screen.flush()
        form = self._form
        if form.open is not None and form.open.record.id != submission_id:
            self.left()
        try:
            opened = self._shell.services.submissions.open(submission_id)
        except UserError as problem:
            form.open = None
            self._screen.show_problem(problem)
            return
        form.marks_missing = form.whole = False
        form.section = ""
        form.show(opened)
        first = self._form.outline().first_in(self._form.section)
        if first:
            self._screen.focus_question(first)

    def left(self) -> None:
        """Keep what is typed; a new form nobody typed into leaves nothing behind."""
        opened = self._form.open
        if opened is None:
            return
        self._screen.flush()
        is_awaited = any(one is opened for one in self._form.awaited)
        if self._form.links or opened.has_unsaved or is_awaited:
            return
        try:
            is_gone = self._shell.services.submissions.leave(opened.record.id)
        except UserError:
            return  # the draft stays, which loses nothing
        if is_gone:
            self._form.open = None
            self._screen.show_nothing()

    def back(self) -> None:
        self._screen.flush()
        visit_id = self._form.open.record.visit_id if self._form.open is not None else None
        if visit_id is not None:
            self._shell.go_to("visits", visit_id, part="forms")
        else:
            self._shell.go_to("library")

    def changed(self, changed: Change) -> None:
        """Someone wrote to the store; undo and sync change answers too, then the form is opened anew."""
        before = self._form.open
        if "form_versions" in changed.areas:
            self.versions.arrived()
        if LINKED & changed.areas:
            self.links.changed()
        if before is None or not AREAS & changed.areas or before.has_unsaved or before.is_current():
            return
        try:
            opened = self._shell.services.submissions.open(before.record.id)
        except UserError:
            self._form.open = None
            self._screen.show_nothing()
            return
        if before.language != opened.language and before.language in opened.languages:
            opened.show_language(before.language)
        self._form.show(opened)
        if before.record.version_id != opened.record.version_id:
            self._shell.notice(
                _("This form is filled with version {version} now; every answer is kept.").format(
                    version=opened.record.version
                )
            )
        elif changed.origin == "sync":
            self._shell.notice(_("Answers of a colleague arrived in this form; both are in its history."))

    # Finding the way

    def section_chosen(self, section_id: str) -> None:
        self._screen.flush()
        if section_id != REVIEW and self._form.whole:
            first = self._form.outline().first_in(section_id)
            self._form.section = section_id
            self._form.refresh()
            if first:
                self._screen.focus_question(first)
            return
        self._show_section(section_id)

    def review(self) -> None:
        """Every answer in one list."""
        self.section_chosen(REVIEW)

    def next_section(self) -> None:
        self._step_section(1)

    def previous_section(self) -> None:
        self._step_section(-1)

    def onward(self) -> None:
        """The one primary button: the next section, after the last one the review, and after that the end."""
        if self._form.section == REVIEW:
            self.ending.finish()
        else:
            self.next_section()

    def _step_section(self, by: int) -> None:
        self._screen.flush()
        ids = self._form.outline().section_ids()
        if self._form.whole:
            self._show_section(REVIEW if by > 0 else ids[0])
            return
        ids.append(REVIEW)
        at = ids.index(self._form.section) + by if self._form.section in ids else 0
        if 0 <= at < len(ids):
            self._show_section(ids[at])

    def _show_section(self, section_id: str) -> None:
        self._form.section = section_id
        self._form.refresh()
        first = self._form.outline().first_in(section_id)
        if first:
            self._screen.focus_question(first)

    def next_missing(self, after: str = "") -> None:
        """Go to the next question that stands in the way of finishing, round the end of the form."""
        self._screen.flush()
        targets = self._form.targets()
        stopping = {problem.path for problem in self._form.opened.problems()}
        paths = [one.path for one in targets]
        start = paths.index(after) + 1 if after in paths else 0
        ordered = [*targets[start:], *targets[:start]]
        found = next((one for one in ordered if one.path in stopping), None)
        if found is None:
            self._shell.notice(_("Nothing is missing in this form."))
            return
        self._form.go(found)

    def go_to(self, path: str) -> None:
        self._form.go_to(path)

    def question(self, path: str) -> QuestionView | None:
        """The question as it stands now; None where it is asked no more."""
        try:
            return self._form.opened.question(path)
        except UserError:
            return None

    def now(self) -> datetime:
        return self._shell.services.clock()

    def targets(self) -> tuple[Target, ...]:
        return self._form.targets()

    def whole_chosen(self, whole: bool) -> None:
        self._screen.flush()
        if whole and len(self._form.targets()) > MOST_AT_ONCE:
            self._shell.notice(_("This form is long: one section at a time keeps it quick."))
            whole = False
        self._form.whole = whole
        self._form.refresh()

    def table_chosen(self, repeat_path: str, is_table: bool) -> None:
        self._screen.flush()
        self._form.tables[table_key(repeat_path)] = is_table
        self._form.refresh()

    def language_chosen(self, language: str) -> None:
        self._screen.flush()
        if self._form.open is not None and language != self._form.open.language:
            opened = self._form.open
            self._form.do(lambda: opened.use_language(language), repaint=False)
            self._form.show_everything()
