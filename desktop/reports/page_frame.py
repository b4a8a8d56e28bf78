"""The pages of a report: margins, running header, and the footer that names edition, page and data."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import segno
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from desktop.i18n import _
from desktop.progress import Progress
from desktop.reports.directions import isolate
from desktop.reports.page_canvas import PageCanvas
from desktop.reports.palette import (
    BOTTOM,
    FOOT,
    GREY,
    HAIRLINE,
    INK,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SIDE,
    TEXT_WIDTH,
    TOP,
    TOP_FIRST,
)
from desktop.reports.typesetter import Typesetter

_QR = 11.5 * MM
_HEADER_BASELINE = PAGE_HEIGHT - 12.8 * MM
_FOOT_LINE = 17.4 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What stands on every page of one edition."""

    reference: str
    mark: str
    """Of the edition, for programs."""
    edition: str
    """What it is, in words: reference, revision or none, sensitivity."""
    marking: str
    heading: str
    made: str
    unsent: str
    data_sha256: str
    title: str
    language: str
    author: str


def lay_out(
    story: list[Flowable], running: Running, typesetter: Typesetter, progress: Progress
) -> tuple[bytes, int]:
    """The story on pages, as PDF bytes, and the number of pages."""
    output = BytesIO()
    document = BaseDocTemplate(
        output,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        title=running.title,
        author=running.author,
        subject=f"{running.reference} {running.mark}",
        creator="Milepost",
        lang=running.language,
        pageCompression=1,
    )
    document.addPageTemplates(
        [
            PageTemplate("first", [_frame(TOP_FIRST)], autoNextPageTemplate="next"),
            PageTemplate("next", [_frame(TOP)]),
        ]
    )
    document.setProgressCallBack(_forwards(progress, len(story)))
    edges = _Edges(running, typesetter)
    canvases: list[PageCanvas] = []

    def make_canvas(*args: object, **options: object) -> PageCanvas:
        canvas = PageCanvas(*args, **options)
        canvas.finish_page = edges.draw
        canvas.showOutline()
        canvases.append(canvas)
        return canvas

    document.build(story, canvasmaker=make_canvas)
    return output.getvalue(), canvases[0].pages


def _forwards(progress: Progress, total: int) -> Callable[[str, int], None]:
    furthest = 0

    def tell(kind: str, done: int) -> None:
        nonlocal furthest
        if kind == "PROGRESS":
            furthest = max(furthest, done)  # a block that comes apart adds parts to what is still to do
            progress.step(furthest, total)

    return tell


def _frame(top: float) -> Frame:
    return Frame(SIDE, BOTTOM, TEXT_WIDTH, PAGE_HEIGHT - BOTTOM - top, 0, 0, 0, 0, id="text")


class _Edges:
    """Header, footer and QR code of each page."""

    def __init__(self, running: Running, typesetter: Typesetter) -> None:
        self._running, self._typesetter = running, typesetter
        self._mirrored = typesetter.right_to_left
        code = f"{running.reference[:120]}|{running.mark}|sha256:{running.data_sha256}"
        self._qr = segno.make(code, error="m", micro=False, boost_error=False)

    def draw(self, canvas: PageCanvas, page: int, pages: int) -> None:
        canvas.saveState()
        if page > 1:
            self._draw_header(canvas)
        self._draw_footer(canvas, page, pages)
        self._draw_qr(canvas)
        canvas.restoreState()

    def _text(
        self, canvas: PageCanvas, text: str, y: float, end: bool = False, inset: float = 0, **look: object
    ) -> None:
        at_right = end != self._mirrored
        x = PAGE_WIDTH - SIDE - inset if at_right else SIDE + inset
        style = FOOT.but(**look)
        self._typesetter.draw_line(canvas, text, style, x, y, "right" if at_right else "left")

    def _hairline(self, canvas: PageCanvas, y: float) -> None:
        canvas.stroke_with(HAIRLINE, 0.6)
        canvas.line(SIDE, y, PAGE_WIDTH - SIDE, y)

    def _draw_header(self, canvas: PageCanvas) -> None:
        word = self._running.marking.upper()
        room = TEXT_WIDTH - self._typesetter.width_of(word, FOOT.but(bold=True, size=7.6)) - 14
        heading = shortened(self._running.heading, room, self._typesetter)
        self._text(canvas, heading, _HEADER_BASELINE, size=7.6, color=GREY)
        self._text(canvas, word, _HEADER_BASELINE, end=True, size=7.6, bold=True, color=INK)
        self._hairline(canvas, _HEADER_BASELINE - 6)

    def _draw_footer(self, canvas: PageCanvas, page: int, pages: int) -> None:
        running = self._running
        self._hairline(canvas, _FOOT_LINE)
        first, second, third = (_FOOT_LINE - 10 - step * 10 for step in range(3))
        edition = shortened(running.edition, TEXT_WIDTH * 0.62, self._typesetter)
        self._text(canvas, edition, first, bold=True, color=INK, size=7.6)
        self._text(canvas, running.made, second, color=GREY)
        if running.unsent:
            self._text(canvas, running.unsent, third, bold=True, color=INK)
        inset = _QR + 8
        number = _("Page {page} of {pages}").format(page=page, pages=pages)
        self._text(canvas, number, first, end=True, inset=inset, bold=True, color=INK, size=7.6)
        digits = running.data_sha256
        short = isolate(f"sha256 {digits[:4]} {digits[4:8]}")
        self._text(canvas, short, second, end=True, inset=inset, color=GREY)
        self._text(canvas, _("full value on the last page"), third, end=True, inset=inset, color=GREY)

    def _draw_qr(self, canvas: PageCanvas) -> None:
        if not canvas.hasForm("qr"):
            canvas.beginForm("qr", 0, 0, _QR, _QR)
            _draw_modules(canvas, self._qr.matrix)
            canvas.endForm()
        x = SIDE if self._mirrored else PAGE_WIDTH - SIDE - _QR
        canvas.translate(x, _FOOT_LINE - 5 - _QR)
        canvas.doForm("qr")


def shortened(text: str, room: float, typesetter: Typesetter) -> str:
    """The text, or its beginning and an ellipsis where it is wider than the room."""
    style = FOOT.but(size=7.6)
    text = text[:400]
    if typesetter.width_of(text, style) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = typesetter.width_of(text[:middle].rstrip() + "…", style) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip() + "…"


def _draw_modules(canvas: PageCanvas, matrix: tuple[bytearray, ...]) -> None:
    side = _QR / len(matrix)
    path = canvas.beginPath()
    for row, modules in enumerate(matrix):
        column = 0
        while column < len(modules):
            end = column
            while end < len(modules) and modules[end]:
                end += 1
            if end > column:
                path.rect(column * side, _QR - (row + 1) * side, (end - column) * side, side + 0.02)
            column = end + 1
    canvas.fill_with(INK)
    canvas.drawPath(path, stroke=0, fill=1)
