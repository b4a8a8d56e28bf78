"""A finished report, as other rooms handle it; knows no PDF library."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RenderedReport:
    """A finished PDF, and the hashes that name it and its data."""

    pdf: bytes
    pages: int
    sha256: str
    data_sha256: str
