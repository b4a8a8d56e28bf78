"""The language, direction and fonts of one report, and the paragraphs made with them."""

from collections.abc import Callable
from typing import Any

from reportlab.platypus import Flowable

from desktop.i18n import is_right_to_left
from desktop.reports.formats import Formats
from desktop.reports.lines import Line, LineDrawer, fill_lines, unfilled
from desktop.reports.palette import TextStyle
from desktop.reports.words import HardLine, Text, hard_lines

Mark = Callable[[Any, float, float], None]
"""Draws a sign on a canvas; gets the left end of its room and the baseline of the first line."""


class Typesetter:
    """Sets the texts of one report; made anew for each."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.right_to_left = is_right_to_left(language)
        self.formats = Formats(language)
        self.drawer = LineDrawer()

    def paragraph(
        self, text: Text, style: TextStyle, *, mark: Mark | None = None, indent: float = 0
    ) -> "Paragraph":
        """A paragraph; `mark` is drawn in the indent at its start."""
        return Paragraph(self, text, style, mark, indent)

    def side(self, align: str) -> str:
        """`start` and `end` as the left or right they mean here."""
        if align == "start":
            return "right" if self.right_to_left else "left"
        if align == "end":
            return "left" if self.right_to_left else "right"
        return align

    def draw_line(
        self, canvas: Any, text: Text, style: TextStyle, x: float, y: float, align: str = "left"
    ) -> float:
        """Draw a text on one line at a baseline, and return its width; x is its left, right or middle."""
        (line,) = fill_lines(hard_lines(text, style, self.right_to_left)[:1], 1e6)
        shift = {"left": 0.0, "right": line.width, "center": line.width / 2}[align]
        self.drawer.draw(canvas, line, x - shift, y)
        return line.width

    def width_of(self, text: Text, style: TextStyle) -> float:
        """The width of a text on one line."""
        return self.paragraph(text, style).natural_width()


class Paragraph(Flowable):
    """Text in lines, as a flowable; at least two lines stay together at a page's foot and head."""

    def __init__(
        self,
        typesetter: Typesetter,
        text: Text,
        style: TextStyle,
        mark: Mark | None = None,
        indent: float = 0,
    ) -> None:
        super().__init__()
        self._typesetter, self._style, self._mark, self._indent = typesetter, style, mark, indent
        self._hard_lines: list[HardLine] | None = hard_lines(text, style, typesetter.right_to_left)
        self._lines: list[Line] = []
        self._filled_at = -1.0
        self.spaceBefore, self.spaceAfter = style.before, style.after

    def _hard(self) -> list[HardLine]:
        if self._hard_lines is None:  # a part of a longer paragraph, needed at another width
            self._hard_lines = unfilled(self._lines)
        return self._hard_lines

    def longest_word(self) -> float:
        """The width below which a word must be cut."""
        widths = (word.width for line in self._hard() for word in line.words)
        return max(widths, default=0.0) + self._indent

    def natural_width(self) -> float:
        """The width at which no line needs a break."""
        return (
            max((sum(word.width for word in line.words) for line in self._hard()), default=0.0) + self._indent
        )

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        if self._filled_at != width:
            self._lines = fill_lines(self._hard(), width - self._indent + 0.01)
            self._filled_at = width
        self.width = width
        self.height = len(self._lines) * self._style.leading
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        count = int((height + 0.01) / self._style.leading)
        if count >= len(self._lines):
            return [self]
        count = min(count, max(len(self._lines) - 2, 2))
        if count < 2 or count >= len(self._lines):
            return []
        return [self._part(0, count), self._part(count, len(self._lines))]

    def _part(self, start: int, end: int) -> "Paragraph":
        part = Paragraph(self._typesetter, "", self._style, None if start else self._mark, self._indent)
        part._lines, part._filled_at = self._lines[start:end], self._filled_at
        part._hard_lines = None
        part.spaceBefore = 0 if start else self.spaceBefore
        part.spaceAfter = self.spaceAfter if end == len(self._lines) else 0
        return part

    def draw(self) -> None:
        style, typesetter = self._style, self._typesetter
        side = typesetter.side(style.align)
        left, right = (0.0, self._indent) if typesetter.right_to_left else (self._indent, 0.0)
        room = self.width - left - right
        baseline = self.height - style.leading / 2 - style.size * 0.357
        if self._mark is not None:
            self._mark(self.canv, room if typesetter.right_to_left else 0.0, baseline)
        for line in self._lines:
            free = room - line.width
            x = left + {"left": 0.0, "right": free, "center": free / 2}[side]
            typesetter.drawer.draw(self.canv, line, x, baseline)
            baseline -= style.leading
