"""Findings and verified figures made from a question, and the way to them. Knows no Qt."""

from desktop.errors import UserError
from desktop.i18n import _
from desktop.rules.vocabulary import Severity
from desktop.services.form_library.links import FINDING, FigureChoice, FigureOffer
from desktop.ui.screens.form.on_screen import FormOnScreen
from desktop.ui.screens.form.reviewing import answer_words


class Linking:
    def __init__(self, form: FormOnScreen) -> None:
        self._form, self._screen, self._shell = form, form.screen, form.shell

    def changed(self) -> None:
        """Findings or figures of the visit changed elsewhere."""
        if self._form.open is not None:
            self._form.read_links()
            self._form.refresh()

    def evidence(self, path: str) -> str:
        """The question with its answer, as the evidence of a finding."""
        question = self._form.opened.question(path)
        answer = answer_words(question)
        record = self._form.opened.record
        asked = _("{form}: {question}").format(form=record.shown_title, question=question.label)
        return f"{asked} {answer}".strip()

    def make_finding(self, path: str, statement: str, evidence: str, severity: Severity | str) -> None:
        """Raises UserError; the dialog that asked shows it and stays."""
        self._shell.services.form_links.make_finding(
            self._form.opened, path, statement=statement, evidence=evidence, severity=severity
        )
        self.changed()
        self._shell.toast(_("Finding added to the visit."), undo=self._form.undo)

    def figure_offer(self, path: str) -> FigureOffer | None:
        """The answer as a verified figure; None, and a sentence, where it cannot be one."""
        self._screen.flush()
        try:
            return self._shell.services.form_links.figure_offer(self._form.opened, path)
        except UserError as problem:
            self._shell.show_problem(problem)
            return None

    def verify(self, path: str, choice: FigureChoice, period: str) -> None:
        """Raises UserError; the dialog that asked shows it and stays."""
        self._shell.services.form_links.verify(self._form.opened, path, choice, period)
        self.changed()
        self._shell.toast(_("Taken over as the verified figure."), undo=self._form.undo)

    def follow(self, kind: str) -> None:
        """Go to the findings or the figures of the visit."""
        visit_id = self._form.opened.record.visit_id
        if visit_id is not None:
            self._screen.flush()
            part = "findings" if kind == FINDING else "verification"
            self._shell.go_to("visits", visit_id, part=part)
