"""The workplan as bars over quarters, with the day of the visit."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from reportlab.platypus import Flowable

from desktop.i18n import _
from desktop.reports.content import PlannedWork
from desktop.reports.marks import rated_text, rating_word
from desktop.reports.palette import ACCENT_LIGHT, CAPTION, GREY, HAIRLINE, INK, SMALL
from desktop.reports.typesetter import Typesetter

_ABOVE, _BELOW = 16.0, 14.0
_LONGEST_TEXTS = 300
_NAMES, _NOTES = 150.0, 112.0


def datable(works: Sequence[PlannedWork]) -> list[PlannedWork]:
    """The activities that can be drawn: their dates are known, and their texts fit beside a bar."""
    return [
        work
        for work in works
        if work.start is not None
        and work.end is not None
        and work.start <= work.end
        and len(work.title) + len(work.note) <= _LONGEST_TEXTS
    ]


class _Row:
    """An activity with its texts set."""

    def __init__(self, typesetter: Typesetter, work: PlannedWork) -> None:
        self.work = work
        self.name = typesetter.paragraph(work.title, CAPTION.but(size=8.4, leading=10.4))
        said = work.note
        if work.percent_done is not None:
            share = typesetter.formats.percent(work.percent_done / Decimal(100))
            said = f"{share} · {work.note}" if work.note else _("{share} done").format(share=share)
        look = CAPTION.but(leading=10.4)
        self.state = (
            rated_text(typesetter, work.rating, look, said or rating_word(work.rating))
            if work.rating is not None
            else typesetter.paragraph(said, look)
        )
        tallest = max(self.name.wrap(_NAMES - 10, 0)[1], self.state.wrap(_NOTES - 12, 0)[1])
        self.height = tallest + 4.1


class Gantt(Flowable):
    """Bars from start to end, filled as far as the work is done; time runs left to right in every language."""

    def __init__(self, typesetter: Typesetter, works: Sequence[PlannedWork], visit_day: date | None) -> None:
        super().__init__()
        self._typesetter, self._works, self._visit_day = typesetter, datable(works), visit_day
        self._rows = [_Row(typesetter, work) for work in self._works]
        days = [day for work in self._works for day in (work.start, work.end) if day is not None]
        self._first, self._last = min(days), max(days)
        self.spaceAfter = 6

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, _ABOVE + sum(row.height for row in self._rows) + _BELOW
        return width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        room = height - _ABOVE - _BELOW
        fitting = 0
        while fitting < len(self._rows) and room >= self._rows[fitting].height:
            room -= self._rows[fitting].height
            fitting += 1
        if fitting == 0 or fitting >= len(self._works):
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
        row_top = top
        for row in self._rows:
            self._draw_row(canvas, row, row_top)
            row_top -= row.height
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

    def _draw_row(self, canvas: Any, row: _Row, top: float) -> None:
        mirrored = self._typesetter.right_to_left
        row.name.drawOn(canvas, self.width - _NAMES + 10 if mirrored else 0, top - 2 - row.name.height)
        state_at = 0 if mirrored else self.width - _NOTES + 12
        row.state.drawOn(canvas, state_at, top - 2 - row.state.height)
        work, y = row.work, top - row.height / 2
        left, right = self._x(work.start or self._first), self._x(work.end or self._last)
        canvas.fill_with(ACCENT_LIGHT)
        done = min(max(float(work.percent_done or 0) / 100, 0.0), 1.0)
        canvas.rect(left, y - 4, (right - left) * done, 8, stroke=0, fill=1)
        canvas.stroke_with(GREY, 0.6)
        canvas.rect(left, y - 4, max(right - left, 1), 8, stroke=1, fill=0)


def _quarter_starts(first: date, last: date) -> list[date]:
    starts = []
    year, month = first.year, (first.month - 1) // 3 * 3 + 1
    while year < 9999 and date(year, month, 1) <= last:
        if date(year, month, 1) >= first:
            starts.append(date(year, month, 1))
        year, month = (year + 1, 1) if month == 10 else (year, month + 3)
    return starts or [first]
