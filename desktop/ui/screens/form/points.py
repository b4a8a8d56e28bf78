"""The editor of a line or an area on the ground: its points in a table, typed, pasted or read from a file."""

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from desktop.i18n import _, ngettext
from desktop.services.form_library.records import QuestionView
from desktop.ui.screens.form.asking import Ask
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

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        self._may_edit = may_edit and not view.readonly
        for widget in (self.line, self.add, self.map, self.file):
            widget.setVisible(self._may_edit)
        points = [one.strip() for one in view.value.split(";") if one.strip()]
        if self._is_area and len(points) > 1 and points[0] == points[-1]:
            points = points[:-1]  # an area ends where it began; the table shows that point once
        if points != self._points or self.table.rowCount() != len(points):
            self._points = points
            self._fill()

    def _fill(self) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._points))
        for at, point in enumerate(self._points):
            parts = [*point.split(), "", "", ""][:3]
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
        fewest = 3 if self._is_area else 2
        lacking = (
            _("An area has at least three points.") if self._is_area else _("A line has at least two points.")
        )
        self._count.setText(
            words if len(self._points) >= fewest or not self._points else f"{words}. {lacking}"
        )

    def _add(self) -> None:
        value, problem = read_position(self.line.text()) if self.line.text().strip() else ("", "")
        self.said.emit(problem)
        if value and not problem:
            self.line.clear()
            self._tell([*self._points, value])

    def _tell(self, points: list[str]) -> None:
        self._points = points
        self._fill()
        whole = [*points, points[0]] if self._is_area and len(points) > 2 else points
        self.answered.emit(";".join(whole))

    def _cell_changed(self, item: QTableWidgetItem) -> None:
        cells = [self.table.item(item.row(), place) for place in range(3)]
        value, problem = read_position(" ".join(cell.text() for cell in cells if cell is not None).strip())
        self.said.emit(problem)
        if not problem:
            points = list(self._points)
            points[item.row()] = value
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
        if self.line.text().strip() and not read_position(self.line.text())[1]:
            self._add()

    def inputs(self) -> list[QWidget]:
        return [self.line, self.table]
