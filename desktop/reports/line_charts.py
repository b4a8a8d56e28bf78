"""Values over time: the plan dashed, the reported solid with dots, the verified as open squares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reportlab.platypus import Flowable

from desktop.i18n import _
from desktop.reports.bands import shortened_to
from desktop.reports.marks import draw_rating
from desktop.reports.palette import ACCENT, CAPTION, GREY, HAIRLINE, INK, SMALL, WHITE
from desktop.reports.project_content import IndicatorPath, Point, Spending
from desktop.reports.typesetter import Typesetter
from desktop.reports.words import Span

_AXIS, _LABELS, _ABOVE, _BELOW = 34.0, 70.0, 12.0, 14.0
_WORDS, _CLEAR = 7.5, 2.5


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days and values to points of paper; time runs left to right in every language."""

    first: date
    last: date
    top_value: float
    left: float
    right: float
    bottom: float
    top: float

    def at(self, point: Point) -> tuple[float, float]:
        return self.x(point.day), self.y(float(point.value))

    def x(self, day: date) -> float:
        days = max((self.last - self.first).days, 1)
        share = min(max((day - self.first).days / days, 0.0), 1.0)
        return self.left + (self.right - self.left) * share

    def y(self, value: float) -> float:
        share = min(max(value / self.top_value, 0.0), 1.0)
        return self.bottom + (self.top - self.bottom) * share


def _round_top(values: Sequence[Decimal]) -> float:
    return max([float(value) for value in values if value > 0], default=1.0)


def _draw_axes(typesetter: Typesetter, canvas: Any, scale: _Scale, steps: int) -> None:
    canvas.stroke_with(HAIRLINE, 0.5)
    for step in range(steps + 1):
        value = scale.top_value * step / steps
        y = scale.y(value)
        canvas.line(scale.left, y, scale.right, y)
        said = typesetter.formats.number(Decimal(repr(round(value, 1))).normalize())
        typesetter.draw_line(canvas, said, SMALL, scale.left - 5, y - 2.5, "right")
    middle = scale.first + (scale.last - scale.first) / 2
    for day, side in ((scale.first, "left"), (middle, "center"), (scale.last, "right")):
        typesetter.draw_line(
            canvas, typesetter.formats.month(day), SMALL, scale.x(day), scale.bottom - 10, side
        )


def _draw_path(canvas: Any, scale: _Scale, points: Sequence[Point]) -> None:
    if len(points) < 2:
        return
    path = canvas.beginPath()
    path.moveTo(*scale.at(points[0]))
    for point in points[1:]:
        path.lineTo(*scale.at(point))
    canvas.drawPath(path, stroke=1, fill=0)


def _draw_planned(canvas: Any, scale: _Scale, points: Sequence[Point]) -> None:
    canvas.saveState()
    canvas.stroke_with(GREY, 1)
    canvas.setDash([3, 2])
    _draw_path(canvas, scale, points)
    canvas.restoreState()


def _between_lines(baseline: float, scale: _Scale, steps: int) -> float:
    """Where words of one line stand clear of the lines of the grid."""
    step = (scale.top - scale.bottom) / steps
    above = (baseline - scale.bottom) % step
    return baseline - max(above + _WORDS - step, 0.0) + max(_CLEAR - above, 0.0)


class SpendingChart(Flowable):
    """Money and time, in per cent of the total."""

    def __init__(self, typesetter: Typesetter, spending: Spending) -> None:
        super().__init__()
        self._typesetter, self._spending = typesetter, spending
        self.spaceAfter = 6

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, 136.0
        return width, self.height

    def split(self, _width: float, _height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        canvas: Any = self.canv
        typesetter, spending = self._typesetter, self._spending
        points = [*spending.planned, *spending.spent]
        days = [point.day for point in points]
        top = max(100.0, _round_top([point.value for point in points]))
        scale = _Scale(min(days), max(days), top, _AXIS, self.width - 130, _BELOW, self.height - 24)
        side = "right" if typesetter.right_to_left else "left"
        title_at = self.width if typesetter.right_to_left else 0
        title = CAPTION.but(bold=True, size=8.4)
        typesetter.draw_line(canvas, _("Money and time, % of total"), title, title_at, self.height - 9, side)
        _draw_axes(typesetter, canvas, scale, 4)
        _draw_planned(canvas, scale, spending.planned)
        if spending.planned:
            x, y = scale.at(spending.planned[-1])
            typesetter.draw_line(canvas, _("planned"), CAPTION.but(color=GREY), x + 8, y - 2.5)
        if spending.today is not None:
            self._draw_today(canvas, scale, spending.today)
        self._draw_spent(canvas, scale)

    def _draw_today(self, canvas: Any, scale: _Scale, today: date) -> None:
        x = scale.x(today)
        canvas.stroke_with(INK, 0.8)
        canvas.line(x, scale.bottom, x, scale.top + 2)
        said = self._typesetter.formats.day(today)
        look = SMALL.but(bold=True, color=INK)
        self._typesetter.draw_line(canvas, said, look, x - 3, scale.top + 5, "right")

    def _draw_spent(self, canvas: Any, scale: _Scale) -> None:
        spent = self._spending.spent
        if not spent:
            return
        canvas.stroke_with(ACCENT, 2)
        _draw_path(canvas, scale, spent)
        x, y = scale.at(spent[-1])
        canvas.fill_with(ACCENT)
        canvas.circle(x, y, 2.8, stroke=0, fill=1)
        share = self._typesetter.formats.percent(spent[-1].value / 100)
        said = [Span(_("spent {share}").format(share=share), bold=True)]
        if self._spending.note:
            said.append(Span(f", {self._spending.note}"))
        if self._spending.today is not None:
            x = max(x, scale.x(self._spending.today))  # the line of today would cross the words
        self._typesetter.draw_line(
            canvas, said, CAPTION.but(color=ACCENT), x + 8, _between_lines(y - 7, scale, 4)
        )


class PathRow(Flowable):
    """One or two indicators over time, side by side; stays whole."""

    _HEIGHT, _BETWEEN = 128.0, 18.0

    def __init__(self, typesetter: Typesetter, paths: Sequence[IndicatorPath]) -> None:
        super().__init__()
        self._typesetter, self._paths = typesetter, paths
        self._notes = [typesetter.paragraph(path.note, CAPTION.but(color=GREY)) for path in paths]

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        self._half = (width - self._BETWEEN) / 2
        self.height = self._HEIGHT + max(note.wrap(self._half, 0)[1] for note in self._notes) + 10
        return width, self.height

    def split(self, _width: float, _height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        for at, (path, note) in enumerate(zip(self._paths, self._notes, strict=True)):
            from_start = at * (self._half + self._BETWEEN)
            x = self.width - from_start - self._half if self._typesetter.right_to_left else from_start
            self._draw_chart(path, x, self.height)
            note.drawOn(self.canv, x, self.height - self._HEIGHT - note.height)

    def _draw_chart(self, path: IndicatorPath, x: float, top: float) -> None:
        canvas: Any = self.canv
        self._draw_title(canvas, path, x, top)
        points = [*path.planned, *path.reported, *path.verified]
        if not points:
            nothing = _("No values yet")
            middle = x + self._half / 2
            self._typesetter.draw_line(canvas, nothing, CAPTION.but(color=GREY), middle, top - 60, "center")
            return
        days = [point.day for point in points]
        highest = _round_top([point.value for point in points])
        bottom = top - self._HEIGHT + _BELOW
        scale = _Scale(
            min(days), max(days), highest, x + _AXIS, x + self._half - _LABELS, bottom, top - 26 - _ABOVE
        )
        _draw_axes(self._typesetter, canvas, scale, 2)
        _draw_planned(canvas, scale, path.planned)
        if path.planned:
            at_x, at_y = scale.at(path.planned[-1])
            said = _("target {value}").format(value=self._typesetter.formats.number(path.planned[-1].value))
            self._typesetter.draw_line(canvas, said, SMALL.but(size=7.8), at_x + 5, at_y - 2.5)
        self._draw_values(canvas, scale, path)

    def _draw_title(self, canvas: Any, path: IndicatorPath, x: float, top: float) -> None:
        mirrored = self._typesetter.right_to_left
        edge = x + self._half if mirrored else x
        toward = -1 if mirrored else 1
        if path.status is not None:
            draw_rating(canvas, path.status, edge - 8.5 if mirrored else edge, top - 10, 8.5)
        style = CAPTION.but(bold=True, size=8.6)
        title = shortened_to(path.title, self._half - 24, self._typesetter)
        self._typesetter.draw_line(
            canvas, title, style, edge + toward * 14, top - 9, "right" if mirrored else "left"
        )

    def _draw_values(self, canvas: Any, scale: _Scale, path: IndicatorPath) -> None:
        canvas.stroke_with(ACCENT, 1.8)
        _draw_path(canvas, scale, path.reported)
        canvas.fill_with(ACCENT)
        for point in path.reported:
            canvas.circle(*scale.at(point), 1.8, stroke=0, fill=1)
        canvas.fill_with(WHITE)
        canvas.stroke_with(INK, 1)
        for point in path.verified:
            x, y = scale.at(point)
            canvas.rect(x - 2.8, y - 2.8, 5.6, 5.6, stroke=1, fill=1)
        self._draw_last_values(canvas, scale, path)

    def _draw_last_values(self, canvas: Any, scale: _Scale, path: IndicatorPath) -> None:
        formats = self._typesetter.formats
        ends = [points[-1] for points in (path.reported, path.verified) if points]
        if not ends:
            return
        x, y = scale.at(ends[0])
        y = max(min(y - 12, min(scale.at(end)[1] for end in ends) - 4), scale.bottom + 11)
        if path.reported:
            said = _("{value} reported").format(value=formats.number(path.reported[-1].value))
            self._typesetter.draw_line(canvas, said, CAPTION.but(color=ACCENT, bold=True), x + 7, y)
            y -= 10
        if path.verified:
            said = _("{value} verified").format(value=formats.number(path.verified[-1].value))
            self._typesetter.draw_line(canvas, said, CAPTION.but(bold=True), x + 7, y)
