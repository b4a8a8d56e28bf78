"""Emoji in typed text: drawn in one colour, or named where no carried font has them; never a box or a gap."""

from pathlib import Path

import pytest

from desktop.reports import typefaces
from desktop.reports.content import Message
from desktop.reports.directions import CONTROLS
from desktop.reports.visit import render_visit
from tests.reports.reading import fonts_of, pdfium_text, poppler_text
from tests.reports.sample import make_small_visit


def _printed(text: str, language: str = "en") -> bytes:
    return render_visit(make_small_visit(messages=(Message(text=text),)), language=language).pdf


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Well done 🙂 team", "Well done [slightly smiling face] team"),
        ("Good 👍🏽 work", "Good 👍 work"),
        ("Happy 😀 faces", "Happy 😀 faces"),
        ("Sent → Tbilisi", "Sent → Tbilisi"),
        ("School 🏫 open", "School [school] open"),
        ("Flag 🇬🇪 up", "Flag [GE] up"),
        ("Family 👩‍👧 met", "Family [woman][girl] met"),
        ("Sign \U0010fff0 own", "Sign [U+10FFF0] own"),
    ],
)
def test_an_emoji_is_read_back_as_itself_or_as_its_name(typed: str, printed: str, tmp_path: Path) -> None:
    pdf = _printed(typed)

    assert printed in " ".join(poppler_text(pdf, tmp_path).split())
    # a PDFium reader gives characters beyond the first plane as pairs; only the words around count there
    assert printed.split()[-1] in pdfium_text(pdf)


def test_a_face_is_drawn_by_a_font_that_has_it() -> None:
    assert any("DejaVuSans" in name for name in fonts_of(_printed("Happy 😀 faces")))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_name_keeps_the_order_of_its_words_in_a_line_read_from_the_right(
    language: str, tmp_path: Path
) -> None:
    text = poppler_text(_printed("🙂 سلام", language), tmp_path, "-raw")

    plain = "".join(sign for sign in text if sign not in CONTROLS)
    assert "[slightly smiling face]" in " ".join(plain.split())


def test_every_emoji_is_drawn_or_named() -> None:
    for code in range(0x1F300, 0x1FB00):
        stretches = typefaces.split_by_face(_drawn_text(chr(code)), False)
        assert all(face.has(sign) for text, face in stretches for sign in text), hex(code)


def _drawn_text(typed: str) -> str:
    from desktop.reports.palette import BODY
    from desktop.reports.words import hard_lines

    (line,) = hard_lines(typed, BODY, False)
    return "".join(piece.shaped.text for word in line.words for piece in word.pieces)
