"""Buttons of every kind, a segmented choice, and the hint of a key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from desktop.ui.theme.fonts import font, line_height
from desktop.ui.theme.icons import refresh_icon, set_icon
from desktop.ui.theme.painting import is_mirrored
from desktop.ui.theme.tokens import Tone, theme
from desktop.ui.widgets.layouts import FlowLayout
from desktop.ui.widgets.naming import name_widget

Kind = Literal["secondary", "primary", "ghost", "danger", "link"]
_ICON_ROLES = {"primary": "on_accent", "danger": "on_accent", "ghost": "secondary", "link": "link"}


class Button(QPushButton):
    """A button with a verb; `trailing` puts the icon after the word."""

    def __init__(
        self,
        text: str,
        object_name: str,
        *,
        kind: Kind = "secondary",
        icon: str = "",
        trailing: bool = False,
        compact: bool = False,
        small: bool = False,
        elided: bool = False,
        accessible: str = "",
        press: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(text.replace("&", "&&"))
        name_widget(self, object_name, accessible or text)
        self.setProperty("kind", kind)
        self.setProperty("density", "compact" if compact else "")
        self.setProperty("small", small)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self._is_elided = elided
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if trailing:
            self._turn_round()
        if icon:
            set_icon(self, icon, _ICON_ROLES.get(kind, "text"), "inline" if small else "control")
        if press is not None:
            self.clicked.connect(lambda _checked=False: press())

    def setText(self, text: str) -> None:
        super().setText(text)
        refresh_icon(self)  # the room beside an icon goes with the word

    def minimumSizeHint(self) -> QSize:
        """A button that may lose the end of its word needs room for a few letters only."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), theme().px(72)), whole.height()) if self._is_elided else whole

    def paintEvent(self, event: QPaintEvent) -> None:
        missing = self.sizeHint().width() - self.width()
        if not self._is_elided or missing <= 0:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        metrics = self.fontMetrics()
        room = max(metrics.horizontalAdvance(self.text()) - missing, 0)
        option.text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _turn_round(self) -> None:
        rtl, ltr = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
        self.setLayoutDirection(ltr if is_mirrored() else rtl)


class IconButton(QToolButton):
    """A button of one icon; its name is its tooltip."""

    def __init__(
        self, icon: str, name: str, object_name: str, *, role: str = "secondary", shortcut: str = ""
    ) -> None:
        super().__init__()
        name_widget(self, object_name, name)
        set_icon(self, icon, role)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        hint = name
        if shortcut:
            self.setShortcut(QKeySequence(shortcut))
            hint = f"{name} ({QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)})"
        self.setToolTip(hint)


class MenuButton(Button):
    """A button that opens a menu; a caret says so."""

    def __init__(self, text: str, object_name: str, *, compact: bool = True) -> None:
        super().__init__(text, object_name, icon="ph.caret-down", trailing=True, compact=compact)
        self.choices = QMenu(self)
        self.setMenu(self.choices)

    def set_choices(self, choices: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Fill the menu with words and what each does."""
        self.choices.clear()
        for word, act in choices:
            self.choices.addAction(word.replace("&", "&&")).triggered.connect(
                lambda _checked=False, act=act: act()
            )


class MoreButton(IconButton):
    """The three dots at the end of a header: every further action, given as QActions."""

    def __init__(self, name: str, object_name: str) -> None:
        super().__init__("ph.dots-three-vertical", name, object_name)
        self.choices = QMenu(self)
        self.setMenu(self.choices)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def set_actions(self, actions: Sequence[QAction]) -> None:
        self.choices.clear()
        self.choices.addActions(list(actions))
        self.setVisible(bool(actions))


class KeyHint(QLabel):
    """A key cap, such as Ctrl+K; says what can be pressed, does nothing itself."""

    def __init__(self, keys: str) -> None:
        super().__init__(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys)
        self.setProperty("role", "key")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice of a segmented control."""

    value: object
    word: str
    icon: str = ""
    tone: Tone | None = None
    key: str = ""
    """Digit that chooses it; the position counts where none is given."""


class SegmentedChoice(QWidget):
    """A few exclusive choices side by side: rating, data quality score, kind of view.

    Digits choose, arrows move, Space chooses; `chosen` tells the value.
    """

    chosen = Signal(object)

    def __init__(
        self, segments: Sequence[Segment], object_name: str, accessible: str, *, compact: bool = True
    ) -> None:
        super().__init__()
        name_widget(self, object_name, accessible)
        self._segments = tuple(segments)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = FlowLayout(self, gap=-1)
        for at, segment in enumerate(self._segments):
            layout.addWidget(self._make_button(at, segment))
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._group.idClicked.connect(self._tell)
        self._group.idToggled.connect(self._raise_checked)

    def _make_button(self, at: int, segment: Segment) -> QToolButton:
        button = _SegmentButton()
        button.setText(segment.word)
        button.setCheckable(True)
        name_widget(button, f"{self.objectName()}_{at + 1}", segment.word)
        button.setProperty("kind", "segment")
        button.setProperty("tone", str(segment.tone) if segment.tone else "")
        if segment.icon:
            set_icon(button, segment.icon, "secondary")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._group.addButton(button, at)
        button.installEventFilter(self)
        return button

    @property
    def value(self) -> object:
        at = self._group.checkedId()
        return self._segments[at].value if at >= 0 else None

    def set_value(self, value: object) -> None:
        """Show a choice without telling it; None shows none."""
        self._group.setExclusive(False)
        for at, segment in enumerate(self._segments):
            self._group.button(at).setChecked(value is not None and segment.value == value)
        self._group.setExclusive(True)

    def button(self, at: int) -> QAbstractButton:
        return self._group.button(at)

    def _tell(self, at: int) -> None:
        self.chosen.emit(self._segments[at].value)

    def _raise_checked(self, at: int, is_on: bool) -> None:
        button, segment = self._group.button(at), self._segments[at]
        if is_on:
            button.raise_()
        if segment.icon:
            lit = str(segment.tone) if segment.tone else "soft"
            set_icon(button, segment.icon, lit if is_on else "secondary")

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take_key(event):
            super().keyPressEvent(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        keys = [segment.key or str(at + 1) for at, segment in enumerate(self._segments)]
        if event.text() in keys:
            button = self._group.button(keys.index(event.text()))
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            button.click()
            return True
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            return False
        focused = next((at for at in range(len(keys)) if self._group.button(at).hasFocus()), 0)
        at = focused + (-step if is_mirrored() else step)
        if 0 <= at < len(keys):
            self._group.button(at).setFocus(Qt.FocusReason.TabFocusReason)
        return True


class _SegmentButton(QToolButton):
    """Keeps room for its word in bold, so that choosing moves nothing."""

    def sizeHint(self) -> QSize:
        px = theme().px
        icon = self.iconSize().width() + px(4) if not self.icon().isNull() else 0
        word = QFontMetrics(font(strong=True)).horizontalAdvance(self.text())
        height = max(theme().height("control_compact"), line_height("body") + px(8))
        return QSize(icon + word + px(20), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
