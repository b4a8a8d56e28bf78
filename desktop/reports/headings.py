"""Numbered headings that never stand alone, with their bookmarks, and the list of contents."""

from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable

from desktop.i18n import _
from desktop.reports.palette import ACCENT, CAPTION, GREY, HEADING, LABEL, PAGE_HEIGHT, SUBHEADING
from desktop.reports.tables import RowTable
from desktop.reports.typesetter import Paragraph, Typesetter
from desktop.reports.words import Span

_ROOM_BELOW, _ROOM_BELOW_SUB = 105.0, 62.0
_MOST_TAKEN_ALONG = 420.0
_TALL = 200.0  # a pasted text in a title is split like any paragraph


class Heading(Flowable):
    """A heading that moves to the next page when what follows would not fit a few lines below it."""

    def __init__(
        self,
        typesetter: Typesetter,
        title: str,
        number: int | None = None,
        *,
        sub: bool = False,
    ) -> None:
        super().__init__()
        self._title, self._sub = title, sub
        self._number = number
        style = SUBHEADING if sub else HEADING
        text = title if number is None else [Span(str(number)), Span("\u00a0\u00a0"), Span(title)]
        self._paragraph = typesetter.paragraph(text, style)
        self._room_below = _ROOM_BELOW_SUB if sub else _ROOM_BELOW
        self._next: Flowable | None = None
        self.spaceBefore, self.spaceAfter = style.before, style.after
        self.key = f"section-{number}" if number is not None else ""

    def take_along(self, following: Flowable) -> None:
        """Stay with the first whole part of what follows: a picture, or the head and first row of a table."""
        self._next = following

    def room_needed(self, width: float) -> float:
        """The height below which this heading would stand alone."""
        below = 0.0 if self._next is None else _least_height(self._next, width)
        return self._paragraph.wrap(width, 0)[1] + max(self._room_below, below)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = self._paragraph.wrap(width, height)
        if self.height < height < self.room_needed(width) and self.height < _TALL:
            return width, height + 1  # does not fit: next page
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        return self._paragraph.split(width, height) if self.height > _TALL else []

    def draw(self) -> None:
        canvas: Any = self.canv
        if self.key:
            _x, top = canvas.absolutePosition(0, self.height + 4)
            canvas.mark_place(self.key, f"{self._number}  {self._title}", 0, top)
        self._paragraph.drawOn(canvas, 0, 0)


def _least_height(flowable: Flowable, width: float) -> float:
    if isinstance(flowable, Paragraph):
        return 0.0  # splits after two lines, which the usual room holds
    if isinstance(flowable, Heading | RowTable):
        needed = flowable.room_needed(width)
    else:
        needed = flowable.wrap(width, PAGE_HEIGHT)[1]
    return needed if needed < _MOST_TAKEN_ALONG else 0.0


@dataclass(frozen=True, slots=True)
class Listed:
    """A heading as the contents list names it."""

    number: int
    title: str

    @property
    def key(self) -> str:
        return f"section-{self.number}"


class ContentsList(Flowable):
    """The numbered headings in two columns with links; the pages are filled in when they are known."""

    _ROW = 12.0

    def __init__(self, typesetter: Typesetter, listed: list[Listed]) -> None:
        super().__init__()
        self._typesetter, self._listed = typesetter, listed
        self.spaceBefore = 6

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        self._rows = -(-len(self._listed) // 2)
        self.height = 14 + self._rows * self._ROW
        return width, self.height

    def draw(self) -> None:
        typesetter, canvas = self._typesetter, self.canv
        mirrored = typesetter.right_to_left
        side = "right" if mirrored else "left"
        typesetter.draw_line(
            canvas, _("Contents"), LABEL.but(size=8), self.width if mirrored else 0, self.height - 9, side
        )
        half = (self.width - 18) / 2
        for at, item in enumerate(self._listed):
            column, row = divmod(at, self._rows)
            start = column * (half + 18)
            self._draw_row(canvas, item, start, half, self.height - 14 - (row + 1) * self._ROW + 3)

    def _draw_row(self, canvas: Any, item: Listed, start: float, half: float, y: float) -> None:
        typesetter = self._typesetter
        mirrored = typesetter.right_to_left
        side, other = ("right", "left") if mirrored else ("left", "right")

        def place(from_start: float) -> float:
            return self.width - start - from_start if mirrored else start + from_start

        typesetter.draw_line(
            canvas, str(item.number), CAPTION.but(bold=True, color=ACCENT), place(0), y, side
        )
        typesetter.draw_line(canvas, item.title, CAPTION, place(15), y, side)
        left = min(place(0), place(half))
        canvas.linkRect(
            "", item.key, (left, y - 3, left + half, y + self._ROW - 3), relative=1, Border="[0 0 0]"
        )
        x, absolute_y = canvas.absolutePosition(place(half), y)

        def draw_page(finished: Any) -> None:
            page = finished.page_of.get(item.key)
            if page is not None:
                typesetter.draw_line(finished, str(page), CAPTION.but(color=GREY), x, absolute_y, other)

        canvas.later_on_this_page(draw_page)
