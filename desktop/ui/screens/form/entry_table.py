"""A list of the form as a table: one entry a row, edited in place, pasted from a sheet."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QComboBox, QStyleOptionViewItem, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.services.form_library.records import QuestionView
from desktop.ui import formats
from desktop.ui.frame.commands import make_action
from desktop.ui.item_models import Cell, CellDelegate, Column, RecordTable, RecordTableModel
from desktop.ui.screens.form.pages import ShownRepeat, TableRow
from desktop.ui.screens.form.reading import NUMBERS, read_as, show_as
from desktop.ui.screens.form.remark_words import remark_words, short_mark
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import Mark, Tone
from desktop.ui.widgets import clear_layout, column, label

_Index = QModelIndex | QPersistentModelIndex
_MOST_TOLD = 10
"""Sentences below a table; hundreds would push the page away."""


class _EntryDelegate(CellDelegate):
    """Cells with a list of choices are edited in a drop-down."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        question = _question_at(index)
        if question is None or question.type != "select_one":
            return super().createEditor(parent, option, index)
        combo = QComboBox(parent)
        combo.setObjectName("cell_editor")
        combo.setAccessibleName(plain(question.label))
        combo.addItem("", "")
        for choice in question.choices:
            combo.addItem(plain(choice.label), choice.value)
        combo.activated.connect(lambda _at: self._close(combo))
        return combo

    def _close(self, combo: QComboBox) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo, CellDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        question = _question_at(index)
        if isinstance(editor, QComboBox) and question is not None:
            editor.setCurrentIndex(max(editor.findData(question.value), 0))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: object, index: _Index) -> None:
        if isinstance(editor, QComboBox):
            index.model().setData(index, editor.currentData())  # two choices may bear one label
        else:
            super().setModelData(editor, model, index)


class _EntryView(RecordTable):
    """The keyboard is always in a cell that can be written in: the numbers of the rows take nothing."""

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.column() == 0:
            QTimer.singleShot(0, self, self._leave_the_number)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._leave_the_number()

    def _leave_the_number(self) -> None:
        index = self.currentIndex() if self.currentIndex().isValid() else self.model().index(0, 0)
        if not index.isValid() or index.column() > 0:
            return
        cells = [index.siblingAtColumn(at) for at in range(1, self.model().columnCount())]
        written = [one for one in cells if one.flags() & Qt.ItemFlag.ItemIsEditable]
        for one in (written or cells)[:1]:
            self.setCurrentIndex(one)


class EntryTable(QWidget):
    """`answered(path, value)`, `removed(path)`, `duplicated(path)`; `pasted(column, row, lines)` from a sheet."""

    answered = Signal(str, str)
    removed = Signal(str)
    duplicated = Signal(str)
    pasted = Signal(int, int, object)
    wanted = Signal()
    """One more entry."""

    def __init__(self, shown: ShownRepeat, zone: str) -> None:
        super().__init__()
        self._zone = zone
        self._may_edit = True
        self._signature: tuple[tuple[str, str, str], ...] = ()
        self._model: RecordTableModel[TableRow] = RecordTableModel([], key_of=lambda row: row.path)
        self.table: RecordTable | None = None
        self._name, self._title = f"{shown.view.path}#table", plain(shown.view.label)
        self._box: QVBoxLayout = column(gap=4, on=self)
        self._sums = label("", "small_strong", wrap=True)
        self._sums.setObjectName(f"{shown.view.path}#sums")
        self._remarks = column(gap=2)
        self._holder = column(gap=0)
        self._box.addLayout(self._holder)
        self._box.addWidget(self._sums)
        self._box.addLayout(self._remarks)

    def show_rows(self, shown: ShownRepeat, *, may_edit: bool) -> None:
        self._may_edit = may_edit
        signature = (
            tuple((cell.name, cell.type, cell.label) for cell in shown.rows[0].cells) if shown.rows else ()
        )
        if signature != self._signature or self.table is None:
            self._signature = signature
            self._make_table(shown.rows)
        table = self.table
        assert table is not None
        index = table.currentIndex()
        at = (index.row(), index.column()) if index.isValid() else None
        had_focus = table.hasFocus()
        if len(shown.rows) == len(self._model.records):
            for row, old in zip(shown.rows, self._model.records, strict=True):
                if row != old:
                    self._model.replace(row)
        else:
            self._model.set_rows(shown.rows)
            if at is not None and shown.rows:
                table.setCurrentIndex(self._model.index(min(at[0], len(shown.rows) - 1), at[1]))
        if had_focus:
            table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()
        QTimer.singleShot(0, self, self._fit)  # columns find their widths once the table is shown
        self._sums.setText(sums_of(shown.rows))
        self._sums.setVisible(bool(self._sums.text()))
        self._show_remarks(shown.rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """As tall as its rows, and as the bar that scrolls it sideways where it is too wide."""
        if self.table is None:
            return
        self.table.fit_height()
        bar = self.table.horizontalScrollBar()
        if bar.maximum() > 0:
            self.table.setFixedHeight(self.table.height() + bar.sizeHint().height())

    def focus_cell(self, path: str) -> bool:
        """Put the keyboard into the cell of a question; False where it is not in this table."""
        for at, row in enumerate(self._model.records):
            for number, cell in enumerate(row.cells, 1):
                if cell.path == path and self.table is not None:
                    self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
                    self.table.setCurrentIndex(self._model.index(at, number))
                    return True
        return False

    def flush(self) -> None:
        """Keep what is typed in a cell: a key that finishes the form does not leave the cell first."""
        table = self.table
        if table is None:
            return
        delegate = table.itemDelegate()
        for editor in table.viewport().findChildren(QWidget, "cell_editor"):
            if not editor.isHidden():  # one that was left stands there until Qt takes it away
                delegate.commitData.emit(editor)
                delegate.closeEditor.emit(editor, CellDelegate.EndEditHint.NoHint)

    def shows(self, path: str) -> bool:
        return any(cell.path == path for row in self._model.records for cell in row.cells)

    def current_path(self) -> str:
        """The question of the current cell."""
        index = self.table.currentIndex() if self.table is not None else QModelIndex()
        question = _question_at(index) if index.isValid() else None
        return question.path if question is not None else ""

    def _make_table(self, rows: Sequence[TableRow]) -> None:
        clear_layout(self._holder)
        first = rows[0].cells if rows else ()
        number = Column[TableRow](
            key="number", title="", cell=lambda row: Cell(text=str(row.number), quiet=True), width=36
        )
        stretching = next((n for n, cell in enumerate(first) if cell.type == "text"), 0)
        columns = [number, *(self._column(n, cell, stretch=n == stretching) for n, cell in enumerate(first))]
        self._model = RecordTableModel(columns, rows, key_of=lambda row: row.path)
        table = _EntryView(self._model, self._name, self._title, comfort=True, sortable=False)
        table.setItemDelegate(_EntryDelegate(table, comfort=True))
        table.setProperty("focusRing", True)
        # Cells are painted in the direction of the window; their order must be the same.
        table.setLayoutDirection(QGuiApplication.layoutDirection())
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for name, text, act, keys in (
            ("entry_add", _("Add an entry"), self.wanted.emit, "Ctrl+Return"),
            ("entry_duplicate", _("Duplicate this entry"), self._duplicate, "Ctrl+D"),
            ("entry_remove", _("Take this entry out"), self._remove, "Ctrl+Del"),
            ("entry_paste", _("Paste cells"), self._paste, "Ctrl+V"),
        ):
            table.addAction(make_action(table, name, text, act, keys=keys, on=table))
        self.table = table
        self._holder.addWidget(table)
        self.setFocusProxy(table)

    def _column(self, at: int, cell: QuestionView, *, stretch: bool) -> Column[TableRow]:
        is_figure = cell.type in NUMBERS
        return Column[TableRow](
            key=cell.name,
            title=plain(cell.label),
            cell=lambda row: self._cell(row.cells[at], row.messages[at]),
            width=96 if is_figure else 150,
            stretch=stretch,
            end=is_figure,
            edit_text=lambda row: show_as(row.cells[at].type, row.cells[at].value, row.cells[at].choices),
            edit=lambda row, text: self._typed(row.cells[at], text),
            may_edit=lambda row: self._may_edit and row.cells[at].relevant and not row.cells[at].readonly,
            tip=lambda row: row.messages[at] or remark_words(row.cells[at].remark),
        )

    def _cell(self, cell: QuestionView, wrong: str) -> Cell:
        if not cell.relevant:
            return Cell(text="", quiet=True)
        mark = short_mark(cell.remark.mark) if not cell.value else ""
        return Cell(
            text=mark or plain(show_as(cell.type, cell.value, cell.choices)),
            end=cell.type in NUMBERS and not mark,
            quiet=cell.readonly or bool(mark),
            missing=cell.missing and not mark,
            outline=Mark(Tone.OFF_TRACK, wrong) if wrong else None,
        )

    def _typed(self, cell: QuestionView, text: str) -> None:
        """What cannot be read is kept as it was typed, and shown as wrong."""
        self.answered.emit(cell.path, read_as(cell.type, text, self._zone, cell.choices)[0])

    def _show_remarks(self, rows: Sequence[TableRow]) -> None:
        """What is wrong, below the table and with its place."""
        clear_layout(self._remarks)
        told = [
            _("{number}, {column}: {message}").format(
                number=row.number, column=plain(cell.label), message=message
            )
            for row in rows
            for cell, message in zip(row.cells, row.messages, strict=True)
            if message and cell.relevant
        ]
        more = len(told) - _MOST_TOLD
        if more > 0:
            told[_MOST_TOLD:] = [
                ngettext("… and {count} more", "… and {count} more", more).format(count=more)
            ]
        for words in told:
            self._remarks.addWidget(label(words, "error", wrap=True))

    def _current(self) -> TableRow | None:
        return self._model.record(self.table.currentIndex().row()) if self.table is not None else None

    def _remove(self) -> None:
        row = self._current()
        if row is not None and row.can_remove and self._may_edit:
            self.removed.emit(row.path)

    def _duplicate(self) -> None:
        row = self._current()
        if row is not None and row.can_remove and self._may_edit:
            self.duplicated.emit(row.path)

    def _paste(self) -> None:
        index = self.table.currentIndex() if self.table is not None else QModelIndex()
        if not index.isValid() or index.column() < 1 or not self._may_edit:
            return
        text = QGuiApplication.clipboard().text()
        cells = self._model.records[0].cells
        first = index.column() - 1
        lines = [
            [
                read_as(cells[first + n].type, part, self._zone, cells[first + n].choices)[0]
                for n, part in enumerate(line.split("\t"))
                if first + n < len(cells)
            ]
            for line in text.rstrip("\n").split("\n")
        ]
        self.pasted.emit(first, index.row(), lines)


def sums_of(rows: Sequence[TableRow]) -> str:
    """The figures of each column added up, where there is more than one entry; empty is not zero."""
    if len(rows) < 2:
        return ""
    parts = []
    for at, head in enumerate(rows[0].cells):
        if head.type not in NUMBERS:
            continue
        figures = [number for row in rows if (number := _figure(row.cells[at])) is not None]
        if figures:
            parts.append(f"{plain(head.label)} {formats.number(sum(figures, Decimal()))}")
    return _("Sum: {figures}").format(figures=formats.dotted(parts)) if parts else ""


def _figure(cell: QuestionView) -> Decimal | None:
    try:
        number = Decimal(cell.value) if cell.value and cell.relevant else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _question_at(index: _Index) -> QuestionView | None:
    from desktop.ui.item_models import record_at

    row = record_at(index)
    at = index.column() - 1
    return row.cells[at] if isinstance(row, TableRow) and 0 <= at < len(row.cells) else None
