"""A table of text out of whatever file a person has: CSV, XLSX, old XLS."""

import re

from desktop.errors import BadInput
from desktop.exchange.grid import Row, Table
from desktop.exchange.limits import MAX_BYTES, megabytes
from desktop.i18n import _

__all__ = ["Row", "Table", "read_table"]

# searched in place: a stripped copy would cost the memory of the whole file again
_MORE_THAN_BLANKS = re.compile(rb"[^\0 \t\r\n\xef\xbb\xbf\xff\xfe]")
_MARKUP = re.compile(rb"[\xef\xbb\xbf \t\r\n]*+(?:<\?xml|<iati-|<!DOCTYPE|<html)")


def read_table(content: bytes, file_name: str, sheet: str | None = None) -> Table:
    """The first (or the named) table of a file, every cell as text; trouble is a sentence, never a crash."""
    if len(content) > MAX_BYTES:
        raise BadInput(
            _("{file} is larger than {limit} MB.").format(file=file_name, limit=megabytes(MAX_BYTES)),
            _("Split it into smaller files and import them one after another."),
        )
    if not _MORE_THAN_BLANKS.search(content):
        raise BadInput(
            _("{file} is empty.").format(file=file_name), _("Choose the file that holds the table.")
        )
    if content.startswith(b"PK\x03\x04"):
        from desktop.exchange.sheets import read_sheet

        return read_sheet(content, file_name, sheet)
    if content.startswith((b"\xd0\xcf\x11\xe0", b"\x09\x08")):
        from desktop.exchange.old_sheets import read_old_sheet

        return read_old_sheet(content, file_name, sheet)
    if _MARKUP.match(content):
        raise BadInput(
            _("{file} is XML, not a table.").format(file=file_name),
            _("Save it as CSV or as an Excel workbook, or import it as IATI."),
        )
    from desktop.exchange.delimited import read_delimited

    return read_delimited(content, file_name)
