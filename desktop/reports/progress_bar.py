"""Progress to a target in one bar: light reported, dark its verified part, a tick where it should be today."""

from decimal import Decimal
from typing import Any

from reportlab.platypus import Flowable

from desktop.i18n import _
from desktop.reports.formats import MISSING
from desktop.reports.palette import ACCENT, ACCENT_LIGHT, CELL, CELL_NOTE, GREY, INK, WHITE
from desktop.reports.typesetter import Typesetter

_BAR, _HEIGHT = 66.0, 6.6


class ProgressBar(Flowable):
    """Capped at 100 %; above it the words say "over"."""

    least_width = _BAR + 54

    def __init__(
        self,
        typesetter: Typesetter,
        reported: Decimal | None,
        verified: Decimal | None = None,
        expected: Decimal | None = None,
    ) -> None:
        super().__init__()
        self._typesetter = typesetter
        self._reported, self._verified, self._expected = reported, verified, expected

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, CELL.leading
        return width, self.height

    def _filled(self, canvas: Any, percent: Decimal | None) -> None:
        if percent is None:
            return
        length = _BAR * _share(percent)
        x = self.width - length if self._typesetter.right_to_left else 0.0
        canvas.rect(x, 2.4, length, _HEIGHT, stroke=0, fill=1)

    def draw(self) -> None:
        canvas: Any = self.canv
        mirrored = self._typesetter.right_to_left
        left = self.width - _BAR if mirrored else 0.0
        canvas.fill_with(WHITE)
        canvas.stroke_with(GREY, 0.5)
        canvas.rect(left, 2.4, _BAR, _HEIGHT, stroke=1, fill=1)
        canvas.fill_with(ACCENT_LIGHT)
        self._filled(canvas, self._reported)
        canvas.fill_with(ACCENT)
        self._filled(canvas, self._verified)
        canvas.rect(left, 2.4, _BAR, _HEIGHT, stroke=1, fill=0)
        if self._expected is not None:
            tick = _BAR * _share(self._expected)
            x = self.width - tick if mirrored else tick
            canvas.stroke_with(INK, 1.3)
            canvas.line(x, 0.8, x, 2.4 + _HEIGHT + 1.6)
        x = self.width - _BAR - 5 if mirrored else _BAR + 5
        side = "right" if mirrored else "left"
        self._typesetter.draw_line(canvas, self._words(), CELL_NOTE.but(color=INK), x, 3, side)

    def _words(self) -> str:
        if self._reported is None:
            return MISSING
        said = self._typesetter.formats.percent(self._reported / 100)
        return _("{share}, over").format(share=said) if self._reported > 100 else said


def _share(percent: Decimal) -> float:
    return min(max(float(percent) / 100, 0.0), 1.0)
