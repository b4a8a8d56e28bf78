"""Reads cells from xlsx, xls and csv content, whatever the file is called, within bounds."""

from __future__ import annotations

import csv
import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError

from desktop.codepages import old_codepage
from desktop.forms.importer.report import Refusal, Report
from desktop.i18n import _

MOST_ROWS = 20_000
MOST_BYTES = 50_000_000
_MOST_COLUMNS = 1_000
_MOST_CELLS = 20_000_000
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What is packed by the rarer ways comes out at once, in any size."""
_PLACE = re.compile(rb"""\br=["']([A-Za-z]{0,9})(\d{1,12})["']""")
_PROLOG = 65_536
"""Before the first element of a part; no program writes so much there."""
_ELEMENT = re.compile(rb"<[A-Za-z_]")
_BIFF = b"\xd0\xcf\x11\xe0"
_NO_TABLE = (b"%PDF-", b"{\\rtf", b"\xff\xd8\xff", b"GIF8")
"""How printed pages and pictures begin, and no table does."""
_DAMAGE = (
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    ParseError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
Grid = list[list[str]]


def read_grids(content: bytes, file_name: str, report: Report) -> dict[str, Grid]:
    """Every sheet as rows of text, the first row being the sheet's first."""
    if not content.strip():
        raise Refusal("E-EMPTY", _("The file is empty."))
    if len(content) > MOST_BYTES:
        raise _too_large()
    ending = file_name.rpartition(".")[2].lower()
    if content[:4] == b"PK\x03\x04":
        return _read_xlsx(content)
    if content[:4] == _BIFF:
        if ending != "xls":
            report.add(
                "R-BIFF",
                "",
                0,
                "",
                _("The content is an old Excel workbook; it was read as one."),
                ending,
                "xls",
            )
        return _read_biff(content)
    return _read_text(content, ending, report)


def _too_large() -> Refusal:
    return Refusal(
        "E-LIMIT",
        _(
            "The file unpacks to more than {size} MB, which no form does: take pictures and sheets out that are not"
            " part of the form, then save it again."
        ).format(size=MOST_BYTES // 1_000_000),
    )


def _too_long(sheet: str) -> Refusal:
    return Refusal(
        "E-LIMIT",
        _(
            "The sheet has more than {limit} rows: delete the rows that are not part of the form; a long list goes"
            " into a CSV file beside it (select_one_from_file)."
        ).format(limit=f"{MOST_ROWS:,}"),
        sheet,
        MOST_ROWS + 1,
    )


def _corrupt() -> Refusal:
    return Refusal(
        "E-CORRUPT",
        _(
            "The file cannot be read as a spreadsheet. Open it in a spreadsheet program and save it as .xlsx again."
        ),
    )


def _read_xlsx(content: bytes) -> dict[str, Grid]:
    try:
        _check_archive(content)
    except _DAMAGE as damage:
        raise _corrupt() from damage
    try:
        return _by_openpyxl(content)
    except _DAMAGE as damage:
        return _by_calamine(content, damage)


def _check_archive(content: bytes) -> None:
    """Bounds first: a small archive may unpack to anything, and a part may declare entities."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > MOST_BYTES or len(parts) > 5_000:
            raise _too_large()
        if any(part.compress_type not in _PACKINGS for part in parts):
            raise _corrupt()
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as stream:
                    if _may_declare_entities(stream.read(_PROLOG)):
                        raise _corrupt()


def _may_declare_entities(head: bytes) -> bool:
    """A document type may stand anywhere before the first element, in any encoding."""
    plain = head.replace(b"\0", b"")
    first = _ELEMENT.search(plain)
    is_cut = len(head) == _PROLOG and first is None
    return is_cut or b"<!DOCTYPE" in plain[: first.start() if first else len(plain)]


def _by_openpyxl(content: bytes) -> dict[str, Grid]:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about print headers and styles, which no form needs
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # some writers state a wrong size, and questions would be lost
            return {
                sheet.title: _grid(sheet.iter_rows(values_only=True), sheet.title)
                for sheet in book.worksheets
            }
        finally:
            book.close()


def _by_calamine(content: bytes, damage: BaseException) -> dict[str, Grid]:
    import python_calamine

    try:
        _refuse_sparse(content)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {name: _grid(book.get_sheet_by_name(name).iter_rows(), name) for name in book.sheet_names}
    except (python_calamine.CalamineError, *_DAMAGE) as second:
        raise _corrupt() from (second if isinstance(damage, KeyError) else damage)
    except BaseException as panic:
        # A fault inside the Rust reader; its class cannot be imported.
        if type(panic).__name__ != "PanicException":
            raise
        raise _corrupt() from panic


def _refuse_sparse(content: bytes) -> None:
    """This reader lays out every cell up to the last one: a single cell far out would take all memory."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            places = [(int(row), len(column)) for column, row in _PLACE.findall(packed.read(name))]
            last = max((row for row, _letters in places), default=0)
            widest = 26 ** max((letters for _row, letters in places), default=0)
            if last * min(widest, 16_384) > _MOST_CELLS:
                raise _corrupt()


def _read_biff(content: bytes) -> dict[str, Grid]:
    import xlrd

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO())
            return {
                sheet.name: _grid(_biff_rows(sheet, book.datemode), sheet.name) for sheet in book.sheets()
            }
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError, *_DAMAGE) as damage:
        raise _corrupt() from damage


def _biff_rows(sheet: object, date_mode: int) -> Iterable[list[object]]:
    import xlrd

    def value_of(cell: object) -> object:
        kind, value = getattr(cell, "ctype", 0), getattr(cell, "value", "")
        if kind == xlrd.XL_CELL_DATE:
            return xlrd.xldate_as_datetime(value, date_mode)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        return None if kind == xlrd.XL_CELL_ERROR else value

    row_of: Callable[[int], list[object]] = sheet.row  # type: ignore[attr-defined]  # xlrd is untyped
    for number in range(getattr(sheet, "nrows", 0)):
        yield [value_of(cell) for cell in row_of(number)]


def _grid(rows: Iterable[Iterable[object]], name: str = "") -> Grid:
    grid: Grid = []
    last_filled = 0
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS + 1_000_000:
            raise _too_long(name)
        cells = [_text(value) for _column, value in zip(range(_MOST_COLUMNS), row, strict=False)]
        if any(cells):
            last_filled = number
            grid.extend([] for _gap in range(number - len(grid) - 1))
            grid.append(cells)
        if last_filled > MOST_ROWS:
            raise _too_long(name)
    return grid


def _text(value: object) -> str:
    """A cell as its author sees it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(sep="T", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _read_text(content: bytes, ending: str, report: Report) -> dict[str, Grid]:
    if b"\x00" in content[:4_096] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise _corrupt()
    _check_is_table(content.lstrip(b"\xef\xbb\xbf \t\r\n"))
    text = _decoded(content, report)
    if ending not in ("csv", "txt", "tsv"):
        report.add("R-BIFF", "", 0, "", _("The content is a text table; it was read as one."), ending, "csv")
    sample = "\n".join(text.splitlines()[:20])
    delimiter = max(",;\t", key=sample.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as damage:
        raise _corrupt() from damage
    if len(rows) > MOST_ROWS:
        raise _too_long("survey")
    return _sheets_in(rows)


def _check_is_table(content: bytes) -> None:
    if content.startswith(b"<"):
        raise Refusal(
            "E-CORRUPT",
            _(
                "The file is marked-up text (XML or a web page) and not a whole XForm. Get it again from where the "
                "form was made, or take its spreadsheet."
            ),
        )
    if content.startswith(_NO_TABLE):
        raise Refusal(
            "E-CORRUPT",
            _(
                "The file is a printed page or a picture. Choose the spreadsheet (.xlsx, .xls, .csv) of the form."
            ),
        )


def _decoded(content: bytes, report: Report) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        guessed = old_codepage(content)
        message = _("The letters were read as {encoding}, as the file does not say it; look at a few words.")
        report.add("R-LETTERS", "", 0, "", message.format(encoding=guessed), guessed, "UTF-8")
        return content.decode(guessed, "replace")


def _sheets_in(rows: Grid) -> dict[str, Grid]:
    """One table is the survey; a first column that names sheets divides it into several."""
    names = {"survey", "choices", "settings", "external_choices", "entities", "osm"}
    first = next((row for row in rows if any(cell.strip() for cell in row)), [])
    if not first or first[0].strip().lower() not in names:
        return {"survey": rows}
    sheets: dict[str, Grid] = {}
    present = ""
    for number, row in enumerate(rows):
        if row and row[0].strip().lower() in names:
            present = row[0].strip().lower()
            sheets[present] = [[] for _gap in range(number)]
        if present:
            sheets[present].append(row[1:])
    return {name: [row for row in grid if row] for name, grid in sheets.items()}
