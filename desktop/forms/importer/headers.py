"""Finds sheets and columns under the names people give them."""

from __future__ import annotations

import re

from desktop.forms.importer.book import Book, Row, Sheet
from desktop.forms.importer.reading import Grid
from desktop.forms.importer.report import Refusal, Report
from desktop.i18n import _, ngettext

_SHEETS = {
    "survey": "survey", "surveys": "survey", "questions": "survey", "form": "survey",
    "choices": "choices", "choice": "choices", "options": "choices", "lists": "choices",
    "settings": "settings", "setting": "settings",
    "external_choices": "external_choices", "entities": "entities", "osm": "osm",
}  # fmt: skip
_ALIASES = {
    "relevance": "relevant", "skip_logic": "relevant", "list": "list_name", "listname": "list_name",
    "calculate": "calculation", "readonly": "read_only", "constraint_msg": "constraint_message",
    "constraint_messages": "constraint_message", "required_msg": "required_message", "mandatory": "required",
    "question_type": "type", "question_name": "name", "question": "label", "hints": "hint", "choicefilter": "choice_filter",
    "choice_filters": "choice_filter", "repeatcount": "repeat_count", "guidance": "guidance_hint", "parameter": "parameters",
    "id_string": "form_id", "title": "form_title",
}  # fmt: skip
_SURVEY = frozenset(
    [
        "type",
        "name",
        "label",
        "hint",
        "guidance_hint",
        "required",
        "required_message",
        "relevant",
        "constraint",
        "constraint_message",
        "calculation",
        "default",
        "read_only",
        "appearance",
        "choice_filter",
        "parameters",
        "repeat_count",
        "trigger",
        "image",
        "audio",
        "video",
        "big-image",
        "autoplay",
        "note",
        "disabled",
        "save_to",
        "body::accuracyThreshold",
        "entity",
        "label_short",
    ]
)
_SETTINGS = frozenset(
    [
        "form_id",
        "form_title",
        "version",
        "default_language",
        "instance_name",
        "style",
        "public_key",
        "submission_url",
    ]
)
_CHOICES = frozenset(["list_name", "name", "label", "image", "audio", "video", "big-image", "media", "order"])
_TRANSLATED = frozenset(
    [
        "label",
        "hint",
        "guidance_hint",
        "constraint_message",
        "required_message",
        "image",
        "audio",
        "video",
        "big-image",
        "media",
    ]
)
_TWICE = "\0"
_ONE_COLON = re.compile(r"(?P<base>[\w\- ]+?)\s*(?<!:):{1,2}(?!:)\s*(?P<rest>.+)\Z")


def make_book(grids: dict[str, Grid], report: Report) -> Book:
    """The sheets of the form with canonical columns; E-EMPTY where there is no survey."""
    book = Book()
    for title, grid in grids.items():
        plain = title.strip().lower().replace(" ", "_")
        name = _SHEETS.get(plain)
        if name is None or name in book.sheets:
            continue
        if title != name:
            report.add("R-HEADER", title, 0, "", _("The sheet is known by another name."), title, name)
        book.sheets[name] = _sheet(name, grid, report)
    if "survey" not in book.sheets and len(grids) == 1:
        title, grid = next(iter(grids.items()))
        sheet = _sheet("survey", grid, Report())
        if "type" in sheet.columns:
            report.add(
                "R-HEADER", title, 0, "", _("The only sheet was taken for the survey."), title, "survey"
            )
            book.sheets["survey"] = _sheet("survey", grid, report)
    if "survey" not in book.sheets or not book.survey.rows or "type" not in book.survey.columns:
        raise Refusal(
            "E-EMPTY",
            _("There is no sheet named survey with a column named type and questions below it."),
            "survey",
        )
    return book


def _sheet(name: str, grid: Grid, report: Report) -> Sheet:
    header_at = next((at for at, row in enumerate(grid) if any(cell.strip() for cell in row)), None)
    if header_at is None:
        return Sheet(name, [], [])
    columns = _columns(name, grid[header_at], header_at + 1, report)
    rows: list[Row] = []
    stray: dict[int, int] = {}
    blank: list[int] = []
    for number, cells in enumerate(grid[header_at + 1 :], header_at + 2):
        filled: dict[str, str] = {}
        for at, cell in enumerate(cells):
            if not cell.strip():
                continue
            if at < len(columns) and columns[at] == _TWICE:
                continue
            if at < len(columns) and columns[at]:
                filled.setdefault(columns[at], cell)
            else:
                stray[at] = stray.get(at, 0) + 1
        first = next(iter(filled.values()), "")
        if not filled:
            blank.append(number)
        elif name == "survey" and filled.get("type", first).lstrip().startswith("#"):
            report.add("R-BLANK", name, number, "type", _("A comment row was left out."), first)
        else:
            rows.append(Row(number, filled))
    _say_left_out(name, stray, blank, header_at + 1, report)
    return Sheet(name, [column for column in dict.fromkeys(columns) if column and column != _TWICE], rows)


def _say_left_out(
    name: str, stray: dict[int, int], blank: list[int], header_row: int, report: Report
) -> None:
    for at, count in stray.items():
        message = ngettext(
            "{count} cell under a column without a heading was left out.",
            "{count} cells under a column without a heading were left out.",
            count,
        ).format(count=count)
        report.add("R-BLANK", name, header_row, _letter(at), message)
    if blank:
        message = ngettext("{count} blank row was left out.", "{count} blank rows were left out.", len(blank))
        report.add("R-BLANK", name, blank[0], "", message.format(count=len(blank)))


def _letter(index: int) -> str:
    """A column as a spreadsheet names it."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def _columns(sheet: str, header: list[str], row: int, report: Report) -> list[str]:
    found: list[str] = []
    for written in header:
        name = _canonical(sheet, written)
        if name and name in found:
            report.add(
                "R-HEADER", sheet, row, written, _("The column stands twice; the first is used."), written
            )
            name = _TWICE
        elif name and name != written:
            report.add(
                "R-HEADER", sheet, row, written, _("The column is known by another name."), written, name
            )
        found.append(name)
    return found


def _canonical(sheet: str, written: str) -> str:
    text = " ".join(written.replace("\u00a0", " ").replace("\u200b", "").split())
    if not text:
        return ""
    known = {"survey": _SURVEY, "choices": _CHOICES}.get(sheet, frozenset())
    base = _base(text, known)
    if sheet == "settings":
        return base if base in _SETTINGS else text
    if base in known or not known:
        return base if known else text
    match = _ONE_COLON.match(text)
    if match:
        base = _base(match["base"], known)
        if base in _TRANSLATED and not (base == "media" and "::" not in text and ":" not in text):
            rest = re.sub(r"\s*:{1,2}\s*", "::", match["rest"].strip())
            return f"{base}::{rest}"
    return text


def _base(text: str, known: frozenset[str]) -> str:
    plain = text.strip().lower().replace(" ", "_")
    plain = (
        plain if plain in known else plain.replace("-", "_") if plain.replace("-", "_") in known else plain
    )
    return _ALIASES.get(plain, plain)
