"""A canvas for our own fonts, which finishes its pages when their number is known."""

from collections.abc import Callable
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from desktop.reports.glyph_fonts import GlyphFont
from desktop.reports.palette import Color

rl_config.useA85 = 0  # a fifth smaller, and many times faster

Finish = Callable[["PageCanvas", int, int], None]
"""Draws what stands on page n of m; gets the canvas, n and m."""


class PageCanvas(Canvas):
    """Holds each page back until `save`, so that one pass of layout is enough for page n of m and the contents."""

    # of the stock canvas, unknown to its stubs
    _doc: Any
    _code: list[str]
    _startPage: Callable[[], None]

    def __init__(self, *args: Any, **options: Any) -> None:
        self._held: list[dict[str, Any]] = []
        self.finish_page: Finish | None = None
        self.page_of: dict[str, int] = {}
        self._later: dict[int, list[Callable[[PageCanvas], None]]] = {}
        super().__init__(*args, **options)

    def _make_preamble(self) -> None:
        # the stock one opens each page with Helvetica, which is never embedded
        self._preamble = "1 0 0 1 0 0 cm"

    def setFont(self, *_args: Any, **_options: Any) -> None:
        """Nothing: Table asks for Helvetica at each cell, and our lines name their own font."""

    def show_code(self, code: str) -> None:
        """Add operators to the page."""
        self._code.append(code)

    def add_font(self, font: GlyphFont) -> None:
        self._doc.delayedFonts.append(font)

    def fill_with(self, color: Color) -> None:
        self.setFillColorRGB(*color.rgb)

    def stroke_with(self, color: Color, width: float = 0.5) -> None:
        self.setStrokeColorRGB(*color.rgb)
        self.setLineWidth(width)

    def later_on_this_page(self, draw: Callable[["PageCanvas"], None]) -> None:
        """Draw this when all pages are laid out."""
        self._later.setdefault(len(self._held), []).append(draw)

    def mark_place(self, key: str, title: str, level: int, top: float) -> None:
        """Make a bookmark of the present place."""
        self.page_of[key] = len(self._held) + 1
        self.bookmarkPage(key, fit="XYZ", left=0, top=top, zoom=0)
        self.addOutlineEntry(title, key, level, closed=level > 0)

    def showPage(self) -> None:
        self._code.append(" ")
        self._held.append(dict(self.__dict__))
        # bookmarks name their page by this counter, which ReportLab moves on only when a page is written
        self._doc.pageCounter += 1
        self._doc.inObject = None
        self._startPage()

    def save(self) -> None:
        held, later = self._held, self._later
        self._doc.pageCounter = 1
        for at, page in enumerate(held):
            self.__dict__.update(page)
            for draw in later.get(at, ()):
                draw(self)
            if self.finish_page is not None:
                self.finish_page(self, at + 1, len(held))
            super().showPage()
        self._code = []
        super().save()

    @property
    def pages(self) -> int:
        return len(self._held)
