"""A visit report of six pages with four photos, beside a tuned ReportLab script that draws as much."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pypdfium2
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Image, Paragraph, SimpleDocTemplate, Table

from desktop.paths import find_font
from desktop.reports.visit import render_visit
from desktop.services.demo.drawing import SUBJECTS, draw_photo
from tests.reports.sample import make_visit
from tools.bench.measuring import Outcome, alternate, seconds

_PAGES = 6


def run(folder: Path, rounds: int, *, quick: bool) -> list[Outcome]:
    rl_config.useA85 = 0
    photos = [draw_photo(subject, 1) for subject in SUBJECTS]
    content = make_visit()
    pictures = tuple(
        replace(content.photos[at % len(content.photos)], image=photo, left_out="")
        for at, photo in enumerate(photos)
    )
    content = replace(content, photos=pictures)
    report = render_visit(content, language="en")
    lines = _lines_of(report.pdf)
    made: dict[str, bytes] = {}

    def product() -> float:
        return seconds(lambda: render_visit(content, language="en")) / report.pages * _PAGES

    def limit() -> float:
        def draw() -> None:
            made["limit"] = _plain_report(lines, photos)

        spent = seconds(draw)
        return spent / len(pypdfium2.PdfDocument(made["limit"])) * _PAGES

    limits, products = alternate(rounds, limit, product)
    photo_bytes = sum(map(len, photos))
    words = len(" ".join(lines).split())
    return [
        Outcome(
            name="six-page PDF with four photos, warm",
            unit="s",
            product=products,
            limit=limits,
            reach=1.5,
            note=f"the sample report: {report.pages} pages, {words} words; the limit draws the same words; six pages counted",
        ),
        Outcome(
            name="size of that PDF",
            unit="KiB",
            product=(len(report.pdf) / 1024,),
            limit=(len(made["limit"]) / 1024,),
            note=f"photos alone {photo_bytes / 1024:.0f} KiB; the product holds its data file and two weights of Noto",
        ),
    ]


def _lines_of(pdf: bytes) -> list[str]:
    """Every line of text of the product's pages, so that the limit draws neither more nor less."""
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return [line.strip() for line in text.splitlines() if line.strip()]


def _plain_report(lines: list[str], photos: list[bytes]) -> bytes:
    """Tables of two columns with a paragraph after each, four photos, page n of m: laid out once, drawn once."""
    font = find_font("NotoSans-Regular.ttf")
    name = "Helvetica"
    if font is not None:
        pdfmetrics.registerFont(TTFont("Bench", str(font)))
        name = "Bench"
    style = ParagraphStyle("body", fontName=name, fontSize=9.6, leading=13.4, spaceAfter=4)
    cell = ParagraphStyle("cell", parent=style, fontSize=8.4, leading=11.4)
    hairlines = [("LINEBELOW", (0, 0), (-1, -1), 0.5, "#C6CDD3")]
    story: list[Any] = []
    for start in range(0, len(lines), 24):
        part = [escape(line) for line in lines[start : start + 24]]
        cells = [
            [Paragraph(a, cell), Paragraph(b, cell)] for a, b in zip(part[:20:2], part[1:20:2], strict=False)
        ]
        if cells:
            story.append(Table(cells, colWidths=[180, 270], style=hairlines))
        if part[20:]:
            story.append(Paragraph(" ".join(part[20:]), style))
    story += [Image(BytesIO(photo), 216, 142) for photo in photos]
    out = BytesIO()

    def frame(canvas: Any, document: Any) -> None:
        canvas.setFont(name, 7.6)
        canvas.drawString(51, 810, "Visit GE/RT.1432/2026/007")
        canvas.drawString(51, 40, f"Page {document.page}")

    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(story, onFirstPage=frame, onLaterPages=frame)
    return out.getvalue()
