"""The choices: names as text, duplicates, and lists that are asked for but missing."""

from __future__ import annotations

import difflib
import re

from desktop.forms.importer.book import Book, Row
from desktop.forms.importer.report import Report
from desktop.i18n import _, ngettext

_WHOLE = re.compile(r"-?\d+\.0+\Z")
_SELECT = re.compile(r"(?P<kind>select_one|select_multiple|rank) (?P<list>.+?)(?P<other> or_other)?\Z")
_BUILT_IN = frozenset({"list_name", "name"})


def repair_choices(book: Book, report: Report) -> None:
    """R-NUMNAME and R-DUPCHOICE on the choices sheet, then A-LIST and A-FILE on the survey."""
    _fill_names(book, report)
    _find_lists(book, report)
    _join_names(book, report)
    _drop_duplicates(book, report)


def _fill_names(book: Book, report: Report) -> None:
    kept: list[Row] = []
    for row in book.choices.rows:
        name = row.get("name")
        if not row.get("list_name"):
            report.add(
                "R-BLANK",
                "choices",
                row.number,
                "list_name",
                _("A choice without a list was left out."),
                name,
            )
            continue
        if not name:
            label = next((cell for column, cell in row.cells.items() if column.startswith("label")), "")
            if not label:
                continue
            row.cells["name"] = re.sub(r"\s+", "_", label.strip())[:60]
            report.add(
                "R-NONAME",
                "choices",
                row.number,
                "name",
                _("A choice without a name was given one."),
                "",
                row.cells["name"],
            )
        elif _WHOLE.match(name):
            row.cells["name"] = name.partition(".")[0]
            report.add(
                "R-NUMNAME",
                "choices",
                row.number,
                "name",
                _("A whole number was written with decimals."),
                name,
                row.get("name"),
            )
        _label(row, book, report)
        kept.append(row)
    book.choices.rows = kept


def _join_names(book: Book, report: Report) -> None:
    """R-TRIM, a line a list: where one answer holds several names, spaces part them; elsewhere a name stays as it is."""
    several = dict.fromkeys(
        match["list"]
        for row in book.survey.rows
        if (match := _SELECT.match(row.get("type"))) and match["kind"] != "select_one"
    )
    for name in several:
        spaced = [
            row
            for row in book.choices.rows
            if row.get("list_name") == name and re.search(r"\s", row.get("name"))
        ]
        if not spaced:
            continue
        first, before = spaced[0], spaced[0].get("name")
        for row in spaced:
            row.cells["name"] = re.sub(r"\s+", "_", row.get("name"))
        message = ngettext(
            "{count} name of the list {list} has spaces, which part the names where several are chosen; they were joined.",
            "{count} names of the list {list} have spaces, which part the names where several are chosen; they were joined.",
            len(spaced),
        ).format(count=len(spaced), list=name)
        report.add("R-TRIM", "choices", first.number, "name", message, before, first.get("name"))


def _label(row: Row, book: Book, report: Report) -> None:
    """Other clients refuse a list without labels."""
    shown = ("label", "image", "big-image", "audio", "video", "media")
    if not any(column.partition("::")[0] in shown for column in row.cells):
        column = next(iter(book.choices.columns_of("label")), "label")
        row.cells[column] = row.get("name")
        message = _("A choice without a label shows its name.")
        report.add("R-NONAME", "choices", row.number, column, message, "", row.get("name"))


def _drop_duplicates(book: Book, report: Report) -> None:
    filtered = {
        match["list"]
        for row in book.survey.rows
        if row.get("choice_filter") and (match := _SELECT.match(row.get("type")))
    }
    seen: dict[tuple[str, str], Row] = {}
    kept: list[Row] = []
    repeats = False
    for row in book.choices.rows:
        key = (row.get("list_name"), row.get("name"))
        first = seen.get(key)
        if first is None:
            seen[key] = row
        elif row.cells == first.cells:
            message = _("The choice stands already in row {row}.").format(row=first.number)
            report.add("R-DUPCHOICE", "choices", row.number, "name", message, row.get("name"))
            continue
        elif key[0] in filtered:
            repeats = True
        else:
            message = _(
                "The choice {name} of {list} stands already in row {row}, with other cells; the first is used."
            ).format(name=key[1], list=key[0], row=first.number)
            report.add("A-DUPCHOICE", "choices", row.number, "name", message, _labels(row), _labels(first))
            for column, cell in row.cells.items():
                first.cells.setdefault(column, cell)  # a translation only the second has is not lost
            continue
        kept.append(row)
    book.choices.rows = kept
    if repeats:
        _allow_duplicates(book)


def _labels(row: Row) -> str:
    return " / ".join(cell for column, cell in row.cells.items() if column.startswith("label"))


def _allow_duplicates(book: Book) -> None:
    settings = book.settings
    if not settings.rows:
        settings.rows.append(Row(2, {}))
    settings.rows[0].cells["allow_choice_duplicates"] = "yes"
    if "allow_choice_duplicates" not in settings.columns:
        settings.columns.append("allow_choice_duplicates")


def _find_lists(book: Book, report: Report) -> None:
    known = {row.get("list_name") for row in book.choices.rows}
    for row in book.survey.rows:
        kind = row.get("type")
        if "_from_file " in kind:
            report.add(
                "A-FILE",
                "survey",
                row.number,
                "type",
                _("The list {name} lies in a file of its own; add it to the form.").format(
                    name=kind.split()[-1]
                ),
                kind.split()[-1],
            )
        match = _SELECT.match(kind)
        if match is None or match["list"] in known or match["list"].startswith("${"):
            continue
        near = difflib.get_close_matches(match["list"], sorted(known), 1, 0.8)
        after = f"{match['kind']} {near[0]}{match['other'] or ''}" if near else "text"
        message = (
            _("There is no list {list}; the list {near} is used.").format(list=match["list"], near=near[0])
            if near
            else _("There is no list {list}; the question is asked as text.").format(list=match["list"])
        )
        report.add("A-LIST", "survey", row.number, "type", message, kind, after)
        row.cells["type"] = after
        if not near:
            row.cells.pop("choice_filter", None)
