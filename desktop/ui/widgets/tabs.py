"""Tabs with counts, and a stack of pages made when first shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.ui.theme import painting
from desktop.ui.theme.fonts import font, line_height
from desktop.ui.theme.tokens import theme


@dataclass(frozen=True, slots=True)
class Page:
    """One tab: its key, word, and how to make what it shows."""

    key: str
    word: str
    make: Callable[[], QWidget]


class TabBar(QTabBar):
    """Words with quiet counts behind them; a 3 px line under the chosen one."""

    def __init__(self, object_name: str, accessible: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(accessible)
        self._counts: dict[int, str] = {}
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, at: int, count: str) -> None:
        """A count such as 3 or 4/6; empty takes it away."""
        if self._counts.get(at, "") == count:
            return
        self._counts[at] = count
        self.setTabText(at, self.tabText(at))  # asks for the widths again
        self.updateGeometry()
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        width = painting.text_width(self.tabText(index), font(strong=True))
        count = self._counts.get(index, "")
        if count:
            width += theme().px(6) + painting.text_width(count, font("small"))
        height = max(theme().height("tab"), line_height("body") + theme().px(14))
        return QSize(width + theme().px(20), height)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.tabSizeHint(0).height() if self.count() else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painting.hairline(painter, self.rect())
        for at in range(self.count()):
            self._paint_tab(painter, self.tabRect(at), at)

    def _paint_tab(self, painter: QPainter, rect: QRect, at: int) -> None:
        is_chosen = at == self.currentIndex()
        face = font(strong=is_chosen)
        inner = rect.adjusted(theme().px(10), 0, -theme().px(10), -1)
        width = painting.text_width(self.tabText(at), face)
        color = theme().color("text.primary" if is_chosen else "text.secondary")
        painting.paint_text(painter, painting.placed(inner, 0, width), self.tabText(at), color, face)
        count = self._counts.get(at, "")
        if count:
            shift = width + theme().px(6)
            slot = painting.placed(inner, shift, max(inner.width() - shift, 0))
            painting.paint_text(painter, slot, count, theme().color("text.muted"), font("small"))
        if is_chosen:
            tall = theme().px(3)
            foot = QRect(rect.left(), rect.bottom() - tall + 1, rect.width(), tall)
            painter.fillRect(foot, theme().color("accent"))
            if self.hasFocus():
                painter.setPen(theme().color("border.focus"))
                painter.drawRoundedRect(rect.adjusted(2, 3, -3, -tall - 2), 4, 4)


class TabbedPages(QWidget):
    """A tab bar over pages that are made when first shown. Ctrl+Tab walks on."""

    shown = Signal(str)
    """Key of the page that came to the front."""

    def __init__(self, pages: Sequence[Page], object_name: str, accessible: str, *, margin: int = 6) -> None:
        super().__init__()
        self._pages = tuple(pages)
        self._made: dict[str, QWidget] = {}
        self.bar = TabBar(object_name, accessible)
        for page in pages:
            self.bar.addTab(page.word)
        self._stack = QStackedWidget()
        holder = QWidget()
        holder.setProperty("surface", "panel")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(theme().px(margin), 0, theme().px(margin), 0)
        inner.addWidget(self.bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(holder)
        layout.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(self._show)
        if pages:
            self._show(0)

    def _show(self, at: int) -> None:
        if not 0 <= at < len(self._pages):
            return
        self._stack.setCurrentWidget(self.page(self._pages[at].key))
        self.shown.emit(self._pages[at].key)

    def page(self, key: str) -> QWidget:
        """The widget of a page, made now if it was not yet."""
        if key not in self._made:
            made = next(page for page in self._pages if page.key == key).make()
            self._made[key] = made
            self._stack.addWidget(made)
        return self._made[key]

    def made_pages(self) -> tuple[QWidget, ...]:
        """Pages that exist: to be told of changes, to be flushed."""
        return tuple(self._made.values())

    def show_page(self, key: str) -> None:
        keys = [page.key for page in self._pages]
        if key in keys:
            self.bar.setCurrentIndex(keys.index(key))

    @property
    def current_key(self) -> str:
        at = self.bar.currentIndex()
        return self._pages[at].key if 0 <= at < len(self._pages) else ""

    def set_count(self, key: str, count: str) -> None:
        keys = [page.key for page in self._pages]
        self.bar.set_count(keys.index(key), count)
