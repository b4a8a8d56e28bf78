"""A table of text cells with the row numbers that a spreadsheet shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row and its number as a spreadsheet shows it."""

    number: int
    cells: tuple[str, ...]
    note: str = ""
    """Code of what was wrong with the row as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What was read, and how the file was understood."""

    file_name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    nul_removed: int = 0
    """How many NUL characters had to be taken out."""
    unreadable: int = 0
    """How many letters the encoding has no reading for; they show as a replacement mark."""
