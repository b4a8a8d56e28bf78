"""Workbooks as they come: XLSX, old XLS, ODS; packed bombs and half files end in a sentence."""

import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

from desktop.errors import BadInput
from desktop.exchange.grid import Row, Table
from desktop.exchange.limits import (
    MAX_CELL_CHARS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    megabytes,
)
from desktop.i18n import _

# What the two readers were seen to raise on damaged workbooks.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)

_LAST_ROW = 1_048_576
"""Of any spreadsheet program."""


def read_sheet(content: bytes, file_name: str, sheet: str | None) -> Table:
    """One sheet: the named one, or the first that holds anything."""
    if content.startswith(b"PK"):
        _refuse_bomb(content, file_name)
        found = _by_openpyxl(content, file_name, sheet)
        if found is not None:
            return found
    return _by_calamine(content, file_name, sheet)


def _refuse_bomb(content: bytes, file_name: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except _DAMAGE as fault:
        raise _damaged(file_name) from fault
    if size > MAX_UNPACKED_BYTES:
        raise BadInput(
            _("{file} unpacks to more than {limit} MB and was not opened.").format(
                file=file_name, limit=megabytes(MAX_UNPACKED_BYTES)
            ),
            _("Copy the table into a new workbook and import that."),
        )


def _by_openpyxl(content: bytes, file_name: str, sheet: str | None) -> Table | None:
    """None where openpyxl cannot read it: the other reader then has a try."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that carry no data
        try:
            book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            names = tuple(page.title for page in book.worksheets)
            for name in _wanted(names, file_name, sheet):
                page = book[name]
                page.reset_dimensions()  # some writers state a wrong size, and rows would be lost
                table = _table(page.iter_rows(values_only=True), file_name, name, names)
                if table.header or sheet is not None:
                    return _filled(table, file_name)
        except (InvalidFileException, *_DAMAGE):
            return None
    return None


def _by_calamine(content: bytes, file_name: str, sheet: str | None) -> Table:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        names = tuple(book.sheet_names)
        for name in _wanted(names, file_name, sheet):
            cells = book.get_sheet_by_name(name)
            table = _table(cells.to_python(skip_empty_area=False), file_name, name, names)
            if table.header or sheet is not None:
                return _filled(table, file_name)
    except python_calamine.PasswordError as fault:
        raise BadInput(
            _("{file} is locked with a password.").format(file=file_name),
            _("Open it, take the password away, and save it again."),
        ) from fault
    except (python_calamine.CalamineError, *_DAMAGE) as fault:
        raise _damaged(file_name) from fault
    except BaseException as panic:
        if (
            type(panic).__name__ != "PanicException"
        ):  # a fault inside the Rust reader; it has no importable class
            raise
        raise _damaged(file_name) from panic
    raise BadInput(_("{file} is empty.").format(file=file_name), _("Choose the file that holds the table."))


def _wanted(names: Sequence[str], file_name: str, sheet: str | None) -> tuple[str, ...]:
    if sheet is None:
        return tuple(names)
    folded = {name.strip().casefold(): name for name in names}
    if sheet.strip().casefold() not in folded:
        raise BadInput(
            _("{file} has no sheet named “{sheet}”.").format(file=file_name, sheet=sheet),
            _("It has: {sheets}.").format(sheets=", ".join(names)),
        )
    return (folded[sheet.strip().casefold()],)


def _table(rows: Iterable[Sequence[object]], file_name: str, sheet: str, names: tuple[str, ...]) -> Table:
    header: tuple[str, ...] = ()
    body: list[Row] = []
    for row in _text_rows(rows, file_name, sheet):
        if not header:
            header = tuple(cell.strip() for cell in row.cells)
        else:
            body.append(row)
    return Table(file_name=file_name, header=header, rows=tuple(body), sheet=sheet, sheets=names)


def _filled(table: Table, file_name: str) -> Table:
    if table.header:
        return table
    raise BadInput(
        _("The sheet “{sheet}” of {file} is empty.").format(sheet=table.sheet, file=file_name),
        _("Choose the sheet that holds the table."),
    )


def _text_rows(rows: Iterable[Sequence[object]], file_name: str, sheet: str) -> Iterator[Row]:
    filled = 0
    for number, values in enumerate(rows, 1):
        if number > _LAST_ROW:  # a forged row number makes the reader fill up the gap without end
            raise _damaged(file_name)
        cells = [_text(value) for value in values]
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        filled += 1
        if filled > MAX_ROWS + 1 or len(cells) > MAX_COLUMNS or max(map(len, cells)) > MAX_CELL_CHARS:
            raise BadInput(
                _("Row {row} of the sheet “{sheet}” in {file} is beyond what can be read.").format(
                    row=number, sheet=sheet, file=file_name
                ),
                _("At most {rows} rows and {columns} columns are read.").format(
                    rows=MAX_ROWS, columns=MAX_COLUMNS
                ),
            )
        yield Row(number, tuple(cells))


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case float():
            return format(Decimal(repr(value)), "f") if value == value and abs(value) < 1e300 else ""
        case datetime() if value.time() == time.min:
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)


def _damaged(file_name: str) -> BadInput:
    return BadInput(
        _("{file} cannot be read: it is damaged or not a workbook.").format(file=file_name),
        _("Open it in a spreadsheet program, save it again as .xlsx or CSV, and import that."),
    )
