"""CSV as it comes: any common encoding and delimiter, NULs, broken quotes."""

import csv
from collections.abc import Iterator
from io import StringIO

from desktop.codepages import old_codepage
from desktop.errors import BadInput
from desktop.exchange.grid import Row, Table
from desktop.exchange.limits import MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS
from desktop.i18n import _

_DELIMITERS = ",;\t|"
_SNIFF_CHARS = 64_000
_BROKEN_QUOTES = 20
"""After so many unclosed quotes the rest is read without quoting; each one read on to the end of the file."""


def read_delimited(content: bytes, file_name: str) -> Table:
    text, encoding = _decoded(content, file_name)
    nul_count = text.count("\0")
    text = text.replace("\0", "")
    delimiter, text = _delimiter_of(text)
    rows = list(_rows(text, delimiter, file_name))
    if not rows:
        raise BadInput(
            _("{file} is empty.").format(file=file_name), _("Choose the file that holds the table.")
        )
    head, *body = rows
    return Table(
        file_name=file_name,
        header=_header(head.cells),
        rows=tuple(row for row in body if any(cell.strip() for cell in row.cells)),
        encoding=encoding,
        delimiter=delimiter,
        nul_removed=nul_count,
        unreadable=text.count("\ufffd"),
    )


def _header(cells: tuple[str, ...]) -> tuple[str, ...]:
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _decoded(content: bytes, file_name: str) -> tuple[str, str]:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _strictly(content, encoding, file_name), encoding
    for encoding, upper in (("utf-16-le", content[1:4000:2]), ("utf-16-be", content[:4000:2])):
        if _is_wide(upper):
            return _strictly(content, encoding, file_name), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        if _is_damaged_utf8(content):
            return _strictly(content, "utf-8", file_name), "utf-8"
        return _in_old_codepage(content, file_name)


def _is_damaged_utf8(content: bytes) -> bool:
    """More of its letters are whole than broken: text of an old code page has hardly any that are UTF-8 by chance.

    Read in a code page all of them would come out as other letters, over the good ones that are here.
    """
    whole = sum(letter > "\x7f" for letter in content.decode("utf-8", errors="ignore"))
    told = content.decode("utf-8", errors="replace")
    return whole > told.count("\ufffd")


def _is_wide(upper: bytes) -> bool:
    """By the upper halves of its letters: for the scripts of the region they are control characters, which are rare in
    any other text, however many stray NULs it has."""
    small = sum(byte < 0x20 and byte not in b"\t\n\r" for byte in upper)
    return 0 in upper and small * 2 > len(upper)


def _strictly(content: bytes, encoding: str, file_name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise BadInput(
            _("{file} is damaged: its text breaks off or is mixed at byte {place}.").format(
                file=file_name, place=fault.start
            ),
            _("Open it in a spreadsheet, check it, and save it again as CSV UTF-8."),
        ) from fault


def _in_old_codepage(content: bytes, file_name: str) -> tuple[str, str]:
    if sum(byte < 32 and byte not in (9, 10, 13) for byte in content[:4000]) > 40:
        raise BadInput(
            _("{file} is not a table: it holds data that is no text.").format(file=file_name),
            _("Choose a CSV or Excel file."),
        )
    encoding = old_codepage(content)
    # A few bytes have no letter in these code pages; they are shown as the replacement mark, not dropped.
    return content.decode(encoding, errors="replace"), encoding


def _delimiter_of(text: str) -> tuple[str, str]:
    """The sign between cells; Excel may name it in a first line `sep=;`."""
    first, _sep, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest
    sample = "\n".join(line for line in text[:_SNIFF_CHARS].splitlines() if line.strip())
    lines = sample.splitlines()[:20]
    head = lines[0] if lines else ""
    best = max(_DELIMITERS, key=lambda sign: (_cells_in(head, sign), -_DELIMITERS.index(sign)))
    return (best if _cells_in(head, best) > 1 else ","), text


def _cells_in(line: str, sign: str) -> int:
    inside, count = False, 1
    for char in line:
        if char == '"':
            inside = not inside
        elif char == sign and not inside:
            count += 1
    return count


def _rows(text: str, delimiter: str, file_name: str) -> Iterator[Row]:
    csv.field_size_limit(MAX_CELL_CHARS)
    lines = StringIO(text, newline=None).readlines()
    number, at, broken = 0, 0, 0
    while at < len(lines):
        rest = iter(lines[at:])
        if broken > _BROKEN_QUOTES:
            reader = csv.reader(rest, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        else:
            reader = csv.reader(rest, delimiter=delimiter, strict=True)
        taken = 0
        try:
            for cells in reader:
                taken = reader.line_num
                number += 1
                yield _row(number, cells, file_name)
            return
        except csv.Error:
            # One unclosed or misplaced quote must not swallow the rest of the file: that line is read without quoting.
            broken += 1
            number += 1
            line = lines[at + taken].rstrip("\n")
            if len(line) > MAX_CELL_CHARS:
                raise _too_large(file_name, number) from None
            unclosed = line.count('"') % 2 == 1
            cells = line.split(delimiter) if unclosed else _leniently(line, delimiter)
            yield _row(number, cells, file_name, note="quotes_literal")
            at += taken + 1


def _leniently(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _row(number: int, cells: list[str], file_name: str, note: str = "") -> Row:
    if number > MAX_ROWS + 1:
        raise BadInput(
            _("{file} has more than {limit} rows.").format(file=file_name, limit=MAX_ROWS),
            _("Split it into smaller files and import them one after another."),
        )
    if len(cells) > MAX_COLUMNS:
        raise BadInput(
            _("Row {row} of {file} has more than {limit} columns.").format(
                row=number, file=file_name, limit=MAX_COLUMNS
            ),
            _("Check that the file is a table."),
        )
    return Row(number, tuple(cells), note)


def _too_large(file_name: str, number: int) -> BadInput:
    return BadInput(
        _("Row {row} of {file} has a cell that is too large.").format(row=number, file=file_name),
        _("Shorten the text and import again."),
    )
