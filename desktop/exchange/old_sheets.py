"""Old Excel workbooks (.xls), often under another extension."""

import struct
from io import StringIO
from typing import Any

from desktop.exchange.grid import Table
from desktop.exchange.sheet_rows import DAMAGE, damaged, empty, filled_table, locked, sheet_table, wanted

_LOCKED_XLSX = "EncryptedPackage".encode("utf-16-le")
"""A newer workbook with a password lies in a container of the old kind."""


def read_old_sheet(content: bytes, file_name: str, sheet: str | None) -> Table:
    """By xlrd: the faster native reader was seen to take all memory on a damaged file."""
    import xlrd
    from xlrd.compdoc import CompDocError

    if _LOCKED_XLSX in content:
        raise locked(file_name)
    try:
        book = xlrd.open_workbook(file_contents=content, logfile=StringIO(), on_demand=True, ragged_rows=True)
        names = tuple(book.sheet_names())
        for name in wanted(names, file_name, sheet):
            page = book.sheet_by_name(name)
            rows = ([_value(cell, book.datemode) for cell in page.row(at)] for at in range(page.nrows))
            table = sheet_table(rows, file_name, name, names)
            if table.header or sheet is not None:
                return filled_table(table, file_name)
    except xlrd.XLRDError as fault:
        raise (locked if "encrypted" in str(fault) else damaged)(file_name) from fault
    except (CompDocError, struct.error, *DAMAGE) as fault:
        raise damaged(file_name) from fault
    raise empty(file_name)


def _value(cell: Any, datemode: int) -> object:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError):
            return cell.value  # one impossible date must not cost the file; the row will doubt the number
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "")
    return cell.value
