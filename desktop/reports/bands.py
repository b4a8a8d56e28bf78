"""What a verification factor comes to in words, and the chart of factors on their bands."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from reportlab.platypus import Flowable

from desktop.i18n import _
from desktop.reports.formats import Formats
from desktop.reports.palette import ACCENT, BAND_ACCEPTABLE, BAND_GOOD, CAPTION, GREY, INK, SMALL
from desktop.reports.typesetter import Typesetter
from desktop.rules.verification import ACCEPTABLE, GOOD, Band, band, off_by_percent


def band_sentence(reported: Decimal, verified: Decimal, formats: Formats) -> str:
    """How far a verified figure is from the reported one; beyond the bands it says by how much."""
    found = band(reported, verified)
    if found in (Band.OVER_REPORTED, Band.UNDER_REPORTED):
        off = off_by_percent(reported, verified) or Decimal(0)
        share = formats.percent(abs(off) / 100)
        if found is Band.OVER_REPORTED:
            return _("over-reported by {share}").format(share=share)
        return _("under-reported by {share}").format(share=share)
    return {
        Band.GOOD: _("good"),
        Band.ACCEPTABLE: _("acceptable"),
        Band.MISMATCH: _("mismatch"),
        Band.NOT_APPLICABLE: "",
        None: "",
    }[found]


_LOWEST, _HIGHEST = 0.80, 1.20
_ROW, _ABOVE, _BELOW = 13.0, 22.0, 12.0


class BandChart(Flowable):
    """Each factor as a dot on the bands good, acceptable, poor; a dot beyond the scale stands at its edge.

    `rows`: indicator, site, factor.
    """

    def __init__(self, typesetter: Typesetter, rows: Sequence[tuple[str, str, Decimal]]) -> None:
        super().__init__()
        self._typesetter, self._rows = typesetter, rows
        self.spaceBefore, self.spaceAfter = 2, 6

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        self.height = _ABOVE + len(self._rows) * _ROW + _BELOW
        self._names = min(width * 0.36, 190.0)
        return width, self.height

    def split(self, _width: float, _height: float) -> list[Flowable]:
        return []

    def _place(self, from_start: float) -> float:
        return self.width - from_start if self._typesetter.right_to_left else from_start

    def _scale(self, factor: Decimal | float) -> float:
        share = (min(max(float(factor), _LOWEST), _HIGHEST) - _LOWEST) / (_HIGHEST - _LOWEST)
        left, right = self._names + 8, self.width - 46
        return self._place(left + share * (right - left))

    def draw(self) -> None:
        canvas: Any = self.canv
        bottom, top = _BELOW, self.height - _ABOVE
        for (low, high), color in ((ACCEPTABLE, BAND_ACCEPTABLE), (GOOD, BAND_GOOD)):
            canvas.fill_with(color)
            left, right = sorted((self._scale(low), self._scale(high)))
            canvas.rect(left, bottom, right - left, top - bottom + 3, stroke=0, fill=1)
        canvas.stroke_with(INK, 0.8)
        canvas.line(self._scale(1), bottom, self._scale(1), top + 3)
        self._draw_words(canvas, top)
        self._draw_axis(canvas)
        for at, (indicator, site, factor) in enumerate(self._rows):
            self._draw_row(canvas, self._name(indicator, site), factor, top - at * _ROW - _ROW / 2)

    def _name(self, indicator: str, site: str) -> str:
        """The site stays readable, for it is what tells the rows of one indicator apart."""
        typesetter = self._typesetter
        if not site:
            return shortened_to(indicator, self._names, typesetter)
        where = shortened_to(site, self._names / 2, typesetter)
        room = self._names - typesetter.width_of(where, CAPTION.but(size=8.4)) - 6
        return typesetter.formats.listed((shortened_to(indicator, room, typesetter), where))

    def _draw_words(self, canvas: Any, top: float) -> None:
        side = "right" if self._typesetter.right_to_left else "left"
        self._typesetter.draw_line(
            canvas, _("Verified / reported"), CAPTION.but(bold=True, size=8.4), self._place(0), top + 8, side
        )
        good, acceptable, poor = _("good"), _("acceptable"), _("poor")
        middles = ((0.85, poor), (0.925, acceptable), (1.0, good), (1.075, acceptable), (1.15, poor))
        for middle, word in middles:
            self._typesetter.draw_line(canvas, word, SMALL, self._scale(middle), top + 6, "center")

    def _draw_axis(self, canvas: Any) -> None:
        for value in ("0.80", "0.90", "0.95", "1.00", "1.05", "1.10", "1.20"):
            number = Decimal(value)
            text = self._typesetter.formats.number(number)
            self._typesetter.draw_line(canvas, text, SMALL, self._scale(number), 2.5, "center")

    def _draw_row(self, canvas: Any, name: str, factor: Decimal, y: float) -> None:
        typesetter = self._typesetter
        side, other = ("right", "left") if typesetter.right_to_left else ("left", "right")
        typesetter.draw_line(canvas, name, CAPTION.but(size=8.4), self._place(0), y - 3, side)
        value = typesetter.formats.number(factor, 2)
        typesetter.draw_line(
            canvas, value, CAPTION.but(size=8.4, bold=True), self._place(self.width), y - 3, other
        )
        x = self._scale(factor)
        canvas.stroke_with(GREY, 0.6)
        canvas.line(self._scale(1), y, x, y)
        canvas.fill_with(ACCENT)
        canvas.circle(x, y, 2.6, stroke=0, fill=1)


def shortened_to(text: str, room: float, typesetter: Typesetter) -> str:
    """A name cut to its room with an ellipsis."""
    style = CAPTION.but(size=8.4)
    text = text[:120]
    while len(text) > 1 and typesetter.width_of(text, style) > room:
        text = text[:-2].rstrip("… ") + "…"
    return text
