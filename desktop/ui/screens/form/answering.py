"""Answers given on the screen, entries of lists, cells pasted from a sheet. Knows no Qt."""

from collections.abc import Sequence

from desktop.errors import UserError
from desktop.i18n import _, ngettext
from desktop.services.form_library.records import AnswerRemark
from desktop.services.form_library.steps import Step
from desktop.ui.screens.form.on_screen import FormOnScreen


class Answering:
    def __init__(self, form: FormOnScreen) -> None:
        self._form, self._screen, self._shell = form, form.screen, form.shell

    def answered(self, path: str, value: str) -> None:
        """Keep an answer; where entries of a list would go with it, only once the person agrees."""
        opened = self._form.open
        if opened is None or self._present(path) == value:
            return
        gone = opened.entries_left_out(path, value) if opened.record.may_edit else ()
        if not gone:
            self._answer(path, value)
        elif not self._screen.is_written_in(path):  # 1 may be the beginning of 12
            self._form.refresh()
            self._ask(path, value, len(gone))

    def _ask(self, path: str, value: str, gone: int) -> None:
        self._form.begin_to_ask()
        self._shell.confirm(
            ngettext("Leave out {count} entry?", "Leave out {count} entries?", gone).format(count=gone),
            _(
                "The list becomes shorter than what is answered in it. What is left out is not handed in; it comes back"
                " if the number grows again."
            ),
            verb=_("Leave out"),
            then=lambda: self._agreed(path, value),
        )

    def _agreed(self, path: str, value: str) -> None:
        self._answer(path, value)
        self._form.go_on()

    def _answer(self, path: str, value: str) -> None:
        opened = self._form.opened
        self._form.do(lambda: opened.set(path, value))
        removed = opened.removed_answers()
        if removed:
            self._shell.notice(
                ngettext(
                    "{count} answer was taken out, because its list does not offer it any more.",
                    "{count} answers were taken out, because their lists do not offer them any more.",
                    len(removed),
                ).format(count=len(removed))
            )

    def remark(self, path: str, remark: AnswerRemark) -> None:
        """Say something beside an answer, or why there is none. Raises UserError; the dialog that asked shows it."""
        try:
            self._form.opened.remark(path, remark)
        finally:
            self._form.refresh()

    def _present(self, path: str) -> str | None:
        try:
            return self._form.open.question(path).value if self._form.open is not None else None
        except UserError:
            return None

    def add_entry(self, repeat_path: str) -> None:
        made: list[str] = []
        self._form.do(lambda: made.append(self._form.opened.add(repeat_path)))
        if made:
            self._screen.focus_question(self._form.outline().first_below(made[0]))

    def duplicate_entry(self, path: str) -> None:
        made: list[str] = []
        self._form.do(lambda: made.append(self._form.opened.duplicate(path)))
        if made:
            self._screen.focus_question(self._form.outline().first_below(made[0]))

    def remove_entry(self, path: str) -> None:
        if self._form.do(lambda: self._form.opened.remove(path)):
            self._shell.toast(_("Entry taken out."), undo=self._form.undo)

    def pasted(self, repeat_path: str, column: int, row: int, lines: Sequence[Sequence[str]]) -> None:
        """Cells from a sheet go into the table from there on; entries are added as needed."""
        shown = self._form.outline().repeat(repeat_path)
        if shown is None:
            return
        names, length = shown.columns, shown.instances
        steps: list[Step] = []
        for at, line in enumerate(lines, row + 1):
            if at > length:
                steps.append(Step("add", repeat_path))
            steps += [
                Step("set", f"{repeat_path}[{at}]/{names[column + n]}", text.strip())
                for n, text in enumerate(line)
                if column + n < len(names)
            ]
        self._form.do(lambda: self._form.opened.take(steps))
