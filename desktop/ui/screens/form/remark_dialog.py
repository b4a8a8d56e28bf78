"""Asks for a comment beside an answer, or why there is none."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.rules.vocabulary import AnswerMark
from desktop.services.form_library.records import AnswerRemark
from desktop.ui.screens.form.remark_words import mark_word
from desktop.ui.widgets import FormDialog, Segment, SegmentedChoice, TextArea, row


class RemarkDialog(FormDialog):
    """`keep(remark)` may raise a UserError; an empty remark takes away what was there."""

    def __init__(
        self, parent: QWidget, question: str, remark: AnswerRemark, keep: Callable[[AnswerRemark], None]
    ) -> None:
        super().__init__(
            parent,
            question,
            _("Keep"),
            self._submit,
            object_name="remark_dialog",
            sentence=_("A comment stands beside the answer. A reason stands in its place, and empties it."),
            width=560,
        )
        self._keep = keep
        marks = [Segment("", _("None"))]
        marks += [Segment(str(mark), mark_word(mark)) for mark in AnswerMark]
        self.mark = SegmentedChoice(marks, "remark_mark", _("Why there is no answer"))
        self.mark.set_value(remark.mark)
        self.body.addLayout(row(self.mark, None))
        self.comment = TextArea(_("Comment"), "remark_comment", lines=3)
        self.comment.set_value(remark.comment)
        self.add(self.comment)
        self.comment.area.setFocus()

    def _submit(self) -> None:
        mark = self.mark.value
        self._keep(
            AnswerRemark(mark=mark if isinstance(mark, str) else "", comment=self.comment.value().strip())
        )
