"""Strips and bars that tell something beside the work: what is missing, not saved, changed by others."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.theme.tokens import Tone, theme
from desktop.ui.widgets.buttons import Button, KeyHint
from desktop.ui.widgets.layouts import row
from desktop.ui.widgets.marks import IconLabel
from desktop.ui.widgets.naming import label, name_widget


def _rich(parts: Sequence[tuple[str, str]]) -> str:
    """Strong lead and plain rest of each part; what people wrote is escaped."""
    from html import escape  # brings a list of every sign that HTML has a name for

    return " ".join(f"<b>{escape(lead)}</b> {escape(rest)}".strip() for lead, rest in parts)


class NoticeStrip(QFrame):
    """What stops the next step, and the way to the first of it: "Before Reporting: ... Go to the first"."""

    followed = Signal()

    def __init__(
        self, object_name: str = "notice", tone: Tone = Tone.AT_RISK, icon: str = "ph.asterisk"
    ) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setProperty("tone", str(tone))
        self._text = QLabel()
        self._text.setProperty("role", "small")
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
        self.link = Button(
            "", f"{object_name}_link", kind="link", small=True, accessible=_("Go to the first")
        )
        self.link.clicked.connect(self.followed)
        self.link.hide()
        layout = row(gap=8, margins=(12, 6, 12, 6), on=self)
        layout.addWidget(IconLabel(icon, str(tone)), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.link)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_parts(self, parts: Sequence[tuple[str, str]], link: str = "") -> None:
        """Each part is a strong lead and its rest; no parts hide the strip."""
        self._text.setText(_rich(parts))
        self.setAccessibleName(" ".join(f"{lead} {rest}" for lead, rest in parts))
        self.link.setText(link)
        self.link.setAccessibleName(link)
        self.link.setVisible(bool(link))
        self.setVisible(bool(parts))


class SoftNotice(NoticeStrip):
    """Someone else changed what is open: told softly, nothing moves."""

    def __init__(self, object_name: str = "soft_notice") -> None:
        super().__init__(object_name, Tone.INFO, "ph.users-fill")

    def say(self, sentence: str, link: str = "") -> None:
        self.show_parts([("", sentence)] if sentence else [], link)


class NotSavedBar(QFrame):
    """The only red bar: saving failed, the text is kept, the next try is counted down."""

    try_now = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("not_saved")
        self.setProperty("tone", "off_track")
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
        self._button = Button(_("Try now"), "not_saved_try_now", compact=True)
        self._button.clicked.connect(self._try)
        layout = row(gap=8, margins=(12, 8, 12, 8), on=self)
        layout.addWidget(IconLabel("ph.warning-circle-fill", "off_track"), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._button)
        self._why, self._left = "", 0
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._count_down)
        self.hide()

    def show_failure(self, why: str, retry_in_s: int) -> None:
        self._why, self._left = why, retry_in_s
        self._tick.start()
        self._write()
        self.show()

    def clear(self) -> None:
        """It was saved after all."""
        self._tick.stop()
        self.hide()

    def _count_down(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._try()
        else:
            self._write()

    def _try(self) -> None:
        self._tick.stop()
        self.try_now.emit()

    def _write(self) -> None:
        rest = ngettext(
            "Your text stays here; the next try is in {n} second.",
            "Your text stays here; the next try is in {n} seconds.",
            self._left,
        ).format(n=self._left)
        lead = _("Not saved: {why}").format(why=self._why)
        self._text.setText(_rich([(lead, rest)]))
        self.setAccessibleName(f"{lead} {rest}")


class Toast(QFrame):
    """What was just done, and Undo, for eight seconds; it waits while the mouse or the keyboard is on it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        name_widget(self, "toast", _("Notice"))
        self.setProperty("surface", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = IconLabel("ph.check", "tooltip")
        self._text = label("", wrap=False)
        self._act: Callable[[], None] | None = None
        self.button = Button("", "toast_action", kind="link", accessible=_("Undo"))
        self.button.clicked.connect(self._do)
        self._key = KeyHint("Ctrl+Z")
        row(self._icon, self._text, 8, self.button, self._key, gap=8, margins=(16, 6, 12, 6), on=self)
        self._timer = QTimer(self, singleShot=True, interval=theme().motion("toast_stay_ms"))
        self._timer.timeout.connect(self._leave)
        self.button.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()

    def say(
        self,
        text: str,
        *,
        undo: Callable[[], None] | None = None,
        action: tuple[str, Callable[[], None]] | None = None,
        icon: str = "ph.check",
    ) -> None:
        """Show a line with Undo (and its key), or with another action such as Open."""
        word, act = (_("Undo"), undo) if undo is not None else (action or ("", None))
        self._act = act
        self._icon.set_icon_name(icon, "tooltip")
        self._text.setText(text)
        self.setAccessibleName(text)
        self.button.setText(word)
        self.button.setAccessibleName(word)
        self.button.setVisible(act is not None)
        self._key.setVisible(undo is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _do(self) -> None:
        act = self._act
        self._leave(force=True)
        if act is not None:
            act()

    def _leave(self, *, force: bool = False) -> None:
        if not force and (self.underMouse() or self.button.hasFocus()):
            self._timer.start()
            return
        self._timer.stop()
        self.hide()

    def _place(self) -> None:
        window = self._over
        self.adjustSize()
        gap = theme().px(16)
        width = min(self.width(), window.width() - 2 * gap)
        self.setGeometry(
            (window.width() - width) // 2, window.height() - self.height() - gap, width, self.height()
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self.parentWidget() and self.isVisible():
            self._place()
        return False


class SaveState(QWidget):
    """Saving, Saved 10:42, or Not saved: in the top bar at all times."""

    def __init__(self) -> None:
        super().__init__()
        name_widget(self, "save_state", _("State of saving"))
        self._icon = IconLabel("ph.check", "on_track")
        self._text = label("", "small")
        layout: QHBoxLayout = row(self._icon, self._text, gap=4, on=self)
        layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetFixedSize)
        self.show_nothing()

    def show_nothing(self) -> None:
        self.hide()

    def show_saving(self) -> None:
        self._say("ph.dots-three", "secondary", _("Saving"))

    def show_saved(self, time: str) -> None:
        self._say("ph.check", "on_track", _("Saved {time}").format(time=time))

    def show_not_saved(self) -> None:
        self._say("ph.warning-circle-fill", "off_track", _("Not saved"))

    def _say(self, icon: str, role: str, word: str) -> None:
        self._icon.set_icon_name(icon, role)
        self._text.setText(word)
        self.setAccessibleDescription(word)
        self.show()
