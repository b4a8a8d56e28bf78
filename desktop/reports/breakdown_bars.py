"""Who was reached, as bars by sex, age or another dimension."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from reportlab.platypus import Flowable

from desktop.reports.bands import shortened_to
from desktop.reports.palette import ACCENT_LIGHT, CAPTION, GREY, LABEL
from desktop.reports.project_content import Dimension
from desktop.reports.typesetter import Typesetter

_ROW, _BETWEEN, _NAMES, _NUMBERS = 14.0, 18.0, 50.0, 58.0


class BreakdownBars(Flowable):
    """Up to three dimensions side by side; a hidden count has no bar."""

    def __init__(self, typesetter: Typesetter, dimensions: Sequence[Dimension]) -> None:
        super().__init__()
        self._typesetter, self._dimensions = typesetter, dimensions
        self.spaceAfter = 3

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        self._each = (width - 2 * _BETWEEN) / 3
        self.height = 16 + _ROW * max(len(dimension.cells) for dimension in self._dimensions)
        return width, self.height

    def split(self, _width: float, _height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        for at, dimension in enumerate(self._dimensions):
            from_start = at * (self._each + _BETWEEN)
            self._draw_dimension(dimension, from_start)

    def _place(self, from_start: float, wide: float = 0) -> float:
        return self.width - from_start - wide if self._typesetter.right_to_left else from_start

    def _draw_dimension(self, dimension: Dimension, start: float) -> None:
        canvas: Any = self.canv
        typesetter = self._typesetter
        side = "right" if typesetter.right_to_left else "left"
        typesetter.draw_line(
            canvas, dimension.title[:60], LABEL.but(size=7.8), self._place(start), self.height - 9, side
        )
        known = [count for _name, count in dimension.cells if isinstance(count, int)]
        whole = sum(known) if len(known) == len(dimension.cells) else 0
        room = self._each - _NAMES - _NUMBERS
        for row, (name, count) in enumerate(dimension.cells):
            y = self.height - 16 - (row + 1) * _ROW + 4
            shown = shortened_to(name, _NAMES - 4, typesetter)
            typesetter.draw_line(canvas, shown, CAPTION, self._place(start), y, side)
            if isinstance(count, int):
                length = max(room * count / max(known), 0.5) if max(known) > 0 else 0.5
                canvas.fill_with(ACCENT_LIGHT)
                canvas.stroke_with(GREY, 0.5)
                canvas.rect(self._place(start + _NAMES, length), y - 1.5, length, 8, stroke=1, fill=1)
            said = typesetter.formats.count(count)
            if whole and isinstance(count, int):
                said = f"{said} ({typesetter.formats.percent(Decimal(count) / whole)})"
            other = "left" if typesetter.right_to_left else "right"
            typesetter.draw_line(canvas, said, CAPTION, self._place(start + self._each), y, other)
