"""The tables of the import: columns and what they answer, submissions and what becomes of them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.form_library.incoming.records import ColumnChoice, Fate, RowReport, SubmissionsReport
from desktop.ui.item_models import Cell, Column, RecordTable, RecordTableModel
from desktop.ui.theme import Mark, Tone
from desktop.ui.widgets import Chip, clear_layout, row

ORDER = (Fate.LEFT, Fate.REPAIRED, Fate.TAKEN, Fate.UNCHANGED)
R = TypeVar("R")


def fate_mark(fate: Fate) -> Mark:
    return {
        Fate.TAKEN: Mark(Tone.ON_TRACK, _("taken"), "ph.check-circle-fill"),
        Fate.REPAIRED: Mark(Tone.INFO, _("repaired"), "ph.wrench"),
        Fate.UNCHANGED: Mark(Tone.NEUTRAL, _("unchanged"), "ph.minus-circle-fill"),
        Fate.LEFT: Mark(Tone.AT_RISK, _("left"), "ph.warning-fill"),
    }[fate]


class CountLine(QWidget):
    """How many submissions of each fate."""

    def __init__(self) -> None:
        super().__init__()
        self._chips = row(None, gap=8, on=self)

    def show_report(self, report: SubmissionsReport) -> None:
        clear_layout(self._chips)
        for fate in ORDER:
            count = report.count(fate)
            if count:
                mark = fate_mark(fate)
                words = _("{count} {fate}").format(count=count, fate=mark.word)
                self._chips.addWidget(Chip(Mark(mark.tone, words, mark.icon)))
        self._chips.addStretch(1)


class FateRows(RecordTable):
    """Every submission of the file with its fate, those to look at first."""

    def __init__(self, object_name: str) -> None:
        columns: list[Column[RowReport]] = [
            Column(key="row", title=_("Row"), cell=lambda one: Cell(text=str(one.row), end=True, quiet=True), width=64, end=True, sort_by=lambda one: one.row),
            Column(key="fate", title=_("Becomes"), cell=lambda one: Cell(mark=fate_mark(one.action)), width=124, sort_by=lambda one: ORDER.index(one.action)),
            Column(key="ref", title=_("Submission"), cell=lambda one: one.ref, width=176, tip=lambda one: one.ref),
            Column(key="message", title=_("Remark"), cell=lambda one: one.message, width=180, stretch=True, tip=lambda one: one.message),
        ]  # fmt: skip
        self.rows: RecordTableModel[RowReport] = RecordTableModel(columns)
        super().__init__(self.rows, object_name, _("Submissions of the file"))

    def show_rows(self, rows: Sequence[RowReport]) -> None:
        self.rows.set_rows(sorted(rows, key=lambda one: (ORDER.index(one.action), not one.message, one.row)))


class ColumnRows(RecordTable):
    """Each column of the file with an example, and the question it is taken for."""

    def __init__(self, label_of: Callable[[str], str]) -> None:
        columns: list[Column[ColumnChoice]] = [
            Column(key="header", title=_("Column"), cell=lambda one: one.header, width=150, tip=lambda one: f"{one.sheet}: {one.header}"),
            Column(key="sample", title=_("Example"), cell=lambda one: Cell(text=one.sample, quiet=True), width=110, tip=lambda one: one.sample),
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
