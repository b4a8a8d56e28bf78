"""How the fates of rows look: a count of each, and the rows themselves, those to look at first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.fates import Fate, FileReport, RowReport, fate_word
from desktop.ui.item_models import Cell, Column, RecordTable, RecordTableModel
from desktop.ui.theme import Mark, Tone
from desktop.ui.widgets import Chip, clear_layout, column, label, row, surface

ORDER = (Fate.LEFT, Fate.REPAIRED, Fate.TAKEN, Fate.UNCHANGED)


def fate_mark(fate: Fate) -> Mark:
    tone, icon = {
        Fate.TAKEN: (Tone.ON_TRACK, "ph.check-circle-fill"),
        Fate.REPAIRED: (Tone.INFO, "ph.wrench"),
        Fate.UNCHANGED: (Tone.NEUTRAL, "ph.minus-circle-fill"),
        Fate.LEFT: (Tone.AT_RISK, "ph.warning-fill"),
    }[fate]
    return Mark(tone, fate_word(fate), icon)


class CountLine(QWidget):
    """How many rows of each fate."""

    def __init__(self) -> None:
        super().__init__()
        self._chips = row(None, gap=8, on=self)

    def show_report(self, report: FileReport) -> None:
        clear_layout(self._chips)
        for fate in ORDER:
            count = report.count(fate)
            if count:
                mark = fate_mark(fate)
                words = _("{count} {fate}").format(count=count, fate=mark.word)
                self._chips.addWidget(Chip(Mark(mark.tone, words, mark.icon)))
        self._chips.addStretch(1)


class FateRows(RecordTable):
    """Every row of the file; `about` heads the column that says what a row is of, `name` is for who hears the screen."""

    def __init__(self, object_name: str, about: str, name: str) -> None:
        columns: list[Column[RowReport]] = [
            Column(key="row", title=_("Row"), cell=lambda one: Cell(text=str(one.row), end=True, quiet=True), width=64, end=True, sort_by=lambda one: one.row),
            Column(key="fate", title=_("Becomes"), cell=lambda one: Cell(mark=fate_mark(one.action)), width=124, sort_by=lambda one: ORDER.index(one.action)),
            Column(key="ref", title=about, cell=lambda one: Cell(before=one.ref), width=128, tip=lambda one: one.ref),
            Column(key="message", title=_("Remark"), cell=lambda one: one.message, width=220, stretch=True, tip=lambda one: one.message),
        ]  # fmt: skip
        self.rows: RecordTableModel[RowReport] = RecordTableModel(columns)
        super().__init__(self.rows, object_name, name)

    def show_rows(self, rows: Sequence[RowReport]) -> None:
        self.rows.set_rows(sorted(rows, key=lambda one: (ORDER.index(one.action), not one.message, one.row)))


class FatesPane(QWidget):
    """Counts, notes about the file and the rows under one another; the remark on the row at hand stands whole below."""

    def __init__(self, rows: FateRows) -> None:
        super().__init__()
        self.rows = rows
        self._counts, self._notes = CountLine(), label("", "small", wrap=True)
        ground = surface("panel")
        self._remark = label("", wrap=True)
        self._remark.setObjectName(f"{rows.objectName()}_remark")
        self._remark.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows.current_changed.connect(lambda one: self._show_remark(one))
        laid = column(self._counts, self._notes, gap=8, margins=(12, 12, 12, 12), on=ground)
        laid.addWidget(rows, 1)
        laid.addWidget(self._remark)
        laid.addStretch(0)
        column(ground, gap=0, on=self)

    def show_report(self, report: FileReport | None, notes: Sequence[str]) -> None:
        """None where the file could not be read as it stands."""
        self._notes.setText(" ".join(notes))
        self._notes.setVisible(bool(notes))
        self._counts.setVisible(report is not None)
        if report is not None:
            self._counts.show_report(report)
        self.rows.setVisible(report is not None)
        self.rows.show_rows(report.rows if report is not None else ())
        self._show_remark(self.rows.rows.record(0))

    def _show_remark(self, one: RowReport | None) -> None:
        words = _("Row {number}: {remark}").format(number=one.row, remark=one.message) if one else ""
        self._remark.setText(words)
        self._remark.setVisible(one is not None and bool(one.message))
