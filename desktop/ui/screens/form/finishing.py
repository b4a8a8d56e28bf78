"""The end of a filling: finish, reopen, take over the last time, delete, write out. Knows no Qt."""

from collections.abc import Collection

from desktop.errors import BadInput, UserError
from desktop.i18n import _, ngettext
from desktop.rules.vocabulary import SubmissionState
from desktop.services.form_library.copying import LastTime
from desktop.services.form_library.records import FormIncomplete
from desktop.services.written_files import replace_file
from desktop.ui.screens.form.on_screen import FormOnScreen
from desktop.ui.screens.form.pages import REVIEW


class Finishing:
    def __init__(self, form: FormOnScreen) -> None:
        self._form, self._screen, self._shell = form, form.screen, form.shell

    def finish(self) -> None:
        """Finish the form, or show everything that stands in the way, each a way to its question."""
        if not self._form.flushed(self.finish):
            return
        opened = self._form.opened
        if opened.has_unsaved and not self._form.do(opened.save):
            return  # what is finished is what the store holds
        try:
            self._shell.services.submissions.finalise(opened.record.id, seen=opened.lists_seen)
        except FormIncomplete as incomplete:
            self._form.marks_missing = True
            self._form.section = REVIEW
            self._form.refresh()
            self._screen.show_missing(incomplete.problems)
            self._screen.show_to_do()
            return
        except UserError as problem:
            self._shell.show_problem(problem)
            return
        self._shell.toast(
            _("{title} is finished.").format(title=opened.record.shown_title), undo=self._form.undo
        )
        self._form.reload()

    def first_problem(self) -> None:
        for problem in self._form.opened.problems()[:1]:
            self._form.go_to(problem.path)

    @property
    def needs_reason(self) -> bool:
        """To reopen it: what was handed in is reopened for a reason alone."""
        return self._form.opened.record.state is SubmissionState.SUBMITTED

    def reopen(self, reason: str) -> None:
        """Raises UserError; the dialog that asked shows it and stays."""
        self._shell.services.submissions.reopen(self._form.opened.record.id, reason)
        self._form.reload()

    def last_time(self) -> LastTime | None:
        """What could be taken over from the last time; None, and a sentence, where there is nothing."""
        self._screen.flush()
        try:
            offer = self._shell.services.last_time.offer(self._form.opened)
        except UserError as problem:
            self._shell.show_problem(problem)
            return None
        if not offer.groups:
            self._shell.notice(_("Everything of the last time is answered here already."))
            return None
        return offer

    def copy_last(self, sections: Collection[str] | None = None) -> None:
        """Take over into these sections, or all of them. Raises UserError; the dialog that asked shows it."""
        opened = self._form.opened
        try:
            copied = self._shell.services.last_time.take_over(opened, sections)
        finally:
            self._form.refresh()
        counted = ngettext("{count} answer taken over.", "{count} answers taken over.", copied)
        self._shell.toast(counted.format(count=copied), undo=self._form.undo if copied else None)

    def delete(self) -> None:
        opened = self._form.opened
        try:
            self._shell.services.submissions.delete(opened.record.id)
        except UserError as problem:
            self._shell.show_problem(problem)
            return
        self._form.open = None
        self._shell.toast(_("{title} deleted.").format(title=opened.record.shown_title), undo=self._form.undo)
        self._screen.show_nothing()
        visit_id = opened.record.visit_id
        if visit_id is not None:
            self._shell.go_to("visits", visit_id, part="forms")
        else:
            self._shell.go_to("library")

    def export(self) -> None:
        record = self._form.opened.record
        target = self._shell.choose_target(
            _("Where to write the submission"), f"{record.title}.xml", ((_("Submissions"), ("*.xml",)),)
        )
        if target is None:
            return
        try:
            replace_file(target, self._shell.services.submissions.xml(record.id).encode())
        except OSError as problem:
            self._shell.show_problem(
                BadInput(
                    _("{name} could not be written.").format(name=target.name),
                    _("Choose another folder: {reason}").format(reason=problem.strerror or ""),
                )
            )
            return
        self._shell.exported(target)
