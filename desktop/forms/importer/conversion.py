"""Hands the repaired sheets to pyxform, again and again until nothing stands in its way."""

from __future__ import annotations

import logging
import re
from typing import Any
from xml.parsers.expat import ExpatError

from desktop.forms.importer.book import Book, Row, Sheet
from desktop.forms.importer.cells import EXPRESSIONS
from desktop.forms.importer.converter_words import reason_words
from desktop.forms.importer.entities import SAVES_TO, SHEET, leave_out, save_nowhere
from desktop.forms.importer.report import Refusal, Report
from desktop.i18n import _

_MOST_ROUNDS = 300
_ROW = re.compile(r"\[row\s*:\s*(\d+)\]")
_NAMED = re.compile(r"'([^']+)'")
_NOTHING = "''"
_RULES = (*EXPRESSIONS, "trigger", "parameters", "default", "save_to", "appearance", "guidance_hint")


def to_xform(book: Book, form_name: str, report: Report) -> str:
    """The XForm; rows pyxform cannot take lose first their rules, then their type, then their place."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    logging.getLogger("pyxform").setLevel(logging.ERROR)
    logging.getLogger("pyxform.xls2xform").setLevel(logging.ERROR)
    failures = (
        PyXFormError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, RecursionError, ExpatError,
        RuntimeError, OSError, NotImplementedError,
    )  # fmt: skip
    blamed: set[int] = set()
    for _round in range(_MOST_ROUNDS):
        try:
            return str(
                convert(_workbook(book, form_name), warnings=[], validate=False, pretty_print=False).xform
            )
        except failures as failure:
            _give_way(book, str(failure), blamed, report)
    raise Refusal("E-CORRUPT", _("The form has more faults than can be repaired."), "survey")


def _workbook(book: Book, form_name: str) -> dict[str, Any]:
    found: dict[str, Any] = {"sheet_names": list(book.sheets), "fallback_form_name": form_name}
    for name, sheet in book.sheets.items():
        if sheet.rows:
            found[name] = [dict(row.cells) for row in sheet.rows]
            used = {column for row in sheet.rows for column in row.cells}
            found[f"{name}_header"] = [
                {
                    column: None
                    for column in [*sheet.columns, *sorted(used - set(sheet.columns))]
                    if column in used
                }
            ]
    return found


def _give_way(book: Book, message: str, blamed: set[int], report: Report) -> None:
    reason = reason_words(message)
    if f"'{SHEET}' sheet" in message and SHEET in book.sheets and book.sheets[SHEET].rows:
        leave_out(book, _blamed_row(book.sheets[SHEET], message), reason, report)
        return
    sheet = book.choices if "'choices' sheet" in message else book.survey
    row = _blamed_row(sheet, message)
    if row is not None and f"'{SAVES_TO}'" in message and row.get(SAVES_TO):
        save_nowhere(row, reason, report)
        return
    if row is None:
        raise Refusal(
            "E-CORRUPT", _("The form cannot be converted: {reason}").format(reason=reason), sheet.name
        )
    lost = _columns_to_lose(row, message) if sheet is book.survey else []
    if lost:
        _lose_rules(row, lost, reason, report)
    elif (
        sheet is book.survey and not row.get("type").startswith(("begin_", "end_")) and id(row) not in blamed
    ):
        blamed.add(id(row))
        before, row.cells["type"] = row.get("type"), "text"
        message = _("The question is asked as text: {reason}").format(reason=reason)
        report.add("A-TYPE", sheet.name, row.number, "type", message, before, "text")
    else:
        sheet.rows = _without(sheet.rows, row)
        message = _("The row was left out: {reason}").format(reason=reason)
        report.add("A-ROW", sheet.name, row.number, "", message, row.get("name"))


def _lose_rules(row: Row, columns: list[str], reason: str, report: Report) -> None:
    before = "; ".join(row.cells.pop(column) for column in columns)
    if row.get("type") == "calculate" and "calculation" in columns:
        row.cells["calculation"] = _NOTHING
    message = _("This rule is off: {reason}").format(reason=reason)
    report.add("A-RULE", "survey", row.number, ", ".join(columns), message, before)


def _columns_to_lose(row: Row, message: str) -> list[str]:
    """The rule that the message names; else what is no expression, as those were read before, and they at last."""
    given = [one for one in _RULES if row.get(one) and row.get(one) != _NOTHING]
    named = [one for one in given if _says(message, one)]
    if not named and _names_parameter(row, message):
        return ["parameters"]
    return named[:1] or [one for one in given if one not in EXPRESSIONS] or given


def _blamed_row(sheet: Sheet, message: str) -> Row | None:
    match = _ROW.search(message)
    if match:
        at = int(match[1]) - 2
        return sheet.rows[at] if 0 <= at < len(sheet.rows) else None
    for name in _NAMED.findall(message):
        for row in sheet.rows:
            if row.get("name") == name:
                return row
    return next((row for row in sheet.rows if _names_parameter(row, message)), None)


def _names_parameter(row: Row, message: str) -> bool:
    return any(_says(message, key) for key in re.findall(r"([\w\-]+)\s*=", row.get("parameters")))


def _says(message: str, word: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", message) is not None


def _without(rows: list[Row], row: Row) -> list[Row]:
    """Without the row and, where it begins a block, without the block's end."""
    at = next(i for i, one in enumerate(rows) if one is row)
    if not row.get("type").startswith("begin_"):
        return rows[:at] + rows[at + 1 :]
    depth = 0
    for end in range(at, len(rows)):
        kind = rows[end].get("type")
        depth += kind.startswith("begin_") - kind.startswith("end_")
        if depth == 0:
            return rows[:at] + rows[at + 1 : end] + rows[end + 1 :]
    return rows[:at] + rows[at + 1 :]
