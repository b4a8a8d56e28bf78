"""The editor of a line or an area on the ground: its points in a table, typed, pasted or read from a file."""

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from desktop.i18n import _, ngettext
from desktop.services.form_library.records import QuestionView
from desktop.ui.screens.form.asking import Ask
from desktop.ui.screens.form.blocks import stand_at_the_start
from desktop.ui.screens.form.editors import Editor
from desktop.ui.screens.form.reading import read_position
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.screens.form.typed_editors import map_button
from desktop.ui.theme import theme
from desktop.ui.widgets import Button, column, flow, label, name_widget, row

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class PointsEditor(Editor):
    """A point is typed into the line and added by Enter; Delete takes the chosen one out, Ctrl+V pastes several."""

    def __init__(self, view: QuestionView, _zone: str) -> None:
        super().__init__()
        self._is_area = view.type == "geoshape"
        self._points: list[str] = []
        self._may_edit = True
        spoken = plain(view.label)
        self.line = QLineEdit()
        name_widget(self.line, view.path, _("{label}: next point").format(label=spoken))
        self.line.setPlaceholderText("40.5140, 72.8161")
        self.line.setFixedWidth(theme().px(220))
        self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.line.installEventFilter(self)
        self.add = Button(_("Add"), f"{view.path}#add", icon="ph.plus", compact=True, press=self._add)
        self.file = Button(
            _("From a track or photo"),
            f"{view.path}#file",
            icon="ph.map-pin",
            compact=True,
            press=lambda: self.asks.emit(Ask.POINTS),
        )
        self.map = map_button(self, view)
        self.table = QTableWidget(0, 3)
        name_widget(self.table, f"{view.path}#points", _("{label}: points").format(label=spoken))
        self.table.setHorizontalHeaderLabels([_("Latitude"), _("Longitude"), _("Altitude, m")])
        side = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        self.table.horizontalHeader().setDefaultAlignment(side)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setMaximumWidth(theme().px(480))
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.installEventFilter(self)
        self.table.itemChanged.connect(self._cell_changed)
        self._count = label("", "small")
        self._tools = flow(self.line, self.add, self.map, self.file, gap=8)
        self._table_line = row(self.table, None, gap=0)
        self._table_line.setStretch(0, 1000)
        column(self._tools, self._table_line, self._count, gap=6, on=self)
        self.setFocusProxy(self.line)
        self._fill()  # an empty table takes no room

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        self._may_edit = may_edit and not view.readonly
        for widget in (self.line, self.add, self.map, self.file):
            widget.setVisible(self._may_edit)
        if view.value != self._value() or self.table.rowCount() != len(self._points):
            self._take(view.value)

    def _take(self, value: str) -> None:
        """The points into the table; what is no point yet goes back into the line it was typed in."""
        points = [one.strip() for one in value.split(";") if one.strip()]
        half = points.pop() if points and read_position(points[-1])[1] else ""
        if self._is_area and len(points) > 1 and points[0] == points[-1]:
            points.pop()  # an area ends where it began; the table shows that point once
        self._points = points
        self.line.setText(half)
        self._fill()

    def _value(self) -> str:
        half = self.line.text().strip().replace(";", ",")
        closing = self._points[:1] if self._is_area and len(self._points) > 2 and not half else []
        return ";".join([*self._points, *closing, *([half] if half else [])])

    def problem(self) -> str:
        """Of the first that is no point."""
        wrong = [read_position(one)[1] for one in (*self._points, self.line.text().strip()) if one]
        return next((problem for problem in wrong if problem), "")

    def _fill(self) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._points))
        for at, point in enumerate(self._points):
            is_point = not read_position(point)[1]
            parts = [*(point.split() if is_point else [point]), "", "", ""][:3]
            for place, part in enumerate(parts):
                item = QTableWidgetItem(part)
                item.setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
                if not self._may_edit:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.table.setItem(at, place, item)
        self.table.blockSignals(False)
        self.table.setVisible(bool(self._points))
        rows = sum(self.table.rowHeight(at) for at in range(min(len(self._points), 8)))
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + rows + 4)
        words = ngettext("{count} point", "{count} points", len(self._points)).format(count=len(self._points))
        stand_at_the_start(self._count)
        self._count.setText(words)

    def _add(self) -> None:
        """What is no point stays in the line and is kept as it is, so that it is not taken for an answer."""
        value, problem = read_position(self.line.text()) if self.line.text().strip() else ("", "")
        if value and not problem:
            self.line.clear()
            self._points = [*self._points, value]
        self._tell(self._points)

    def _tell(self, points: list[str]) -> None:
        self._points = points
        self._fill()
        self.said.emit(self.problem())
        self.answered.emit(self._value())

    def _cell_changed(self, item: QTableWidgetItem) -> None:
        cells = [self.table.item(item.row(), place) for place in range(3)]
        text = " ".join(cell.text() for cell in cells if cell is not None).strip()
        value, problem = read_position(text)
        points = list(self._points)
        points[item.row() : item.row() + 1] = (
            [value if not problem else text.replace(";", ",")] if text else []
        )
        self._tell(points)

    def paste(self, text: str) -> None:
        """One point a line, or an answer of another form: `lat lon alt acc; lat lon ...`."""
        read = [read_position(one) for one in re.split(r"[;\r\n]+", text.replace("\t", " ")) if one.strip()]
        wrong = next((problem for _value, problem in read if problem), "")
        self.said.emit(wrong)
        good = [value for value, problem in read if not problem and value]
        if good and not wrong:
            self._tell([*self._points, *good])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() is QEvent.Type.FocusOut:
            self.flush()
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.matches(QKeySequence.StandardKey.Paste) and self._may_edit:
            text = QApplication.clipboard().text()
            if watched is self.table or re.search(r"[;\n]", text.strip()):
                self.paste(text)
                return True
        if watched is self.table and event.key() in _DELETE and self._may_edit:
            gone = {index.row() for index in self.table.selectedIndexes()} or {self.table.currentRow()}
            self._tell([one for at, one in enumerate(self._points) if at not in gone])
            return True
        if watched is self.line and event.key() in _ENTER:
            if self.line.text().strip():
                self._add()
            else:
                self.onward.emit()
            return True
        return False

    def flush(self) -> None:
        if self.line.isModified():
            self.line.setModified(False)
            self._add()

    def inputs(self) -> list[QWidget]:
        return [self.line, self.table]
