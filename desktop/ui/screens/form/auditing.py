"""Who answered what in the open form, in words; and written as audit.csv. Knows no Qt."""

from dataclasses import dataclass, replace
from datetime import datetime

from desktop.errors import BadInput, UserError
from desktop.i18n import _
from desktop.services.form_library.audit import AUDIT_FILE, AuditLine
from desktop.services.written_files import replace_file
from desktop.ui.screens.form.on_screen import FormOnScreen
from desktop.ui.screens.form.remark_words import mark_word
from desktop.ui.screens.form.reviewing import answer_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStep:
    """One step of a filling; `what` is the question, or what happened to the form as a whole."""

    at: datetime
    who: str
    device: str
    what: str
    before: str
    after: str
    state: str
    path: str


class Auditing:
    def __init__(self, form: FormOnScreen) -> None:
        self._form, self._screen, self._shell = form, form.screen, form.shell

    def steps(self) -> tuple[ToldStep, ...]:
        """Newest first."""
        self._screen.flush()
        lines = self._shell.services.form_audit.of(self._form.opened.record.id)
        return tuple(self._told(line) for line in reversed(lines))

    def _told(self, line: AuditLine) -> ToldStep:
        is_form = not line.path
        return ToldStep(
            at=line.at,
            who=line.who or _("Milepost"),
            device=line.device,
            what=_form_word(line.event) if is_form else self._label(line),
            before=line.reason if is_form else self._words(line, line.old),
            after="" if is_form else self._words(line, line.new),
            state=line.state,
            path=line.path,
        )

    def _label(self, line: AuditLine) -> str:
        try:
            label = self._form.opened.question(line.path).label
        except UserError:
            label = line.path.rpartition("/")[2]  # asked no more, worked out, or an entry taken out
        return _("{question}, remark").format(question=label) if line.event == "comment" else label

    def _words(self, line: AuditLine, text: str) -> str:
        if line.event == "comment":
            mark, _colon, comment = text.partition(": ")
            return f"{mark_word(mark)}: {comment}" if mark_word(mark) and comment else mark_word(mark) or text
        try:
            return answer_words(replace(self._form.opened.question(line.path), value=text)) if text else ""
        except UserError:
            return text

    def write(self) -> None:
        """As ODK's audit.csv, where the person says."""
        kinds = ((_("CSV files"), ("*.csv",)),)
        target = self._shell.choose_target(_("Where to write the audit"), AUDIT_FILE, kinds)
        if target is None:
            return
        try:
            replace_file(target, self._shell.services.form_audit.csv(self._form.opened.record.id))
        except OSError as problem:
            self._shell.show_problem(
                BadInput(
                    _("{name} could not be written.").format(name=target.name),
                    _("Choose another folder: {reason}").format(reason=problem.strerror or ""),
                )
            )
            return
        self._shell.exported(target)


def _form_word(event: str) -> str:
    return {
        "form origin": _("Submitted elsewhere"),
        "form start": _("Form begun"),
        "form finalize": _("Form finished"),
        "form resume": _("Form reopened"),
        "form upgrade": _("Moved to another version"),
    }.get(event, event)
