"""The steps at the side: done, present, to come; each with what was chosen there."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import _
from desktop.ui.theme import painting
from desktop.ui.theme.fonts import font, line_height
from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.tokens import theme


class StepList(QWidget):
    """Painted; a screen reader hears "Step 2 of 4: How you start"."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("first_start_steps")
        self._steps: tuple[tuple[str, str], ...] = ()
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: Sequence[tuple[str, str]], current: int) -> None:
        """Title and note of each step, and which is now."""
        self._steps, self._current = tuple(steps), current
        self.setAccessibleName(
            _("Step {n} of {count}: {step}").format(n=current + 1, count=len(steps), step=steps[current][0])
        )
        self.updateGeometry()
        self.update()

    def _row_height(self) -> int:
        return line_height("body") + line_height("small") + theme().px(24)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(260), self._row_height() * max(len(self._steps), 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, (title, note) in enumerate(self._steps):
            row = QRect(0, at * self._row_height(), self.width(), self._row_height())
            self._paint_step(painter, row, at, title, note)

    def _paint_step(self, painter: QPainter, row: QRect, at: int, title: str, note: str) -> None:
        px, colors = theme().px, theme()
        side = px(24)
        circle = QRectF(painting.placed(row, 0, side))
        circle.setHeight(side)
        circle.adjust(1, 1, -1, -1)
        filled = at <= self._current
        painter.setPen(Qt.PenStyle.NoPen if filled else QPen(colors.color("border.control"), 2))
        painter.setBrush(colors.color("accent") if filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle)
        inside = colors.color("accent.on") if filled else colors.color("text.primary")
        if at < self._current:
            inset = side / 5
            paint_icon(painter, circle.adjusted(inset, inset, -inset, -inset), "ph.check-bold", inside)
        else:
            painter.setPen(inside)
            painter.setFont(font("small", strong=True))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(at + 1))
        room = max(row.width() - px(36), 0)
        words = painting.placed(row, px(36), room)
        top = QRect(words.left(), words.top(), room, line_height("body"))
        below = QRect(words.left(), top.bottom() + 1, room, line_height("small"))
        painting.paint_text(
            painter, top, title, colors.color("text.primary"), font("body", strong=at == self._current)
        )
        painting.paint_text(painter, below, note, colors.color("text.secondary"), font("small"))
