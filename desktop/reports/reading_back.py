"""A report file read back: its pages, its data, and whether both still say the same."""

import json
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.reports.file_seal import is_sealed

LARGEST_DATA = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """`is_whole`: not a byte changed, and the hash printed on its pages is that of the data inside.

    `is_issued`: it says of itself that it is an issue, as those of releases that knew no other way do too.
    """

    pages: int
    sha256: str
    data_sha256: str
    reference: str
    revision: int
    is_issued: bool
    is_whole: bool


def read_report(pdf: bytes) -> ReportFile:
    """Raises BadInput for what is no PDF of Milepost."""
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            pages = len(document.pages)
            names = list(document.attachments)
            data = document.attachments[names[0]].get_file().read_bytes() if len(names) == 1 else None
    except (pikepdf.PdfError, KeyError, ValueError) as problem:
        raise _no_report() from problem
    content = _content(data)
    digest = sha256(data or b"").hexdigest()
    return ReportFile(
        pages=pages,
        sha256=sha256(pdf).hexdigest(),
        data_sha256=digest,
        reference=str(content.get("reference", "")),
        revision=int(content.get("revision", 0)),
        is_issued=content.get("is_issued") is not False,
        is_whole=is_sealed(pdf) and digest in _printed(pdf),
    )


def _content(data: bytes | None) -> dict[str, Any]:
    try:
        read = json.loads(data) if data and len(data) <= LARGEST_DATA else None
    except (ValueError, RecursionError) as problem:
        raise _no_report() from problem
    if not isinstance(read, dict) or not isinstance(read.get("revision"), int):
        raise _no_report()
    return read


def _printed(pdf: bytes) -> str:
    """The text of the last two pages without blanks, where the hash stands in groups of four."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        last = range(max(0, len(document) - 2), len(document))
        text = "".join(document[at].get_textpage().get_text_range() for at in last)
    finally:
        document.close()
    return "".join(text.split())


def _no_report() -> BadInput:
    return BadInput(
        _("This file is no report made by Milepost."),
        _("Choose the PDF as it was saved or sent; a printed and scanned page cannot be checked."),
    )
