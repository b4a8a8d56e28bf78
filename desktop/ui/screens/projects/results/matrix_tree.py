"""The matrix as a tree that is its own editor."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from desktop.i18n import _
from desktop.rules.vocabulary import ResultLevel
from desktop.services.wording import word
from desktop.ui import formats
from desktop.ui.item_models import Cell, Column, RecordTree, RecordTreeModel
from desktop.ui.item_models import Node as TreeNode
from desktop.ui.item_models.roles import Index
from desktop.ui.screens.projects.results.cells import figure_words, short_path
from desktop.ui.screens.projects.results.presenter import Line
from desktop.ui.screens.projects.words import level_word
from desktop.ui.theme import Mark, Tone

SEVERITY_MARKS = {
    "error": ("ph.x-circle-fill", Tone.OFF_TRACK),
    "warning": ("ph.warning-fill", Tone.AT_RISK),
    "info": ("ph.info-fill", Tone.INFO),
}
_NEEDED = ("unit", "baseline", "target", "data_source", "method", "frequency")
Typed = Callable[[Line, str, str], None]


class MatrixTree(RecordTree):
    """Type or F2 edits, Alt+arrows move and indent, Ctrl+Enter adds, Delete deletes, Alt+Enter opens all fields."""

    asked = Signal(str, object)
    """A word (up, down, in, out, add, delete, details) and the line it is about."""

    def __init__(self, typed: Typed) -> None:
        model: RecordTreeModel[Line] = RecordTreeModel(_columns(typed), key_of=lambda line: line.id)
        super().__init__(model, "matrix_tree", _("Results matrix"))
        self.lines = model
        self._shown: tuple[Line, ...] = ()
        self._waiting: tuple[Line, ...] | None = None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """What is being typed is never taken away: news waits until the cell is left."""
        if self.state() is QAbstractItemView.State.EditingState:
            self._waiting = tuple(lines)
        elif tuple(lines) != self._shown:
            self._show(tuple(lines))

    def show_again(self) -> None:
        """The cells as they are kept, after something typed was refused."""
        self._show(self._shown)

    def closeEditor(self, editor: Any, hint: Any) -> None:
        super().closeEditor(editor, hint)
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self._show(waiting)

    def _show(self, lines: tuple[Line, ...]) -> None:
        kept = self.current_line()
        self._shown = lines
        column = self.currentIndex().column()
        self.lines.set_roots(_roots(lines))
        self.expandAll()
        if kept is not None:
            self.choose(kept.id, max(column, 0))

    def current_line(self) -> Line | None:
        node = self.lines.node_at(self.currentIndex())
        return node.record if node is not None else None

    def choose(self, record_id: UUID, column: int = 0, *, edit: bool = False) -> None:
        index = self.lines.index_of(record_id, column)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if edit and index.flags() & Qt.ItemFlag.ItemIsEditable:
            kept = QPersistentModelIndex(index)
            QTimer.singleShot(0, self, lambda: self._edit_kept(kept))

    def _edit_kept(self, kept: QPersistentModelIndex) -> None:
        if kept.isValid():
            self.setFocus()
            self.edit(self.lines.index(kept.row(), kept.column(), QModelIndex(kept.parent())))

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A result has a statement and no figures: its words may run on over the empty cells beside them."""
        super().drawRow(painter, option, index)
        title = index.sibling(index.row(), 0)
        node = self.lines.node_at(title)
        if node is None or node.record.indicator is not None or self._is_in_figures(title):
            return
        wide = QStyleOptionViewItem(option)
        last_empty = title.sibling(title.row(), self.column_of("check") - 1)
        wide.rect = self.visualRect(title).united(self.visualRect(last_empty))
        if self.selectionModel().isSelected(title):
            wide.state |= QStyle.StateFlag.State_Selected
        if self.hasFocus() and self.currentIndex() == title:
            wide.state |= QStyle.StateFlag.State_HasFocus
        painter.fillRect(wide.rect, self.palette().base())  # the words that were cut are below
        self.itemDelegateForIndex(title).paint(painter, wide, title)

    def _is_in_figures(self, title: Index) -> bool:
        """The keyboard stands in one of the row's empty cells: its ring has to be seen."""
        current = self.currentIndex()
        is_here = current.row() == title.row() and current.parent() == title.parent()
        return is_here and 0 < current.column() < self.column_of("check")

    def column_of(self, key: str) -> int:
        return next((at for at, column in enumerate(self.lines.columns) if column.key == key), -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = _KEYS.get((event.modifiers(), Qt.Key(event.key())))
        line = self.current_line()
        if asked is None or line is None:
            super().keyPressEvent(event)
            return
        self.asked.emit(asked, line)


_ALT, _CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
_KEYS = {
    (_ALT, Qt.Key.Key_Up): "up",
    (_ALT, Qt.Key.Key_Down): "down",
    (_ALT, Qt.Key.Key_Right): "in",
    (_ALT, Qt.Key.Key_Left): "out",
    (_ALT, Qt.Key.Key_Return): "details",
    (_CTRL, Qt.Key.Key_Return): "add",
    (_CTRL, Qt.Key.Key_Enter): "add",
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Delete): "delete",
}


def _roots(lines: Sequence[Line]) -> list[TreeNode[Line]]:
    """Indicators stand before the results below their own."""
    nodes: dict[UUID, TreeNode[Line]] = {}
    roots: list[TreeNode[Line]] = []
    for line in lines:
        node = nodes[line.id] = TreeNode(line)
        above = line.result.id if line.indicator is not None else line.result.parent_id
        parent = nodes.get(above) if above is not None else None
        (parent.children if parent is not None else roots).append(node)
    return roots


def _columns(typed: Typed) -> list[Column[Line]]:
    def edit(key: str) -> Callable[[Line, str], None]:
        return lambda line, text: typed(line, key, text)

    def own(
        key: str, title: str, width: int, text: Callable[[Line], str], *, end: bool = False
    ) -> Column[Line]:
        return Column(
            key=key,
            title=title,
            cell=lambda line: _indicator_cell(line, key, text, end=end),
            width=width,
            end=end,
            edit=edit(key),
            edit_text=lambda line: _exact(line, key) or text(line),
            may_edit=lambda line: line.may_edit and line.indicator is not None,
        )

    return [
        Column(
            key="title",
            title=_("Result or indicator"),
            cell=_title_cell,
            width=250,
            stretch=True,
            edit=edit("title"),
            edit_text=lambda line: line.indicator.title if line.indicator else line.result.statement,
            may_edit=lambda line: line.may_edit,
            tip=lambda line: line.indicator.title if line.indicator else line.result.statement,
        ),
        own("unit", _("Unit"), 72, lambda line: (line.indicator and line.indicator.unit) or ""),
        own("baseline", _("Baseline"), 78, _baseline, end=True),
        own("target", _("Target"), 74, _target, end=True),
        own(
            "data_source",
            _("Source"),
            112,
            lambda line: (line.indicator and line.indicator.data_source) or "",
        ),
        own("method", _("Method"), 84, lambda line: (line.indicator and line.indicator.method) or ""),
        own("frequency", _("Frequency"), 88, _frequency),
        Column(key="check", title=_("Quality check"), cell=_check_cell, width=116, tip=_check_tip),
    ]


def _title_cell(line: Line) -> Cell:
    if line.indicator is None:
        level = line.result.level
        named = level in (ResultLevel.OBJECTIVE, ResultLevel.OUTCOME, ResultLevel.OUTPUT)
        before = f"{line.result.number} {level_word(level)}" if named else line.result.number
        return Cell(
            before=before,
            text=line.result.statement,
            strong=level in (ResultLevel.OBJECTIVE, ResultLevel.OUTCOME),
        )
    return Cell(
        icon="ph.ruler", before=short_path(line.result.number, line.indicator.code), text=line.indicator.title
    )


def _indicator_cell(line: Line, key: str, text: Callable[[Line], str], *, end: bool) -> Cell:
    if line.indicator is None:
        return Cell()
    shown = text(line)
    is_lacking = any(mark.field == key and mark.severity == "error" for mark in line.marks)
    return Cell(text=shown, end=end, missing=not shown and is_lacking and key in _NEEDED)


def _exact(line: Line, key: str) -> str:
    """A figure with all its digits, as its editor holds it: what is typed is never shown rounded away."""
    if line.indicator is None or key not in ("baseline", "target"):
        return ""
    value = line.indicator.baseline if key == "baseline" else line.indicator.standing.target
    return formats.number(value) if value is not None else ""


def _baseline(line: Line) -> str:
    return figure_words(line.indicator.baseline) if line.indicator else ""


def _target(line: Line) -> str:
    return figure_words(line.indicator.standing.target) if line.indicator else ""


def _frequency(line: Line) -> str:
    return word(line.indicator.frequency) if line.indicator and line.indicator.frequency else ""


def _check_cell(line: Line) -> Cell:
    """The gravest mark; further ones are counted behind it."""
    if not line.marks:
        return Cell()
    worst = min(line.marks, key=lambda mark: list(SEVERITY_MARKS).index(mark.severity))
    icon, tone = SEVERITY_MARKS[worst.severity]
    more = f" +{len(line.marks) - 1}" if len(line.marks) > 1 else ""
    return Cell(mark=Mark(tone, f"{worst.code}{more}", icon))


def _check_tip(line: Line) -> str:
    return "\n".join(f"{mark.code} {mark.message}" for mark in line.marks)
