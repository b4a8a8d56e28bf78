"""What readers of workbooks share: the choice of a sheet, its rows as text, and their one sentence for damage."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from desktop.errors import BadInput
from desktop.exchange.grid import Row, Table
from desktop.exchange.limits import MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS
from desktop.i18n import _

# What the readers were seen to raise on damaged workbooks.
DAMAGE = (
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


def wanted(names: Sequence[str], file_name: str, sheet: str | None) -> tuple[str, ...]:
    if sheet is None:
        return tuple(names)
    folded = {name.strip().casefold(): name for name in names}
    if sheet.strip().casefold() not in folded:
        raise BadInput(
            _("{file} has no sheet named “{sheet}”.").format(file=file_name, sheet=sheet),
            _("It has: {sheets}.").format(sheets=", ".join(names)),
        )
    return (folded[sheet.strip().casefold()],)


def sheet_table(
    rows: Iterable[Sequence[object]], file_name: str, sheet: str, names: tuple[str, ...]
) -> Table:
    header: tuple[str, ...] = ()
    body: list[Row] = []
    for row in _text_rows(rows, file_name, sheet):
        if not header:
            header = tuple(cell.strip() for cell in row.cells)
        else:
            body.append(row)
    return Table(file_name=file_name, header=header, rows=tuple(body), sheet=sheet, sheets=names)


def filled_table(table: Table, file_name: str) -> Table:
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
            raise damaged(file_name)
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


def damaged(file_name: str) -> BadInput:
    return BadInput(
        _("{file} cannot be read: it is damaged or not a workbook.").format(file=file_name),
        _("Open it in a spreadsheet program, save it again as .xlsx or CSV, and import that."),
    )


def locked(file_name: str) -> BadInput:
    return BadInput(
        _("{file} is locked with a password.").format(file=file_name),
        _("Open it, take the password away, and save it again."),
    )


def empty(file_name: str) -> BadInput:
    return BadInput(_("{file} is empty.").format(file=file_name), _("Choose the file that holds the table."))
