"""Drawn marks of a rating - disc, triangle, square, ring - and the words that always stand beside them."""

from typing import Any

from reportlab.platypus import Flowable

from desktop.i18n import _
from desktop.reports.palette import (
    AMBER,
    AMBER_TINT,
    CELL,
    GREEN,
    GREEN_TINT,
    INK,
    RED,
    RED_TINT,
    RING,
    WHITE,
    Color,
    TextStyle,
)
from desktop.reports.typesetter import Mark, Paragraph, Typesetter
from desktop.rules.vocabulary import Rating

RATING_COLORS = {
    Rating.ON_TRACK: GREEN,
    Rating.AT_RISK: AMBER,
    Rating.OFF_TRACK: RED,
    Rating.NOT_MONITORED: RING,
}
RATING_TINTS = {
    Rating.ON_TRACK: GREEN_TINT,
    Rating.AT_RISK: AMBER_TINT,
    Rating.OFF_TRACK: RED_TINT,
    Rating.NOT_MONITORED: WHITE,
}


def rating_word(rating: Rating) -> str:
    return {
        Rating.ON_TRACK: _("On track"),
        Rating.AT_RISK: _("At risk"),
        Rating.OFF_TRACK: _("Off track"),
        Rating.NOT_MONITORED: _("Not monitored"),
    }[rating]


def draw_rating(canvas: Any, rating: Rating, x: float, y: float, size: float) -> None:
    """Draw the mark of a rating into a square with its lower left corner at x, y."""
    color = RATING_COLORS[rating]
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(size, size)
    canvas.fill_with(color)
    canvas.stroke_with(WHITE, 0.11)
    canvas.setLineCap(1)
    _DRAWERS[rating](canvas, color)
    canvas.restoreState()


def _draw_disc(canvas: Any, _color: Color) -> None:
    canvas.circle(0.5, 0.5, 0.5, stroke=0, fill=1)
    _draw_lines(canvas, [(0.27, 0.5), (0.44, 0.33), (0.74, 0.66)])


def _draw_triangle(canvas: Any, _color: Color) -> None:
    path = canvas.beginPath()
    path.moveTo(0.5, 0.97)
    path.lineTo(1.03, 0.04)
    path.lineTo(-0.03, 0.04)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.line(0.5, 0.64, 0.5, 0.37)
    canvas.fill_with(WHITE)
    canvas.circle(0.5, 0.2, 0.065, stroke=0, fill=1)


def _draw_square(canvas: Any, _color: Color) -> None:
    canvas.rect(0.02, 0.02, 0.96, 0.96, stroke=0, fill=1)
    canvas.line(0.3, 0.3, 0.7, 0.7)
    canvas.line(0.3, 0.7, 0.7, 0.3)


def _draw_ring(canvas: Any, color: Color) -> None:
    canvas.stroke_with(color, 0.13)
    canvas.circle(0.5, 0.5, 0.42, stroke=1, fill=0)


def _draw_lines(canvas: Any, points: list[tuple[float, float]]) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path, stroke=1, fill=0)


_DRAWERS = {
    Rating.ON_TRACK: _draw_disc,
    Rating.AT_RISK: _draw_triangle,
    Rating.OFF_TRACK: _draw_square,
    Rating.NOT_MONITORED: _draw_ring,
}


def rating_mark(rating: Rating, size: float) -> Mark:
    """The mark as a paragraph's sign."""
    return lambda canvas, x, baseline: draw_rating(canvas, rating, x, baseline - size * 0.12, size)


def rated_text(typesetter: Typesetter, rating: Rating, style: TextStyle = CELL, text: str = "") -> Paragraph:
    """The mark and its word, or another text in its place."""
    size = style.size * 0.95
    room = size + style.size * 0.5
    color = style.color if text else RATING_COLORS[rating]
    mark = rating_mark(rating, size)

    def draw(canvas: Any, x: float, baseline: float) -> None:
        mark(canvas, x + room - size if typesetter.right_to_left else x, baseline)

    look = style.but(color=color, bold=style.bold or not text)
    return typesetter.paragraph(text or rating_word(rating), look, mark=draw, indent=room)


class Pips(Flowable):
    """A score of one to three as filled squares and its digit."""

    least_width = 36.0

    def __init__(self, typesetter: Typesetter, score: int | None) -> None:
        super().__init__()
        self._typesetter, self._score = typesetter, score

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, CELL.leading
        return width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        mirrored = self._typesetter.right_to_left
        edge = self.width if mirrored else 0.0
        toward = -1 if mirrored else 1
        if self._score is None:
            align = "right" if mirrored else "left"
            self._typesetter.draw_line(canvas, _("n/a"), CELL, edge, 2.7, align)
            return
        canvas.stroke_with(INK, 0.6)
        canvas.fill_with(INK)
        for at in range(3):
            x = edge + toward * at * 8.2 - (6.4 if mirrored else 0)
            canvas.rect(x, 2.4, 6.4, 6.4, stroke=1, fill=int(at < self._score))
        look = CELL.but(bold=self._score == 1)
        digit_at = edge + toward * 28
        self._typesetter.draw_line(
            canvas, str(self._score), look, digit_at, 2.7, "right" if mirrored else "left"
        )
