"""Charts of one question, painted in the colours of the theme; each says in words what it shows."""

from decimal import Decimal

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.services.form_library.summaries.records import Numbers, QuestionSummary
from desktop.ui import formats
from desktop.ui.screens.library.summary.words import number, share_words, spoken
from desktop.ui.theme import Tone, theme
from desktop.ui.theme.fonts import font
from desktop.ui.theme.painting import END, Bar, paint_bar, paint_text, placed

_HALF = Decimal("0.5")
_ROW = 26
_NUMBERS = 132
_PLACES = 200


class Chart(QWidget):
    """A drawing of one question's answers."""

    def __init__(self, one: QuestionSummary, height: int) -> None:
        super().__init__()
        self.one = one
        self.setAccessibleName(spoken(one))
        self.setFixedHeight(theme().px(height))
        self.setMinimumWidth(theme().px(240))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        painter.end()

    def draw(self, painter: QPainter) -> None:
        raise NotImplementedError


class BarsChart(Chart):
    """A line an answer: its words, a bar of those who answered, how many."""

    def __init__(self, one: QuestionSummary) -> None:
        super().__init__(one, _ROW * max(len(one.counts), 1))

    def draw(self, painter: QPainter) -> None:
        tall, gap = theme().px(_ROW), theme().px(12)
        for at, count in enumerate(self.one.counts):
            whole = QRect(0, at * tall, self.width(), tall)
            words = whole.width() * 2 // 5
            figure = theme().px(92)
            color = theme().color("text.primary" if count.count else "text.muted")
            paint_text(painter, placed(whole, 0, words), count.label, color, font("body"))
            track = placed(whole, words + gap, max(whole.width() - words - figure - 2 * gap, 10))
            share = count.count / self.one.answered if self.one.answered else 0.0
            paint_bar(painter, track, Bar(share, tone=Tone.OWN))
            said = placed(whole, whole.width() - figure, figure)
            paint_text(painter, said, share_words(count.count, self.one), color, font("small"), END)


class NumbersChart(Chart):
    """How numbers are spread; a line marks the median."""

    def __init__(self, one: QuestionSummary, figures: Numbers) -> None:
        self._figures = figures
        super().__init__(one, _NUMBERS)

    def draw(self, painter: QPainter) -> None:
        foot, head = theme().px(22), theme().px(18)
        field = QRect(0, head, self.width(), self.height() - head - foot)
        bins = self._figures.bins
        most = max(one.count for one in bins)
        step = field.width() / len(bins)
        painter.setPen(Qt.PenStyle.NoPen)
        for at, one in enumerate(bins):
            left = field.left() + at * step
            tall = field.height() * one.count / most
            painter.setBrush(theme().tone(Tone.OWN).solid)
            painter.setPen(Qt.PenStyle.NoPen)
            bar = QRectF(left + 1, field.bottom() - tall, max(step - 2, 1), tall)
            painter.drawRoundedRect(bar, 2, 2)
            self._write(painter, at, step, one.count, field, round(bar.top()))
        painter.setPen(theme().color("border.control"))
        painter.drawLine(field.bottomLeft(), field.bottomRight())
        self._draw_ends(painter, QRect(0, field.bottom() + 2, self.width(), foot))

    @staticmethod
    def _write(painter: QPainter, at: int, step: float, count: int, field: QRect, top: int) -> None:
        if count and step >= theme().px(18):
            tall = theme().px(16)
            rect = QRect(round(field.left() + at * step), top - tall, round(step), tall)
            painter.setPen(theme().color("text.secondary"))
            painter.setFont(font("small"))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), formats.number(count))

    def _draw_ends(self, painter: QPainter, rect: QRect) -> None:
        bins, color = self._figures.bins, theme().color("text.secondary")
        painter.setPen(color)
        painter.setFont(font("small"))
        left, right = number(bins[0].low), number(bins[-1].high)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute), left)
        if len(bins) > 1:
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute), right)
        self._draw_median(painter, rect)

    def _draw_median(self, painter: QPainter, rect: QRect) -> None:
        bins = self._figures.bins
        low, high = bins[0].low, bins[-1].high
        if bins[0].low == bins[0].high:  # numbers one by one: the bar's middle stands for the number
            low, high = low - _HALF, high + _HALF
        share = float((self._figures.median - low) / (high - low))
        x = rect.left() + share * rect.width()
        painter.setPen(theme().color("text.primary"))
        painter.drawLine(QPointF(x, theme().px(18)), QPointF(x, rect.top() + theme().px(4)))


class PlacesChart(Chart):
    """Positions in their frame: north is up."""

    def __init__(self, one: QuestionSummary) -> None:
        super().__init__(one, _PLACES)

    def draw(self, painter: QPainter) -> None:
        frame = QRectF(0.5, 0.5, self.width() - 1.0, self.height() - 1.0)
        painter.setPen(theme().color("border.subtle"))
        painter.setBrush(theme().color("bg.sunken"))
        painter.drawRoundedRect(frame, 6, 6)
        inner = frame.adjusted(14, 14, -14, -22)
        lats = [lat for lat, _lon in self.one.points]
        lons = [lon for _lat, lon in self.one.points]
        tall, wide = max(max(lats) - min(lats), 0.01), max(max(lons) - min(lons), 0.01)
        painter.setPen(theme().color("bg.panel"))
        painter.setBrush(theme().tone(Tone.OWN).solid)
        for lat, lon in self.one.points:
            x = inner.left() + inner.width() * ((lon - min(lons)) / wide if wide > 0.01 else 0.5)
            y = inner.bottom() - inner.height() * ((lat - min(lats)) / tall if tall > 0.01 else 0.5)
            painter.drawEllipse(QPointF(x, y), 4, 4)
        painter.setPen(theme().color("text.secondary"))
        painter.setFont(font("small"))
        said = f"{min(lats):.4f} – {max(lats):.4f} N · {min(lons):.4f} – {max(lons):.4f} E"
        painter.drawText(frame.adjusted(8, 0, -8, -4), int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), said)  # fmt: skip


def make_chart(one: QuestionSummary) -> Chart | None:
    """None where there is nothing to draw."""
    if one.numbers is not None:
        return NumbersChart(one, one.numbers)
    if one.points:
        return PlacesChart(one)
    return BarsChart(one) if one.counts else None
