"""Where a form names the files that belong beside it."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.forms.definition.definition import Definition
from desktop.forms.importer.book import Book

FilePlaces = Mapping[str, tuple[str, int, str]]
"""Sheet, row and column by the file's name."""


def places_of_files(definition: Definition, book: Book | None) -> FilePlaces:
    """The first cell that names each file; lookups name a list without its ending."""
    wanted = {one.name for one in definition.wanted_files}
    if not wanted or book is None:
        return {}
    found: dict[str, tuple[str, int, str]] = {}
    for sheet in book.sheets.values():
        for row in sheet.rows:
            for column, cell in row.cells.items():
                for name in wanted.difference(found):
                    if _is_named(name, cell):
                        found[name] = (sheet.name, row.number, column)
    return found


def _is_named(name: str, cell: str) -> bool:
    stem = name.rpartition(".")[0]
    return name == cell or name in cell.split() or any(f"{sign}{stem}{sign}" in cell for sign in "'\"")
