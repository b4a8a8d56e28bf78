"""The columns of a table of submissions, and what each answers."""

from collections.abc import Callable

from desktop.i18n import _
from desktop.services.form_library.incoming.records import ColumnChoice
from desktop.ui.item_models import Cell, Column, RecordTable, RecordTableModel
from desktop.ui.theme import Mark, Tone


class ColumnRows(RecordTable):
    """Each column of the file with an example, and the question it is taken for."""

    def __init__(self, label_of: Callable[[str], str]) -> None:
        columns: list[Column[ColumnChoice]] = [
            Column(key="header", title=_("Column"), cell=lambda one: one.header, width=112, tip=lambda one: f"{one.sheet}: {one.header}"),
            Column(key="sample", title=_("Example"), cell=lambda one: Cell(text=one.sample, quiet=True), width=88, tip=lambda one: one.sample),
            Column(key="question", title=_("Answers"), cell=lambda one: _answers(one, label_of), width=150, stretch=True, tip=lambda one: one.question),
        ]  # fmt: skip
        self.columns_model: RecordTableModel[ColumnChoice] = RecordTableModel(
            columns, key_of=lambda one: (one.sheet, one.header)
        )
        super().__init__(self.columns_model, "submission_columns", _("Columns of the file"))


def _answers(one: ColumnChoice, label_of: Callable[[str], str]) -> Cell:
    if one.question:
        return Cell(text=label_of(one.question))
    if one.is_about:
        return Cell(text=_("about the submission"), quiet=True)
    return Cell(mark=Mark(Tone.AT_RISK, _("not taken"), "ph.warning-fill"))
