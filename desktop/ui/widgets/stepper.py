"""Where a record stands on its way: steps done, the present one, those to come."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import _
from desktop.ui.theme import painting
from desktop.ui.theme.fonts import font, line_height
from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.tokens import theme


class Stepper(QWidget):
    """A row of named steps; when narrow only the previous, the current and the next, then "step 5 of 8"."""

    def __init__(self, object_name: str = "stepper") -> None:
        super().__init__()
        self.setObjectName(object_name)
        self._steps: tuple[str, ...] = ()
        self._current = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: Sequence[str], current: int) -> None:
        """Words of all steps in order, and which one is now (len(steps) when all are done)."""
        self._steps, self._current = tuple(steps), current
        word = steps[current] if 0 <= current < len(steps) else ""
        self.setAccessibleName(self._place_in_words(word))
        self.setAccessibleDescription(", ".join(self._steps))
        self.setToolTip(" → ".join(self._steps))
        self.updateGeometry()
        self.update()

    def _place_in_words(self, word: str = "") -> str:
        place = _("Step {n} of {count}").format(
            n=min(self._current + 1, len(self._steps)), count=len(self._steps)
        )
        return f"{place}: {word}" if word else place

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), max(theme().px(28), line_height("small") + theme().px(8)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()
        super().changeEvent(event)

    def _width_of(self, at: int) -> int:
        strong = at == self._current
        return theme().px(18 + 6) + painting.text_width(self._steps[at], font("small", strong=strong))

    def _shown(self) -> list[int]:
        """The steps that fit, fewest first when the room is small."""
        every = list(range(len(self._steps)))
        near = [at for at in (self._current - 1, self._current, self._current + 1) if at in every]
        for steps in (every, near):
            gaps = theme().px(28) * max(len(steps) - 1, 0)
            tail = 0 if steps is every else theme().px(16) + self._tail_width()
            if sum(self._width_of(at) for at in steps) + gaps + tail <= self.width():
                return steps
        return [self._current] if self._current in every else near[-1:]

    def _tail_width(self) -> int:
        return painting.text_width(self._place_in_words(), font("small"))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self._shown()
        is_whole = len(shown) == len(self._steps)
        used = sum(self._width_of(at) for at in shown)
        room = self.width() - used if is_whole else theme().px(36) * max(len(shown) - 1, 0)
        gap = min(room // max(len(shown) - 1, 1), theme().px(160))
        x = 0
        for at in shown:
            width = self._width_of(at)
            self._paint_step(painter, painting.placed(self.rect(), x, width), at)
            x += width
            if at != shown[-1]:
                self._paint_link(painter, painting.placed(self.rect(), x, gap), is_done=at < self._current)
                x += gap
        if not is_whole:
            tail = painting.placed(self.rect(), x + theme().px(16), self._tail_width())
            words, quiet = self._place_in_words(), theme().color("text.secondary")
            painting.paint_text(painter, tail, words, quiet, font("small"))

    def _paint_step(self, painter: QPainter, rect: QRect, at: int) -> None:
        side = theme().px(18)
        slot = painting.placed(rect, 0, side)
        circle = QRectF(slot.left(), rect.center().y() - side / 2 + 0.5, side, side)
        accent = theme().color("accent")
        if at <= self._current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(circle)
        else:
            painter.setPen(QPen(theme().color("border.control"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        if at < self._current:
            inset = side * 0.2
            inner = circle.adjusted(inset, inset, -inset, -inset)
            paint_icon(painter, inner, "ph.check-bold", theme().color("accent.on"))
        elif at == self._current:
            painter.setBrush(theme().color("accent.on"))
            painter.drawEllipse(QPointF(circle.center()), side * 0.2, side * 0.2)
        word = painting.placed(rect, side + theme().px(6), rect.width() - side - theme().px(6))
        is_now = at == self._current
        color = theme().color("text.primary" if is_now else "text.secondary")
        painting.paint_text(painter, word, self._steps[at], color, font("small", strong=is_now))

    def _paint_link(self, painter: QPainter, rect: QRect, *, is_done: bool) -> None:
        inset = min(theme().px(6), rect.width() // 4)
        painter.setPen(QPen(theme().color("accent" if is_done else "border.subtle"), 2))
        y = rect.center().y() + 1
        painter.drawLine(rect.left() + inset, y, rect.right() - inset, y)
