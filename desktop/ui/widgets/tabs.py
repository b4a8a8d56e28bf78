"""Tabs with counts, and a stack of pages made when first shown; a menu names them all where they do not fit side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.theme import painting
from desktop.ui.theme.fonts import font, line_height
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets.buttons import MenuButton
from desktop.ui.widgets.layouts import row


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
        self.setUsesScrollButtons(True)  # of no width: without them it asks for the room of all its tabs
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

    def words_of(self, at: int) -> str:
        """The word and the count behind it."""
        return " ".join(part for part in (self.tabText(at), self._counts.get(at, "")) if part)

    def whole_width(self) -> int:
        """What all tabs side by side take."""
        return sum(self.tabSizeHint(at).width() for at in range(self.count()))

    def fit(self, room: int) -> None:
        """Show as many tabs as there is room for, from the first on, the chosen one always among them."""
        widths = [self.tabSizeHint(at).width() for at in range(self.count())]
        chosen = max(self.currentIndex(), 0)
        first = 0
        while first < chosen and sum(widths[first : chosen + 1]) > room:
            first += 1
        shown = [
            at for at in range(first, len(widths)) if at == chosen or sum(widths[first : at + 1]) <= room
        ]
        for at in range(len(widths)):
            if self.isTabVisible(at) is not (at in shown):
                self.setTabVisible(at, at in shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Along all tabs, those in the menu too."""
        way = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if not way:
            super().keyPressEvent(event)
            return
        onward = -way if self.isRightToLeft() else way
        self.setCurrentIndex(min(max(self.currentIndex() + onward, 0), self.count() - 1))

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
            if self.isTabVisible(at):
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
        self._margin = margin
        self.more = MenuButton("", f"{object_name}_all")
        self.more.choices.aboutToShow.connect(self._list_all)
        self.more.hide()
        row(self.bar, self.more, gap=4, margins=(margin, 0, margin, 0), on=holder).setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(holder)
        layout.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(self._show)
        if pages:
            self._show(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _refit(self) -> None:
        """The menu comes where a tab would be out of sight."""
        room = self.width() - 2 * theme().px(self._margin)
        has_all = self.bar.whole_width() <= room
        words = _("All {count}").format(count=len(self._pages))
        self.more.setText(words)
        self.more.setAccessibleName(
            _("{parts}: all {count}").format(parts=self.bar.accessibleName(), count=len(self._pages))
        )

        self.more.setVisible(not has_all)
        self.bar.fit(room if has_all else room - self.more.sizeHint().width() - theme().px(4))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._refit()

    def _list_all(self) -> None:
        self.more.choices.clear()
        for at in range(self.bar.count()):
            entry = self.more.choices.addAction(self.bar.words_of(at).replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(at == self.bar.currentIndex())
            entry.triggered.connect(lambda _on=False, at=at: self.bar.setCurrentIndex(at))

    def _show(self, at: int) -> None:
        if not 0 <= at < len(self._pages):
            return
        self._stack.setCurrentWidget(self.page(self._pages[at].key))
        self._refit()
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
        self._refit()
