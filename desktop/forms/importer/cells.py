"""Cleans cells: spaces nobody sees, quotes and dashes a word processor made."""

import re

from desktop.forms.importer.book import Book, Sheet
from desktop.forms.importer.report import Report
from desktop.i18n import _

EXPRESSIONS = (
    "relevant",
    "constraint",
    "calculation",
    "choice_filter",
    "required",
    "repeat_count",
    "read_only",
)
_IDENTIFIERS = frozenset({"type", "name", "list_name", "appearance", "parameters", "trigger", *EXPRESSIONS})
_ODD_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SMART = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "′": "'", "″": '"',
     "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "÷": " div "}
)  # fmt: skip
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")


def clean_cells(book: Book, report: Report) -> None:
    """R-TRIM and R-QUOTE."""
    for sheet in book.sheets.values():
        for row in sheet.rows:
            for column, before in list(row.cells.items()):
                after = _trimmed(before, column)
                if after != before and (column in _IDENTIFIERS or _INVISIBLE.sub("", after) != after):
                    report.add(
                        "R-TRIM",
                        sheet.name,
                        row.number,
                        column,
                        _("Odd spaces were taken out."),
                        before,
                        after,
                    )
                if after:
                    row.cells[column] = after
                else:
                    del row.cells[column]
        if sheet.name == "survey":
            _straighten(sheet, report)
    for sheet in book.sheets.values():
        sheet.rows = [row for row in sheet.rows if row.cells]


def _trimmed(text: str, column: str) -> str:
    text = _ODD_SPACE.sub(" ", text) if column in _IDENTIFIERS else text.replace("\u00a0", " ")
    if column in _IDENTIFIERS:
        text = _INVISIBLE.sub("", text)
    text = text.strip()
    return " ".join(text.split()) if column in ("type", "name", "list_name") else text


def _straighten(sheet: Sheet, report: Report) -> None:
    for row in sheet.rows:
        for column in EXPRESSIONS:
            before = row.get(column)
            after = _outside_literals(before)
            if after != before:
                row.cells[column] = after
                message = _("Typographic quotes or dashes were made plain, as expressions need them.")
                report.add("R-QUOTE", sheet.name, row.number, column, message, before, after)


def _outside_literals(text: str) -> str:
    """What stands between plain quotes is data and stays as it is."""
    found: list[str] = []
    at = 0
    for match in _LITERAL.finditer(text):
        found += [text[at : match.start()].translate(_SMART), match.group()]
        at = match.end()
    return "".join([*found, text[at:].translate(_SMART)])
