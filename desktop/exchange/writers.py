"""Tables out: CSV and XLSX that no spreadsheet takes for a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from desktop.errors import BadInput
from desktop.i18n import _

Value = str | Decimal | int | bool | date | None
GUARD = "'"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", GUARD)
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?%?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_XLSX_CELL = 32_767


def guarded(text: str) -> str:
    """With an apostrophe before what a spreadsheet would run; a plain number stays a number."""
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return GUARD + text
    return text


def unguarded(text: str) -> str:
    """As it was before `guarded`."""
    return text[1:] if text.startswith(GUARD) and text[1:].startswith(_FORMULA) else text


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with its mark, for spreadsheets take it for an old code page otherwise."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(_CONTROL.sub("", name)) for name in header])
    writer.writerows([_plain(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case str():
            return guarded(_CONTROL.sub("", value))
        case _:
            return str(value)


def write_xlsx(sheets: dict[str, tuple[Sequence[str], Iterable[Sequence[Value]]]]) -> bytes:
    """A sheet for each name, its header bold and fixed."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    filled = {name: (header, [list(row) for row in rows]) for name, (header, rows) in sheets.items()}
    for header, rows in filled.values():
        _refuse_long((header, *rows))
    book = Workbook(write_only=True)
    for name, (header, rows) in filled.items():
        page = book.create_sheet(_sheet_name(name))
        page.freeze_panes = "A2"
        for at, column in enumerate(header):
            page.column_dimensions[_letter(at)].width = min(max(len(column) + 2, 12), 48)
        cells = [WriteOnlyCell(page) for _name in header]
        for cell, column in zip(cells, header, strict=True):
            _put_text(cell, column)
            cell.font = Font(bold=True)
        page.append(cells)
        for row in rows:
            page.append([_cell(WriteOnlyCell(page), value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _refuse_long(rows: Iterable[Sequence[Value]]) -> None:
    """Before anything is written, for a workbook would cut the text without a word."""
    longest = max((len(value) for row in rows for value in row if isinstance(value, str)), default=0)
    if longest > _XLSX_CELL:
        raise BadInput(
            _("A text of {count} characters does not fit into a cell of a workbook.").format(count=longest),
            _("Export as CSV instead; nothing was written."),
        )


def _letter(at: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(at + 1))


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31].strip() or "Sheet"


def _cell(cell: Any, value: Value) -> Any:
    if isinstance(value, str):
        _put_text(cell, value)
    elif value is not None:
        cell.value = value
        if isinstance(value, date) and not isinstance(value, datetime):
            cell.number_format = "yyyy-mm-dd"
    return cell


def _put_text(cell: Any, text: str) -> None:
    clean = _CONTROL.sub("", text)
    if len(clean) > _XLSX_CELL:
        raise BadInput(
            _("A text of {count} characters does not fit into a cell of a workbook.").format(
                count=len(clean)
            ),
            _("Export as CSV instead; nothing was written."),
        )
    cell.value = clean
    cell.data_type = "s"  # text it is, even where it begins like a formula
    if clean.startswith(_FORMULA):
        cell.quotePrefix = True
