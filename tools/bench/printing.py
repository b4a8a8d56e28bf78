"""A visit report of six pages with four photos, beside a tuned ReportLab script that draws as much."""

import tempfile
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Image, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

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
    texts = [text for text in _texts(content) if len(text) > 12]
    made: dict[str, Any] = {}

    def product() -> float:
        def draw() -> None:
            made["product"] = render_visit(content, language="en")

        return seconds(draw)

    def limit() -> float:
        def draw() -> None:
            made["limit"] = _plain_report(texts, photos)

        return seconds(draw)

    limits, products = alternate(rounds, limit, product)
    report = made["product"]
    pages = report.pages
    per_page = tuple(time / pages * _PAGES for time in products)
    photo_bytes = sum(map(len, photos))
    return [
        Outcome(
            name="six-page PDF with four photos, warm",
            unit="s",
            product=per_page,
            limit=limits,
            reach=1.5,
            note=f"the sample report has {pages} pages; its time is counted for six",
            facts={"pages": pages, "size_by_photos": round(len(report.pdf) / photo_bytes, 3)},
        ),
        Outcome(
            name="size of that PDF by its photos' bytes",
            unit="times",
            product=(len(report.pdf) / photo_bytes,),
            note=f"{len(report.pdf):,} bytes; data file and fonts of every script used are inside",
        ),
    ]


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in _texts(part)]
    if is_dataclass(value) and not isinstance(value, type):
        return [text for field in fields(value) for text in _texts(getattr(value, field.name))]
    return []


def _plain_report(texts: list[str], photos: list[bytes]) -> bytes:
    """Six pages: a table of two columns and paragraphs on each, four photos in pairs; laid out once."""
    font = find_font("NotoSans-Regular.ttf")
    name = "Helvetica"
    if font is not None:
        pdfmetrics.registerFont(TTFont("Bench", str(font)))
        name = "Bench"
    style = ParagraphStyle("body", fontName=name, fontSize=9.6, leading=13.4, spaceAfter=4)
    cell = ParagraphStyle("cell", parent=style, fontSize=8.4, leading=11.4)
    out = BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4, invariant=1)
    each = max(1, len(texts) // _PAGES)
    story: list[Any] = []
    with tempfile.TemporaryDirectory() as folder:
        for page in range(_PAGES):
            part = texts[page * each : (page + 1) * each]
            rows = [
                [Paragraph(a, cell), Paragraph(b, cell)] for a, b in zip(part[::2], part[1::2], strict=False)
            ]
            if rows:
                story.append(
                    Table(
                        rows[:16],
                        colWidths=[180, 270],
                        style=[("LINEBELOW", (0, 0), (-1, -1), 0.5, "#C6CDD3")],
                    )
                )
            story += [Paragraph(text, style) for text in part[:4]]
            if page == _PAGES - 1:
                for at, photo in enumerate(photos):
                    path = Path(folder) / f"{at}.jpg"
                    path.write_bytes(photo)
                    story.append(Image(str(path), 216, 142))
            story += [Spacer(1, 4), PageBreak()]
        document.build(story)
    return out.getvalue()
