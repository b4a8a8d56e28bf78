"""Reported, verified and their difference as three bars on one scale."""

from decimal import Decimal

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import _
from desktop.services.visits.figure_records import VerificationRecord
from desktop.ui import formats
from desktop.ui.theme import Tone, painting
from desktop.ui.theme.fonts import font, line_height
from desktop.ui.theme.tokens import theme

WORD_WIDTH, FIGURE_WIDTH = 116, 96


class DifferenceBars(QWidget):
    """Hidden while a figure is lacking."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("difference_bars")
        self._row: VerificationRecord | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_row(self, row: VerificationRecord | None) -> None:
        self._row = row if row and row.reported is not None and row.verified is not None else None
        self.setVisible(self._row is not None)
        if self._row is not None:
            self.setAccessibleName(
                _("Reported {reported}, verified {verified}").format(
                    reported=formats.number(self._row.reported or 0), verified=_shown(self._row.verified)
                )
            )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(300), 3 * (line_height("body") + theme().px(6)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        row = self._row
        if row is None or row.reported is None or row.verified is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max(row.reported, row.verified, Decimal(1))
        low, high = sorted((row.reported / most, row.verified / most))
        gap = row.verified - row.reported
        tone = Tone.OFF_TRACK if row.needs_reason or row.reasons else Tone.NEUTRAL
        grey, blue = theme().tone(Tone.NEUTRAL).solid, theme().color("accent")
        red = theme().tone(tone).solid
        lines = (
            (_("Reported"), Decimal(0), row.reported / most, grey, _shown(row.reported)),
            (_("Verified"), Decimal(0), row.verified / most, blue, _shown(row.verified)),
            (_("Difference"), low, high, red, _shown(gap)),
        )
        tall = line_height("body") + theme().px(6)
        for at, (word, start, end, color, figure) in enumerate(lines):
            rect = self.rect().adjusted(0, at * tall, 0, 0)
            rect.setHeight(tall)
            self._paint_line(painter, rect, word, (float(start), float(end)), color, figure)

    def _paint_line(
        self,
        painter: QPainter,
        whole: QRect,
        word: str,
        span: tuple[float, float],
        color: QColor,
        figure: str,
    ) -> None:
        px = theme().px
        text = theme().color("text.secondary")
        painting.paint_text(painter, painting.placed(whole, 0, px(WORD_WIDTH)), word, text, font())
        track = painting.placed(whole, px(WORD_WIDTH), max(whole.width() - px(WORD_WIDTH + FIGURE_WIDTH), 1))
        first, last = span
        bar = painting.placed(
            track, round(track.width() * first), max(round(track.width() * (last - first)), 0)
        )
        painter.fillRect(QRectF(bar).adjusted(0, px(4), 0, -px(4)), color)
        slot = painting.placed(whole, whole.width() - px(FIGURE_WIDTH), px(FIGURE_WIDTH))
        strong = font(strong=True)
        painting.paint_text(
            painter, slot, formats.isolated(figure), theme().color("text.primary"), strong, painting.END
        )


def _shown(value: Decimal | None) -> str:
    if value is None:
        return ""
    return formats.number(round(value, 2)).replace("-", "−")
