"""Chip, bar, ladder and text as drawn in rows, cells and widgets alike."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPainter, QPen

from desktop.ui.theme.fonts import font
from desktop.ui.theme.icons import paint_icon
from desktop.ui.theme.tokens import Tone, theme

START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Mark:
    """A state as people see it: colour, icon and word together."""

    tone: Tone
    word: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """Progress from 0 to 1, and where it should be today."""

    share: float | None
    expected: float | None = None
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Rungs:
    """How far a record has come on its way to the backup: `reached` of `count` dots, and the word."""

    reached: int
    word: str
    count: int = 4
    tone: Tone = Tone.NEUTRAL


def is_mirrored() -> bool:
    return QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft


def placed(whole: QRect, x: int, width: int) -> QRect:
    """A slice of a row, counted from the side where reading begins."""
    left = whole.right() - x - width + 1 if is_mirrored() else whole.left() + x
    return QRect(left, whole.top(), width, whole.height())


def paint_text(
    painter: QPainter, rect: QRect, text: str, color: QColor, face: QFont, align: Qt.AlignmentFlag = START
) -> None:
    """One line of text, with an ellipsis where the room ends."""
    painter.setFont(face)
    painter.setPen(color)
    shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    # A Latin title in an Arabic window stands at the right but keeps the order of its own words.
    mirrored = is_mirrored()
    is_end = bool(align & Qt.AlignmentFlag.AlignTrailing)
    side = Qt.AlignmentFlag.AlignRight if is_end != mirrored else Qt.AlignmentFlag.AlignLeft
    painter.setLayoutDirection(_direction_of(text))
    flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect, int(flags | Qt.TextFlag.TextSingleLine), shown)


def _direction_of(text: str) -> Qt.LayoutDirection:
    """That of the first letter; the window's where there is none."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
        if kind == "L":
            return Qt.LayoutDirection.LeftToRight
    return Qt.LayoutDirection.RightToLeft if is_mirrored() else Qt.LayoutDirection.LeftToRight


def text_width(text: str, face: QFont) -> int:
    return QFontMetrics(face).horizontalAdvance(text) + 1


def mark_width(mark: Mark, *, strong: bool = False, chip: bool = True) -> int:
    """Room a chip (or icon and word) takes."""
    icon = theme().icon_size("inline") + theme().px(4) if mark.icon else 0
    return icon + text_width(mark.word, font("small", strong=strong)) + (theme().px(12) if chip else 0)


def paint_chip(painter: QPainter, rect: QRect, mark: Mark) -> None:
    """Icon and word on the ground of their tone."""
    colors = theme().tone(mark.tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors.bg)
    painter.drawRoundedRect(QRectF(rect), 6, 6)
    painter.restore()
    inner = rect.adjusted(theme().px(6), 0, -theme().px(6), 0)
    paint_mark(painter, inner, mark, strong=False)


def paint_mark(
    painter: QPainter, rect: QRect, mark: Mark, *, strong: bool = True, color: QColor | None = None
) -> None:
    """Icon and word without a ground."""
    ink = color or theme().tone(mark.tone).fg
    shift = 0
    if mark.icon:
        size = theme().icon_size("inline")
        box = placed(rect, 0, size)
        square = QRectF(box.left(), rect.center().y() - size / 2 + 0.5, size, size)
        paint_icon(painter, square, mark.icon, ink)
        shift = size + theme().px(4)
    rest = placed(rect, shift, rect.width() - shift)
    paint_text(painter, rest, mark.word, ink, font("small", strong=strong))


def paint_bar(painter: QPainter, rect: QRect, bar: Bar, height: int | None = None) -> None:
    """A rounded bar on its track, and a line where it is expected to be."""
    tall = height or theme().px(8)
    track = QRectF(rect.left(), rect.center().y() - tall / 2 + 0.5, rect.width(), tall)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("bg.sunken"))
    painter.drawRoundedRect(track, 4, 4)
    if bar.share:
        painter.setBrush(theme().tone(bar.tone).solid)
        painter.drawRoundedRect(_from_start(track, min(max(bar.share, 0.0), 1.0)), 4, 4)
    if bar.expected is not None:
        _paint_expected(painter, track, min(max(bar.expected, 0.0), 1.0))
    painter.restore()


def _from_start(track: QRectF, share: float) -> QRectF:
    width = max(track.width() * share, 4.0)
    left = track.right() - width if is_mirrored() else track.left()
    return QRectF(left, track.top(), width, track.height())


def _paint_expected(painter: QPainter, track: QRectF, share: float) -> None:
    share = 1 - share if is_mirrored() else share
    x = track.left() + track.width() * share
    over = theme().px(3)
    painter.setBrush(theme().color("text.primary"))
    painter.drawRect(QRectF(x - 1, track.top() - over, 2, track.height() + 2 * over))


def paint_rungs(painter: QPainter, rect: QRect, rungs: Rungs) -> None:
    """Dots joined by lines, the reached ones filled; the word is drawn by the caller."""
    dot, gap = theme().px(9), theme().px(22)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    done, open_ = theme().tone(Tone.ON_TRACK).solid, theme().color("border.control")
    y = rect.center().y() + 0.5
    for n in range(rungs.count):
        box = placed(rect, n * gap, dot)
        center = QPointF(box.center().x() + 0.5, y)
        if n:
            before = placed(rect, (n - 1) * gap, dot).center().x() + 0.5
            inset = dot / 2 + 2 if center.x() > before else -(dot / 2 + 2)
            painter.setPen(QPen(open_, 1.5))
            painter.drawLine(QPointF(before + inset, y), QPointF(center.x() - inset, y))
        reached = n < rungs.reached
        painter.setPen(QPen(done if reached else open_, 1.5))
        painter.setBrush(done if reached else theme().color("bg.panel"))
        painter.drawEllipse(center, dot / 2 - 0.75, dot / 2 - 0.75)
    painter.restore()


def rungs_width(count: int = 4) -> int:
    return theme().px(22) * (count - 1) + theme().px(9)


def paint_segments(painter: QPainter, rect: QRect, parts: Sequence[tuple[Tone, float]]) -> None:
    """Shares of a whole side by side, such as results by rating."""
    total = sum(share for _, share in parts) or 1.0
    x = 0.0
    for tone, share in parts:
        width = rect.width() * share / total
        slot = placed(rect, round(x), max(round(width) - 2, 1))
        painter.fillRect(slot, theme().tone(tone).solid)
        x += width


def hairline(painter: QPainter, rect: QRect, *, top: bool = False) -> None:
    """The line between rows, one device pixel at any scale."""
    pen = QPen(theme().color("border.subtle"), 1)
    pen.setCosmetic(True)
    painter.setPen(pen)
    y = rect.top() if top else rect.bottom()
    painter.drawLine(rect.left(), y, rect.right(), y)
