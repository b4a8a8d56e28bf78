"""Painted widgets that say how something stands: chip, progress line, ladder, segments."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.i18n import _
from desktop.ui.theme import painting
from desktop.ui.theme.fonts import line_height
from desktop.ui.theme.painting import Bar, Mark, Rungs
from desktop.ui.theme.tokens import Tone, theme


class _Painted(QWidget):
    """Asks for its size again when theme or scale change."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self.update()
        super().changeEvent(event)


class Chip(_Painted):
    """Icon and word on a coloured ground; `filled=False` leaves the ground away."""

    def __init__(self, mark: Mark, *, filled: bool = True, strong: bool = False) -> None:
        super().__init__()
        self._filled, self._strong = filled, strong
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_mark(mark)

    def set_mark(self, mark: Mark) -> None:
        self._mark = mark
        self.setAccessibleName(mark.word)
        self.updateGeometry()
        self.update()

    @property
    def mark(self) -> Mark:
        return self._mark

    def sizeHint(self) -> QSize:
        width = painting.mark_width(self._mark, strong=self._strong, chip=self._filled)
        return QSize(width, max(theme().height("chip"), line_height("small") + theme().px(4)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._filled:
            painting.paint_chip(painter, self.rect(), self._mark)
        else:
            painting.paint_mark(painter, self.rect(), self._mark, strong=self._strong)


class ProgressLine(_Painted):
    """A bar to its target with a line where it should be today."""

    def __init__(self, bar: Bar | None = None, *, width: int = 120) -> None:
        super().__init__()
        self._bar = bar or Bar(None)
        self._least = width
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_bar(self._bar)

    def set_bar(self, bar: Bar) -> None:
        self._bar = bar
        self.setAccessibleName(_spoken(bar))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._least), theme().px(14))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(32), theme().px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        painting.paint_bar(QPainter(self), self.rect(), self._bar)


def _spoken(bar: Bar) -> str:
    if bar.share is None:
        return _("No progress yet")
    if bar.expected is None:
        return _("{share} % done").format(share=round(bar.share * 100))
    return _("{share} % done, {expected} % expected by today").format(
        share=round(bar.share * 100), expected=round(bar.expected * 100)
    )


class Ladder(_Painted):
    """Four dots: on laptop, sent, stored, in backup; and the word."""

    def __init__(self, rungs: Rungs) -> None:
        super().__init__()
        self._rungs = rungs
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_rungs(rungs)

    def set_rungs(self, rungs: Rungs) -> None:
        self._rungs = rungs
        self.setAccessibleName(
            _("{word}, step {reached} of {count}").format(
                word=rungs.word, reached=rungs.reached, count=rungs.count
            )
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        word = painting.mark_width(Mark(self._rungs.tone, self._rungs.word), chip=False)
        width = max(painting.rungs_width(self._rungs.count), word)
        return QSize(width, theme().px(12) + line_height("small"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, top = QPainter(self), theme().px(12)
        painting.paint_rungs(painter, QRect(0, 0, self.width(), top), self._rungs)
        below = QRect(0, top, self.width(), self.height() - top)
        painting.paint_mark(painter, below, Mark(self._rungs.tone, self._rungs.word), strong=False)


class SegmentBar(_Painted):
    """Shares of a whole by tone, such as results by rating."""

    def __init__(self, parts: Sequence[tuple[Tone, float]], accessible: str) -> None:
        super().__init__()
        self._parts = tuple(parts)
        self.setAccessibleName(accessible)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_parts(self, parts: Sequence[tuple[Tone, float]], accessible: str) -> None:
        self._parts = tuple(parts)
        self.setAccessibleName(accessible)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        inset = theme().px(3)
        painting.paint_segments(QPainter(self), self.rect().adjusted(0, inset, 0, -inset), self._parts)


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where the room ends, and is whole in its tooltip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        color = self.palette().color(self.foregroundRole())
        painting.paint_text(QPainter(self), self.contentsRect(), self.text(), color, self.font())
        is_whole = self.fontMetrics().horizontalAdvance(self.text()) <= self.width()
        self.setToolTip("" if is_whole else self.text())


class IconLabel(_Painted):
    """One icon that is no button."""

    def __init__(self, name: str, role: str = "secondary", size: str = "control") -> None:
        super().__init__()
        self._name, self._role, self._size = name, role, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_icon_name(self, name: str, role: str) -> None:
        self._name, self._role = name, role
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().icon_size(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        from PySide6.QtCore import QRectF

        from desktop.ui.theme.icons import icon_color, paint_icon

        paint_icon(QPainter(self), QRectF(self.rect()), self._name, icon_color(self._role))
