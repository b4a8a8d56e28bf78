"""The workplan as bars over quarters, with the day of the visit."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from reportlab.platypus import Flowable

from desktop.i18n import _
from desktop.reports.bands import shortened_to
from desktop.reports.content import PlannedWork
from desktop.reports.marks import draw_rating
from desktop.reports.palette import ACCENT_LIGHT, CAPTION, GREY, HAIRLINE, INK, SMALL
from desktop.reports.typesetter import Typesetter

_ROW, _ABOVE, _BELOW = 14.5, 16.0, 14.0
_NAMES, _NOTES = 150.0, 112.0


def datable(works: Sequence[PlannedWork]) -> list[PlannedWork]:
    """The activities whose bar can be drawn."""
    return [
        work for work in works if work.start is not None and work.end is not None and work.start <= work.end
    ]


class Gantt(Flowable):
    """Bars from start to end, filled as far as the work is done; time runs left to right in every language."""

    def __init__(self, typesetter: Typesetter, works: Sequence[PlannedWork], visit_day: date | None) -> None:
        super().__init__()
        self._typesetter, self._works, self._visit_day = typesetter, datable(works), visit_day
        days = [day for work in self._works for day in (work.start, work.end) if day is not None]
        self._first, self._last = min(days), max(days)
        self.spaceAfter = 6

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, _ABOVE + len(self._works) * _ROW + _BELOW
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        fitting = int((height - _ABOVE - _BELOW) / _ROW)
        if fitting < 3 or fitting >= len(self._works):
            return []
        return [self._part(self._works[:fitting]), self._part(self._works[fitting:])]

    def _part(self, works: Sequence[PlannedWork]) -> "Gantt":
        part = Gantt(self._typesetter, works, self._visit_day)
        part._first, part._last = self._first, self._last
        return part

    def _x(self, day: date) -> float:
        mirrored = self._typesetter.right_to_left
        left = _NOTES if mirrored else _NAMES
        room = self.width - _NAMES - _NOTES
        return left + room * (day - self._first).days / max((self._last - self._first).days, 1)

    def draw(self) -> None:
        canvas: Any = self.canv
        top = self.height - _ABOVE
        self._draw_quarters(canvas, top)
        for at, work in enumerate(self._works):
            self._draw_work(canvas, work, top - at * _ROW - _ROW / 2)
        if self._visit_day is not None and self._first <= self._visit_day <= self._last:
            x = self._x(self._visit_day)
            canvas.stroke_with(INK, 1)
            canvas.line(x, _BELOW - 3, x, top)
            # Translators: marks the day of the visit on a time line
            self._typesetter.draw_line(canvas, _("visit"), SMALL.but(bold=True, color=INK), x, 3, "center")

    def _draw_quarters(self, canvas: Any, top: float) -> None:
        canvas.stroke_with(HAIRLINE, 0.5)
        starts = _quarter_starts(self._first, self._last)
        step = max(1, -(-len(starts) // 8))
        for start in starts[::step]:
            x = self._x(start)
            canvas.line(x, _BELOW, x, top)
            text = self._typesetter.formats.month(start)
            self._typesetter.draw_line(canvas, text, SMALL.but(size=6.8), x, top + 4, "center")

    def _draw_work(self, canvas: Any, work: PlannedWork, y: float) -> None:
        typesetter = self._typesetter
        mirrored = typesetter.right_to_left
        name = shortened_to(work.title, _NAMES - 10, typesetter)
        side = "right" if mirrored else "left"
        typesetter.draw_line(canvas, name, CAPTION.but(size=8.4), self.width if mirrored else 0, y - 3, side)
        left, right = self._x(work.start or self._first), self._x(work.end or self._last)
        canvas.fill_with(ACCENT_LIGHT)
        done = min(max(float(work.percent_done or 0) / 100, 0.0), 1.0)
        canvas.rect(left, y - 4, (right - left) * done, 8, stroke=0, fill=1)
        canvas.stroke_with(GREY, 0.6)
        canvas.rect(left, y - 4, max(right - left, 1), 8, stroke=1, fill=0)
        self._draw_state(canvas, work, y)

    def _draw_state(self, canvas: Any, work: PlannedWork, y: float) -> None:
        typesetter = self._typesetter
        mirrored = typesetter.right_to_left
        x = _NOTES - 12 if mirrored else self.width - _NOTES + 12
        if work.rating is not None:
            draw_rating(canvas, work.rating, x - 7 if mirrored else x, y - 3.5, 7)
            x += -11 if mirrored else 11
        text = work.note
        if work.percent_done is not None:
            share = typesetter.formats.percent(work.percent_done / Decimal(100))
            text = f"{share} · {work.note}" if work.note else _("{share} done").format(share=share)
        text = shortened_to(text, _NOTES - 23, typesetter)
        typesetter.draw_line(canvas, text, CAPTION, x, y - 3, "right" if mirrored else "left")


def _quarter_starts(first: date, last: date) -> list[date]:
    starts = []
    year, month = first.year, (first.month - 1) // 3 * 3 + 1
    while year < 9999 and date(year, month, 1) <= last:
        if date(year, month, 1) >= first:
            starts.append(date(year, month, 1))
        year, month = (year + 1, 1) if month == 10 else (year, month + 3)
    return starts or [first]
