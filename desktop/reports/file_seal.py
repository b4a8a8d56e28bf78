"""A report file says by itself that not a byte of it changed: its second identifier is the hash of all the rest.

PDF keeps two identifiers at the end of a file, the second "based on the contents at the time of writing". The seal
shows accidents and careless edits; whoever means to forge can make it anew, which is why issues are known by hash.
"""

import re
from hashlib import sha256

_IDS = re.compile(rb"/ID\s*\[\s*<[0-9a-fA-F]{32}>\s*<([0-9a-fA-F]{32})>")
_TAIL = 4096
"""Bytes at the end in which the identifiers stand."""


def sealed(pdf: bytes) -> bytes:
    """The same file with its seal; a file without identifiers stays as it is."""
    place = _place(pdf)
    if place is None:
        return pdf
    start, end = place
    return pdf[:start] + _digest(pdf, start, end) + pdf[end:]


def is_sealed(pdf: bytes) -> bool:
    """Whether every byte is as it was when the file was sealed."""
    place = _place(pdf)
    return place is not None and pdf[place[0] : place[1]].lower() == _digest(pdf, *place)


def _place(pdf: bytes) -> tuple[int, int] | None:
    begin = max(0, len(pdf) - _TAIL)
    found = list(_IDS.finditer(pdf, begin))
    return found[-1].span(1) if found else None


def _digest(pdf: bytes, start: int, end: int) -> bytes:
    return sha256(pdf[:start] + b"0" * (end - start) + pdf[end:]).hexdigest()[: end - start].encode()
