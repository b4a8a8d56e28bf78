"""The tinted band of page 1: the lead's rating in large, and one cell for each result."""

from collections import Counter
from typing import Any

from reportlab.platypus import Flowable

from desktop.i18n import _, ngettext
from desktop.reports.content import OverallRating, RatedResult
from desktop.reports.marks import RATING_COLORS, RATING_TINTS, draw_rating, rating_word
from desktop.reports.palette import CELL, GREY, HAIRLINE, INK, LABEL, TINT, WHITE
from desktop.reports.typesetter import Typesetter
from desktop.reports.words import Span
from desktop.rules.vocabulary import Rating

_PAD, _CELL_WIDTH, _CELL_HEIGHT, _PER_ROW = 12.0, 36.4, 29.0, 7
_MOST_CELLS = 28


class RatingBand(Flowable):
    """Grows with its texts; a visit without results leaves the whole width to the overall rating."""

    def __init__(
        self, typesetter: Typesetter, overall: OverallRating | None, results: tuple[RatedResult, ...]
    ) -> None:
        super().__init__()
        self._typesetter, self._overall = typesetter, overall
        self._all = results
        self._results = results[:_MOST_CELLS]
        self._counts = Counter(result.rating for result in results if result.rating is not None)
        self.spaceBefore, self.spaceAfter = 9, 8

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        inner = width - 2 * _PAD
        self._right = _PER_ROW * (_CELL_WIDTH + 1.5) if self._results else 0.0
        self._left = inner - self._right - (18 if self._results else 0)
        summary = self._overall.summary if self._overall else ""
        self._summary = (
            self._typesetter.paragraph(summary, CELL.but(size=8.8, leading=12)) if summary else None
        )
        tall = 12.0 + (26 if self._overall else 0)
        if self._summary is not None:
            tall += self._summary.wrap(self._left, 0)[1] + 4
        self.height = max(tall, self._right_height()) + 2 * _PAD - 4
        return width, self.height

    def _right_height(self) -> float:
        if not self._results:
            return 0.0
        rows = -(-len(self._results) // _PER_ROW)
        return 14 + rows * (_CELL_HEIGHT + 3) + 14.5 * -(-len(self._counts) // 2) + 4

    def split(self, _width: float, _height: float) -> list[Flowable]:
        return []

    def _place(self, from_start: float, wide: float = 0) -> float:
        return self.width - from_start - wide if self._typesetter.right_to_left else from_start

    def _text(self, text: Any, style: Any, from_start: float, y: float) -> None:
        side = "right" if self._typesetter.right_to_left else "left"
        self._typesetter.draw_line(self.canv, text, style, self._place(from_start), y, side)

    def draw(self) -> None:
        canvas: Any = self.canv
        canvas.fill_with(TINT)
        canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        if self._overall is not None:
            self._draw_overall(self._overall)
        if self._results:
            self._draw_results()

    def _draw_overall(self, overall: OverallRating) -> None:
        top = self.height - _PAD
        self._text(_("Overall rating"), LABEL.but(size=7.8), _PAD, top - 6)
        draw_rating(self.canv, overall.rating, self._place(_PAD, 20), top - 33, 20)
        word = CELL.but(size=16, bold=True, color=RATING_COLORS[overall.rating])
        self._text(rating_word(overall.rating), word, _PAD + 28, top - 29)
        if self._summary is not None:
            self._summary.drawOn(self.canv, self._place(_PAD, self._left), top - 40 - self._summary.height)

    def _draw_results(self) -> None:
        start = self.width - _PAD - self._right
        top = self.height - _PAD
        count = len(self._all)
        title = ngettext("{count} result in scope", "{count} results in scope", count).format(count=count)
        self._text(title, LABEL.but(size=7.8), start, top - 6)
        top -= 14
        for at, result in enumerate(self._results):
            row, column = divmod(at, _PER_ROW)
            self._draw_cell(result, start + column * (_CELL_WIDTH + 1.5), top - row * (_CELL_HEIGHT + 3))
        top -= -(-len(self._results) // _PER_ROW) * (_CELL_HEIGHT + 3) + 4
        for at, rating in enumerate(rating for rating in Rating if self._counts[rating]):
            row, column = divmod(at, 2)
            self._draw_count(rating, start + column * self._right / 2, top - row * 14.5 - 8)

    def _draw_cell(self, result: RatedResult, from_start: float, top: float) -> None:
        canvas: Any = self.canv
        rating = result.rating
        x = self._place(from_start, _CELL_WIDTH)
        canvas.fill_with(WHITE if rating is None else RATING_TINTS[rating])
        canvas.stroke_with(HAIRLINE if rating is None else RATING_COLORS[rating], 0.7)
        canvas.rect(x, top - _CELL_HEIGHT, _CELL_WIDTH, _CELL_HEIGHT, stroke=1, fill=1)
        middle = x + _CELL_WIDTH / 2
        if rating is None:
            self._typesetter.draw_line(canvas, "—", CELL.but(color=GREY), middle, top - 13, "center")
        else:
            draw_rating(canvas, rating, middle - 5, top - 14, 10)
        style = CELL.but(size=7.8, bold=True, color=INK)
        number = result.number[:7]
        self._typesetter.draw_line(canvas, number, style, middle, top - 24, "center")

    def _draw_count(self, rating: Rating, from_start: float, y: float) -> None:
        draw_rating(self.canv, rating, self._place(from_start, 8), y - 1.2, 8)
        number = self._typesetter.formats.number(self._counts[rating])
        self._text(
            [Span(number, bold=True), Span(f"\u00a0\u00a0{rating_word(rating)}")], CELL, from_start + 13, y
        )
