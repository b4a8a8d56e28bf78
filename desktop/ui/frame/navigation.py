"""The list of screens at the side: icon, word and count; icons alone when there is little room."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.frame.screens import ScreenEntry
from desktop.ui.theme import painting
from desktop.ui.theme.appearance import restyle
from desktop.ui.theme.fonts import font, line_height
from desktop.ui.theme.icons import has_icon, icon_color, paint_icon
from desktop.ui.theme.painting import is_mirrored
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets.layouts import column
from desktop.ui.widgets.naming import name_widget


class NavigationButton(QAbstractButton):
    """One entry; painted, because its chosen form differs in icon, weight and ground."""

    def __init__(self, entry: ScreenEntry, shortcut: str) -> None:
        super().__init__()
        self.entry = entry
        self._count = self._asks = 0
        self._is_small = False
        self._shortcut = shortcut
        self.setText(entry.title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        name_widget(self, f"nav_{entry.key}", entry.title)
        self._tell_name()

    def set_count(self, count: int) -> None:
        self._count = count
        self._tell_name()
        self.update()

    @property
    def count(self) -> int:
        return self._count

    def set_asks(self, asks: int) -> None:
        """How many decisions wait there, shown before the count."""
        self._asks = asks
        self._tell_name()
        self.update()

    @property
    def asks(self) -> int:
        return self._asks

    def set_small(self, is_small: bool) -> None:
        self._is_small = is_small
        self._tell_name()
        self.updateGeometry()
        self.update()

    def _tell_name(self) -> None:
        name = self.entry.title
        if self._count:
            name = _("{screen}, {count}").format(screen=name, count=self._count)
        if self._asks:
            said = ngettext("{count} to decide", "{count} to decide", self._asks).format(count=self._asks)
            name = f"{name}, {said}"
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({self._shortcut})" if self._is_small else "")

    def sizeHint(self) -> QSize:
        height = max(theme().height("nav"), line_height("body") + theme().px(12))
        if self._is_small:
            return QSize(height, height)
        return QSize(theme().width("nav") - theme().px(17), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("bg.panel" if chosen else "bg.hover"))
            painter.drawRoundedRect(self.rect(), 6, 6)
        if chosen:
            self._paint_marker(painter)
        self._paint_icon(painter, chosen)
        if not self._is_small:
            self._paint_words(painter, chosen)

    def _paint_marker(self, painter: QPainter) -> None:
        inset = theme().px(8)
        slot = painting.placed(self.rect(), 0, 3).adjusted(0, inset, 0, -inset)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent"))
        painter.drawRoundedRect(QRectF(slot), 1.5, 1.5)

    def _paint_icon(self, painter: QPainter, chosen: bool) -> None:
        size = theme().icon_size("nav")
        x = (self.width() - size) // 2 if self._is_small else theme().px(10)
        slot = painting.placed(self.rect(), x, size)
        filled = f"{self.entry.icon}-fill"
        name = filled if chosen and has_icon(filled) else self.entry.icon
        color = theme().color("accent" if chosen else "text.secondary")
        square = QRectF(slot.left(), (self.height() - size) / 2, size, size)
        paint_icon(painter, square, name, color)

    def _paint_words(self, painter: QPainter, chosen: bool) -> None:
        whole, px = self.rect(), theme().px
        count = str(self._count) if self._count else ""
        taken = painting.text_width(count, font("small", strong=True)) if count else 0
        taken += self._paint_asks(painter, taken + px(8) if count else 0)
        x = px(38)
        room = max(whole.width() - x - px(10) - taken, 0)
        color = theme().color("text.primary" if chosen else "text.secondary")
        painting.paint_text(
            painter, painting.placed(whole, x, room), self.entry.title, color, font("body", strong=chosen)
        )
        if count:
            width = painting.text_width(count, font("small", strong=True))
            slot: QRect = painting.placed(whole, whole.width() - px(10) - width, width)
            painting.paint_text(
                painter, slot, count, theme().color("text.primary"), font("small", strong=True)
            )

    def _paint_asks(self, painter: QPainter, behind: int) -> int:
        """An icon and a number; answers the room they take."""
        if not self._asks:
            return 0
        said, size, px = str(self._asks), theme().icon_size("inline"), theme().px
        width = painting.text_width(said, font("small", strong=True))
        room = size + px(3) + width
        whole = self.rect()
        start = whole.width() - px(10) - behind - room
        color = theme().color("text.primary")
        icon = painting.placed(whole, start, size)
        square = QRectF(icon.left(), (self.height() - size) / 2, size, size)
        paint_icon(painter, square, "ph.git-fork", icon_color("conflict"))
        slot: QRect = painting.placed(whole, start + size + px(3), width)
        painting.paint_text(painter, slot, said, color, font("small", strong=True))
        return room + px(8)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)


class Navigation(QFrame):
    """The column of screens. Up and Down walk, Enter or Space opens."""

    asked = Signal(str)

    def __init__(self, entries: Sequence[ScreenEntry]) -> None:
        super().__init__()
        name_widget(self, "navigation", _("Screens"))
        self.setProperty("surface", "nav")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, NavigationButton] = {}
        self._is_small: bool | None = None
        layout = column(gap=2, margins=(8, 8, 8, 8), on=self)
        foot: list[QWidget] = []
        for at, entry in enumerate(entries):
            button = self._make_button(entry, f"Ctrl+{at + 1}")
            if entry.at_foot:
                foot.append(button)
            else:
                layout.addWidget(button)
        layout.addStretch(1)
        for widget in foot:
            layout.addWidget(widget)
        self.set_small(False)

    def _make_button(self, entry: ScreenEntry, shortcut: str) -> NavigationButton:
        button = NavigationButton(entry, shortcut)
        self._group.addButton(button)
        self._buttons[entry.key] = button
        ask: Callable[..., None] = lambda _checked=False: self.asked.emit(entry.key)  # noqa: E731
        button.clicked.connect(ask)
        return button

    def set_small(self, is_small: bool) -> None:
        """Icons alone (48 px), or icons and words (164 px)."""
        if is_small is self._is_small:
            return
        self._is_small = is_small
        margin = theme().px(6 if is_small else 8)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(margin, theme().px(8), margin, theme().px(8))
        for button in self._buttons.values():
            button.set_small(is_small)
        self.refit()

    def refit(self) -> None:
        """Take the width of the present scale and direction."""
        if self._is_small:
            nav = next(iter(self._buttons.values())).sizeHint().width() if self._buttons else 36
            self.setFixedWidth(max(theme().width("nav_icons"), nav + theme().px(12)))
        else:
            widest = max(
                (painting.text_width(b.text(), font(strong=True)) for b in self._buttons.values()), default=0
            )
            self.setFixedWidth(max(theme().width("nav"), min(widest + theme().px(92), theme().px(240))))
        self.setProperty("mirrored", is_mirrored())
        restyle(self)

    def show_current(self, key: str) -> None:
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def refresh_counts(self) -> None:
        """Ask every screen's count again."""
        for button in self._buttons.values():
            if button.entry.count is not None:
                button.set_count(button.entry.count())
            if button.entry.asks is not None:
                button.set_asks(button.entry.asks())

    def button(self, key: str) -> NavigationButton:
        return self._buttons[key]

    def focus_current(self) -> None:
        chosen = self._group.checkedButton()
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        buttons = list(self._buttons.values())
        at = next((n for n, button in enumerate(buttons) if button.hasFocus()), None)
        if step is not None and at is not None:
            buttons[(at + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at is not None:
            buttons[at].click()
        else:
            super().keyPressEvent(event)
