"""The open conflicts side by side: what each is about, and where; arrows, J and K walk."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Signal
from PySide6.QtGui import QPainter

from desktop.ui.screens.sync.desk.presenter import Tab
from desktop.ui.theme import painting
from desktop.ui.theme.fonts import font, line_height
from desktop.ui.theme.icons import icon_color, paint_icon
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import TabBar

_WIDTH = 230


class ConflictTabs(TabBar):
    """Two lines a tab."""

    chosen = Signal(int)

    def __init__(self, object_name: str, accessible: str) -> None:
        super().__init__(object_name, accessible)
        self._notes: list[str] = []
        self.currentChanged.connect(self._tell)
        self._is_filling = False

    def show_tabs(self, tabs: Sequence[Tab], chosen: int) -> None:
        self._is_filling = True
        while self.count() > len(tabs):
            self.removeTab(self.count() - 1)
        while self.count() < len(tabs):
            self.addTab("")
        self._notes = [tab.note for tab in tabs]
        for at, tab in enumerate(tabs):
            self.setTabText(at, tab.title)
            self.setTabToolTip(at, f"{tab.title}\n{tab.note}")
            self.setAccessibleTabName(at, f"{tab.title}, {tab.note}")
        self.setCurrentIndex(chosen)
        self._is_filling = False
        self.update()

    def _tell(self, at: int) -> None:
        if not self._is_filling:
            self.chosen.emit(at)

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(theme().px(_WIDTH), line_height("body") + line_height("small") + theme().px(18))

    def _paint_tab(self, painter: QPainter, rect: QRect, at: int) -> None:
        is_chosen = at == self.currentIndex()
        inner = rect.adjusted(theme().px(10), theme().px(6), -theme().px(10), -theme().px(6))
        size = theme().icon_size("inline")
        slot = painting.placed(inner, 0, size)
        square = QRectF(slot.left(), slot.top() + (line_height("body") - size) / 2, size, size)
        paint_icon(painter, square, "ph.git-fork", icon_color("conflict"))
        words = painting.placed(inner, size + theme().px(6), inner.width() - size - theme().px(6))
        first = QRect(words.left(), words.top(), words.width(), line_height("body"))
        color = theme().color("text.primary")
        painting.paint_text(painter, first, self.tabText(at), color, font(strong=is_chosen))
        second = QRect(words.left(), first.bottom() + 1, words.width(), line_height("small"))
        note = self._notes[at] if at < len(self._notes) else ""
        painting.paint_text(painter, second, note, theme().color("text.secondary"), font("small"))
        if is_chosen:
            tall = theme().px(3)
            painter.fillRect(
                QRect(rect.left(), rect.bottom() - tall + 1, rect.width(), tall), theme().color("accent")
            )
            if self.hasFocus():
                painter.setPen(theme().color("border.focus"))
                painter.drawRoundedRect(rect.adjusted(2, 3, -3, -tall - 2), 4, 4)
