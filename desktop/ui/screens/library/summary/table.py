"""The table of all submissions: who filled it in where and when, then a column a question."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from desktop.i18n import _
from desktop.services.form_library.summaries.records import SummaryColumn, SummaryRow
from desktop.ui import formats
from desktop.ui.item_models import Cell, Column, RecordTable, RecordTableModel
from desktop.ui.theme import submission_mark


class SummaryTable(RecordTable):
    """Sorts by any column; Ctrl+C copies the chosen rows, or all of them where none is chosen."""

    def __init__(self, questions: Sequence[SummaryColumn], rows: Sequence[SummaryRow] = ()) -> None:
        """`rows` say which columns about the submission hold anything."""
        self.rows: RecordTableModel[SummaryRow] = RecordTableModel(
            [*_about(rows), *(_question(at, one) for at, one in enumerate(questions))],
            key_of=lambda row: row.submission_id,
        )
        super().__init__(self.rows, "summary_table", _("Submissions"), edge=16)
        self.setSelectionMode(RecordTable.SelectionMode.ExtendedSelection)

    def show_rows(self, rows: Sequence[SummaryRow]) -> None:
        self.rows.set_rows(rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def copy(self) -> int:
        """Into the clipboard, as a spreadsheet takes it; how many rows."""
        chosen = sorted({one.row() for one in self.selectionModel().selectedRows()})
        places = chosen if len(chosen) > 1 else range(self.rows.rowCount())
        lines = [[column.title for column in self.rows.columns]]
        for at in places:
            record = self.rows.record(at)
            if record is not None:
                lines.append([column.cell_of(record).spoken() for column in self.rows.columns])
        QGuiApplication.clipboard().setText(
            "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)
        )
        return len(lines) - 1


def _about(rows: Sequence[SummaryRow]) -> list[Column[SummaryRow]]:
    listed: list[Column[SummaryRow]] = [
        Column(key="day", title=_("Filled in"), cell=lambda row: formats.day(row.at.astimezone().date()), width=110, sort_by=lambda row: row.at),
        Column(key="name", title=_("Submission"), cell=lambda row: row.name, width=130, sort_by=lambda row: row.name.casefold() or None, tip=lambda row: row.name),
        Column(key="state", title=_("State"), cell=lambda row: Cell(mark=submission_mark(row.state)), width=110, sort_by=lambda row: row.state),
        Column(key="visit", title=_("Visit"), cell=lambda row: Cell(text=row.visit_code, mono=True), width=140, sort_by=lambda row: row.visit_code or None),
        Column(key="author", title=_("By"), cell=lambda row: row.author, width=110, sort_by=lambda row: row.author.casefold() or None),
    ]  # fmt: skip
    empty = {
        key
        for key, is_empty in (
            ("name", not any(row.name for row in rows)),
            ("visit", not any(row.visit_code for row in rows)),
        )
        if is_empty
    }
    return [one for one in listed if one.key not in empty]


def _question(at: int, one: SummaryColumn) -> Column[SummaryRow]:
    return Column(
        key=one.path,
        title=one.label,
        cell=partial(_cell, at, one.is_number),
        width=130,
        end=one.is_number,
        sort_by=lambda row: row.values[at],
        tip=lambda row: f"{one.label}: {row.cells[at]}",
    )


def _cell(at: int, is_number: bool, row: SummaryRow) -> Cell:
    return Cell(text=" ".join(row.cells[at].split()), end=is_number)
