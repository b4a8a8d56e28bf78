"""What a reader gets out of a PDF: text by poppler and by PDFium, and the document's own parts."""

import re
import subprocess
import unicodedata
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest


def poppler_text(pdf: bytes, folder: Path, *options: str) -> str:
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    try:
        done = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    assert done.stderr == b"", done.stderr
    return done.stdout.decode()


def pdfium_text(pdf: bytes) -> str:
    return "\n".join(pdfium_pages(pdf))


def pdfium_pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        text = page.get_textpage()
        pages.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return pages


def words_of(text: str) -> list[str]:
    """Words as searches compare them: NFKC, without vowel marks, direction marks and punctuation."""
    plain = unicodedata.normalize("NFKC", text)
    kept = "".join(sign for sign in plain if unicodedata.category(sign) not in ("Mn", "Cf"))
    return re.findall(r"\w+", kept)


def fonts_of(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as document:
        return {
            str(thing.BaseFont)
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == pikepdf.Name.Font
        }
