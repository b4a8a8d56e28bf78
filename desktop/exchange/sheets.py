"""Packed workbooks (XLSX) as they come; bombs and half files end in a sentence."""

import re
import warnings
import zipfile
from io import BytesIO

from desktop.errors import BadInput
from desktop.exchange.grid import Table
from desktop.exchange.limits import MAX_UNPACKED_BYTES, megabytes
from desktop.exchange.sheet_rows import DAMAGE, damaged, empty, filled_table, locked, sheet_table, wanted
from desktop.i18n import _

_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What is packed by the rarer ways comes out at once, in any size."""
_PLACE = re.compile(rb"""\br=["']([A-Za-z]{0,9})(\d{1,12})["']""")
_MOST_CELLS = 20_000_000


def read_sheet(content: bytes, file_name: str, sheet: str | None) -> Table:
    """One sheet: the named one, or the first that holds anything."""
    size = _unpacked_size(content, file_name)
    if size > MAX_UNPACKED_BYTES:
        raise BadInput(
            _("{file} unpacks to more than {limit} MB and was not opened.").format(
                file=file_name, limit=megabytes(MAX_UNPACKED_BYTES)
            ),
            _("Copy the table into a new workbook and import that."),
        )
    return _by_openpyxl(content, file_name, sheet) or _by_calamine(content, file_name, sheet)


def _unpacked_size(content: bytes, file_name: str) -> int:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if any(entry.compress_type not in _PACKINGS for entry in packed.infolist()):
                raise damaged(file_name)
            return sum(entry.file_size for entry in packed.infolist())
    except DAMAGE as fault:
        raise damaged(file_name) from fault


def _by_openpyxl(content: bytes, file_name: str, sheet: str | None) -> Table | None:
    """None where openpyxl cannot read it: the other reader then has a try."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that carry no data
        try:
            book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            names = tuple(page.title for page in book.worksheets)
            for name in wanted(names, file_name, sheet):
                page = book[name]
                page.reset_dimensions()  # some writers state a wrong size, and rows would be lost
                table = sheet_table(page.iter_rows(values_only=True), file_name, name, names)
                if table.header or sheet is not None:
                    return filled_table(table, file_name)
        except (InvalidFileException, *DAMAGE):
            return None
    return None


def _by_calamine(content: bytes, file_name: str, sheet: str | None) -> Table:
    import python_calamine

    try:
        _refuse_sparse(content, file_name)
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        names = tuple(book.sheet_names)
        for name in wanted(names, file_name, sheet):
            cells = book.get_sheet_by_name(name)
            table = sheet_table(cells.to_python(skip_empty_area=False), file_name, name, names)
            if table.header or sheet is not None:
                return filled_table(table, file_name)
    except python_calamine.PasswordError as fault:
        raise locked(file_name) from fault
    except (python_calamine.CalamineError, *DAMAGE) as fault:
        raise damaged(file_name) from fault
    except BaseException as panic:
        # A fault inside the Rust reader; its class cannot be imported.
        if type(panic).__name__ != "PanicException":
            raise
        raise damaged(file_name) from panic
    raise empty(file_name)


def _refuse_sparse(content: bytes, file_name: str) -> None:
    """This reader lays out every cell up to the last one: a single cell far out would take all memory."""
    with zipfile.ZipFile(BytesIO(content)) as packed:
        if "xl/workbook.xml" not in packed.namelist():
            raise damaged(file_name)  # .ods and .xlsb, whose extent cannot be told beforehand
        for name in packed.namelist():
            places = [(int(row), len(column)) for column, row in _PLACE.findall(packed.read(name))]
            last = max((row for row, _letters in places), default=0)
            widest = 26 ** max((letters for _row, letters in places), default=0)
            if last * min(widest, 16_384) > _MOST_CELLS:
                raise damaged(file_name)
