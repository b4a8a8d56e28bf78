"""Cards, tiles and headers: what holds other things on a screen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _
from desktop.ui.theme.appearance import restyle
from desktop.ui.theme.painting import Bar
from desktop.ui.theme.tokens import raw_tokens, theme
from desktop.ui.widgets.layouts import FlowLayout, column, line, row, surface
from desktop.ui.widgets.marks import ProgressLine
from desktop.ui.widgets.naming import label, name_widget


class Card(QFrame):
    """A bordered block with a title line and a body; `tight=True` lets a list reach the edges."""

    def __init__(self, title: str = "", *, note: str = "", tight: bool = False) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._title, self._note = label(title, "title"), label(note, "small")
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.head = row(self._title, None, self._note, gap=8, margins=(16, 8, 16, 8))
        outer = column(gap=0, margins=(1, 1, 1, 1), on=self)
        if title:
            head = QWidget()
            head.setLayout(self.head)
            head.setMinimumHeight(theme().px(40))
            head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            outer.addWidget(head)
            outer.addWidget(line())
        edges = (0, 0, 0, 0) if tight else (16, 12, 16, 12)
        self.body: QVBoxLayout = column(gap=8, margins=edges)
        outer.addLayout(self.body, 1)
        outer.addStretch(0)  # takes what a body of fixed height leaves

    def set_title(self, title: str, note: str = "") -> None:
        self._title.setText(title)
        self._note.setText(note)

    def set_note(self, note: str) -> None:
        self._note.setText(note)

    def add(self, *widgets: QWidget) -> "Card":
        for widget in widgets:
            self.body.addWidget(widget)
        return self

    def add_to_head(self, widget: QWidget) -> None:
        """Put a link or a button at the end of the title line."""
        self.head.addWidget(widget)


class ChoiceCard(QFrame):
    """A card that is one of a few ways to go; Enter, Space or a click chooses it."""

    chosen = Signal()

    def __init__(self, title: str, sentence: str, icon: str, object_name: str) -> None:
        super().__init__()
        from desktop.ui.widgets.marks import IconLabel

        self.setProperty("surface", "card")
        self.setProperty("focusRing", True)
        name_widget(self, object_name, title)
        self.setAccessibleDescription(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = column(label(title, "title", wrap=True), label(sentence, "secondary", wrap=True), gap=4)
        self._dot = QRadioButton()
        self._dot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._dot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._dot.setAutoExclusive(False)
        name_widget(self._dot, f"{object_name}_dot", title)
        top = row(gap=16)
        top.addWidget(IconLabel(icon, "accent", "empty"), 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        top.addWidget(self._dot, 0, Qt.AlignmentFlag.AlignTop)
        self.body = column(gap=8, margins=(48, 0, 36, 0))
        column(top, self.body, gap=8, margins=(16, 12, 16, 12), on=self)

    def set_chosen(self, is_chosen: bool) -> None:
        self.setProperty("chosen", is_chosen)
        self._dot.setChecked(is_chosen)
        self.setAccessibleDescription(_("chosen") if is_chosen else "")
        restyle(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


class Tile(QFrame):
    """One figure: what it is, the figure large, a bar if there is one, a line that explains."""

    def __init__(
        self, caption: str, figure: str = "", *, note: str = "", bar: Bar | None = None, icon: str = ""
    ) -> None:
        super().__init__()
        from desktop.ui.widgets.marks import IconLabel

        self.setProperty("surface", "card")
        self._caption, self._figure = label(caption, "small", wrap=True), label(figure, "page")
        self._note = label(note, "small", wrap=True)
        self.line = ProgressLine(bar)
        if bar is None:
            self.line.hide()
        head = row(self._caption, gap=6)
        if icon:
            head.insertWidget(0, IconLabel(icon, "secondary", "inline"))
        self.body = column(head, self._figure, self.line, self._note, gap=4, margins=(12, 8, 12, 8), on=self)
        self.body.addStretch(1)

    def show_figure(self, figure: str, *, note: str = "", bar: Bar | None = None) -> None:
        self._figure.setText(figure)
        self._note.setText(note)
        if bar is not None:
            self.line.set_bar(bar)
        self.line.setVisible(bar is not None)

    def add_under_figure(self, widget: QWidget) -> None:
        """Another picture than the progress line, such as a `SegmentBar`."""
        self.body.insertWidget(2, widget)


class SectionHeader(QWidget):
    """Title of a list or pane with its count, and tools at the end."""

    def __init__(self, title: str, count: str = "", tools: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self._title, self._count = label(title, "title"), label(count, "small")
        self.tools = FlowLayout(gap=4)
        for tool in tools:
            self.tools.addWidget(tool)
        layout = row(self._title, self._count, None, gap=6, on=self)
        for tool in tools:
            layout.addWidget(tool)

    def set_count(self, count: str) -> None:
        self._count.setText(count)

    def set_title(self, title: str) -> None:
        self._title.setText(title)


class PageHeader(QWidget):
    """Head of a whole screen: title, one line under it, buttons at the end that wrap when narrow."""

    def __init__(self, title: str, sentence: str = "", buttons: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self._title, self._sentence = label(title, "page", wrap=True), label(sentence, "small", wrap=True)
        if not sentence:
            self._sentence.hide()  # shown before it has a parent it would be a window of its own
        self._words = column(self._title, self._sentence, gap=2)
        self._buttons = QWidget()
        row(*buttons, gap=8, on=self._buttons)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.addLayout(self._words, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._is_narrow: bool | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def set_text(self, title: str, sentence: str = "") -> None:
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._buttons.sizeHint().width() + theme().px(300)
        if narrow is not self._is_narrow:
            self._is_narrow = narrow
            at = (1, 0) if narrow else (0, 1)
            side = Qt.AlignmentFlag.AlignLeading if narrow else Qt.AlignmentFlag.AlignTrailing
            self._grid.addWidget(self._buttons, *at, side | Qt.AlignmentFlag.AlignBottom)


class ScrollPage(QScrollArea):
    """A page that scrolls as a whole, its content no wider than the page."""

    def __init__(self, object_name: str, *, margin: int = 16, gap: int = 12, ground: str = "window") -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = surface(ground)
        edges = (margin, min(margin, 16), margin, margin)
        self.body = column(gap=gap, margins=edges, on=self.content)
        self.setWidget(self.content)

    def add(self, *widgets: QWidget) -> "ScrollPage":
        for widget in widgets:
            self.body.addWidget(widget)
        return self


class TwoColumns(QWidget):
    """Cards in two columns; one below another, `first` on top, when there is little room."""

    def __init__(self, left: Sequence[QWidget], right: Sequence[QWidget], *, first: str = "left",
                 shares: tuple[int, int] = (4, 3), least: int = 860) -> None:  # fmt: skip
        super().__init__()
        self._least = least
        self._sides = [column(*left, None, gap=16), column(*right, None, gap=16)]
        self._order = (0, 1) if first == "left" else (1, 0)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme().px(16))
        self._shares = shares
        self._is_narrow: bool | None = None
        self._place(narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(narrow=self.width() < theme().px(self._least))

    def _place(self, *, narrow: bool) -> None:
        if narrow is self._is_narrow:
            return
        self._is_narrow = narrow
        for side in self._sides:
            self._grid.removeItem(side)
        for at, side in enumerate(self._sides):
            row_at, column_at = (self._order.index(at), 0) if narrow else (0, at)
            self._grid.addLayout(side, row_at, column_at)
            self._grid.setColumnStretch(at, self._shares[at] if not narrow or at == 0 else 0)


def text_width() -> int:
    """No line of reading text is wider than this."""
    return theme().px(raw_tokens()["width"]["text_max"])
