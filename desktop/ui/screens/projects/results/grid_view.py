"""The monitoring grid: indicators by period, reported beside verified; the first column stays."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.i18n import _
from desktop.rules.periods import Period
from desktop.services.results.records import Grid, GridCell, GridRow
from desktop.ui import formats
from desktop.ui.item_models import Cell, Column, RecordTableModel
from desktop.ui.item_models.views import set_up_header
from desktop.ui.screens.projects.results.cells import (
    figure_words,
    progress_cell,
    short_path,
    status_mark,
    verified_words,
)
from desktop.ui.screens.projects.results.frozen_table import FrozenTable
from desktop.ui.screens.projects.words import period_words
from desktop.ui.theme import Mark, Tone
from desktop.ui.widgets import Button, column, label, row, surface

FigureTyped = Callable[[GridRow, Period, str], None]


class GridView(QWidget):
    """Typing into a period reports a figure of the whole project, as a draft."""

    handed_in = Signal(object)
    approved = Signal(object)

    def __init__(self, typed: FigureTyped) -> None:
        super().__init__()
        self._typed = typed
        self.model: RecordTableModel[GridRow] = RecordTableModel([], key_of=lambda line: line.indicator.id)
        self.table = FrozenTable(self.model, "figure_grid", _("Results monitoring framework"), edge=12)
        self._periods: tuple[Period, ...] = ()
        self._hand_in = Button(_("Hand in"), "figures_hand_in", icon="ph.paper-plane-tilt", compact=True)
        self._approve = Button(_("Approve"), "figures_approve", icon="ph.check", compact=True)
        words = label(_("Reported / verified. Empty means not measured, it is not 0."), "small", wrap=True)
        head = surface("bar")
        laid = row(
            label(_("Results monitoring framework"), "title"),
            words,
            self._hand_in,
            self._approve,
            gap=8,
            margins=(12, 8, 12, 8),
            on=head,
        )
        laid.setStretchFactor(words, 1)
        ground = surface("panel")
        column(head, self.table, gap=0, on=ground)
        column(ground, gap=0, on=self)
        self._hand_in.clicked.connect(lambda _on=False: self._tell(self.handed_in))
        self._approve.clicked.connect(lambda _on=False: self._tell(self.approved))

    def _tell(self, signal: object) -> None:
        record = self.model.record(self.table.currentIndex().row())
        if record is None and self.model.rowCount() == 1:
            record = self.model.record(0)
        if record is not None:
            signal.emit(record)  # type: ignore[attr-defined]

    def show_grid(self, grid: Grid, *, may_report: bool) -> None:
        if self.table.state() is QAbstractItemView.State.EditingState:
            return  # the commit of what is being typed brings the next grid
        at = self.table.currentIndex()
        if grid.periods != self._periods:
            self._periods = grid.periods
            self.model.set_columns(self._columns(may_report))
            self._lay_out_columns()
        self.model.set_rows(grid.rows)
        for button in (self._hand_in, self._approve):
            button.setVisible(may_report)
        if at.isValid():
            self.table.setCurrentIndex(self.model.index(at.row(), at.column()))

    def _lay_out_columns(self) -> None:
        set_up_header(self.table.horizontalHeader(), self.model.columns)
        self.table.freeze()

    def _columns(self, may_report: bool) -> list[Column[GridRow]]:
        return [
            Column(key="indicator", title=_("Indicator"), cell=_name, width=260, tip=lambda line: line.indicator.title),
            Column(key="unit", title=_("Unit"), cell=lambda line: Cell(text=line.indicator.unit or "", quiet=True), width=76),
            *(self._period_column(at, period, may_report) for at, period in enumerate(self._periods)),
            Column(key="now", title=_("Now"), cell=_now, width=80, end=True),
            Column(key="target", title=_("Target"), cell=_target, width=80, end=True),
            Column(key="progress", title=_("Progress"), cell=lambda line: progress_cell(line.indicator.standing), width=176),
            Column(key="verified", title=_("Verified"), cell=lambda line: Cell(text=verified_words(line.indicator.standing), quiet=True), width=150),
            Column(key="status", title=_("Status"), cell=_status, width=200, tip=lambda line: line.warning or ""),
        ]  # fmt: skip

    def _period_column(self, at: int, period: Period, may_report: bool) -> Column[GridRow]:
        return Column(
            key=f"period_{period}",
            title=period_words(period),
            cell=lambda line: _figure(line, at),
            width=108,
            end=True,
            edit=lambda line, text: self._typed(line, period, text),
            edit_text=lambda line: _exact(line, at),
            may_edit=lambda line: may_report and _is_one_figure(line, at),
            tip=lambda line: _figure_tip(line, at),
        )


def _name(line: GridRow) -> Cell:
    return Cell(before=short_path(line.result_number, line.indicator.code), text=line.indicator.title)


def _figure(line: GridRow, at: int) -> Cell:
    """Reported and, quieter, verified; what is not approved yet is outlined."""
    cell = line.cells[at]
    if cell is None:
        return Cell(end=True)
    verified = ""
    if cell.verified is not None:
        verified = f" / {_verified_figure(cell.verified, cell)}"
    elif cell.reported is not None:
        verified = " / —"
    outline = Mark(Tone.AT_RISK, _("not approved yet")) if cell.pending else None
    return Cell(text=figure_words(cell.reported), after=verified, end=True, outline=outline)


def _verified_figure(verified: Decimal, cell: GridCell) -> str:
    if not cell.is_estimate:
        return figure_words(verified)
    # Nobody counts parts of a person: an estimate is no finer than what was reported.
    counts_whole = cell.reported is not None and cell.reported == cell.reported.to_integral_value()
    return _("≈{figure}").format(figure=figure_words(Decimal(round(verified)) if counts_whole else verified))


def _figure_tip(line: GridRow, at: int) -> str:
    cell = line.cells[at]
    return _("Not approved yet, so it is not in the sum.") if cell is not None and cell.pending else ""


def _exact(line: GridRow, at: int) -> str:
    cell = line.cells[at]
    return formats.number(cell.reported) if cell is not None and cell.reported is not None else ""


def _is_one_figure(line: GridRow, at: int) -> bool:
    """Figures of several places are typed where they were reported, not over their sum."""
    cell = line.cells[at]
    return cell is None or len(cell.value_ids) <= 1


def _now(line: GridRow) -> Cell:
    return Cell(text=figure_words(line.indicator.standing.current), end=True, strong=True)


def _target(line: GridRow) -> Cell:
    return Cell(text=figure_words(line.indicator.standing.target), end=True, quiet=True)


def _status(line: GridRow) -> Cell:
    if line.warning:
        return Cell(mark=Mark(Tone.AT_RISK, line.warning, "ph.warning-fill"))
    status = line.indicator.standing.status
    return Cell(mark=status_mark(status)) if status else Cell()
