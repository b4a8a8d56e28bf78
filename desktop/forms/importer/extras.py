"""Columns, parameters and defaults that do not fit, and Kobo's own question types."""

from __future__ import annotations

import re

from desktop.forms.importer.book import Book, Row
from desktop.forms.importer.report import Report
from desktop.forms.xpath.values import parse_moment, to_number
from desktop.i18n import _

_PARAMETERS = {
    "range": {"start", "end", "step", "placeholder", "tick_interval", "tick_labelset"},
    "text": {"rows"},
    "image": {"max-pixels", "app"},
    "audio": {"quality"},
    "background-audio": {"quality"},
    "geopoint": {"capture-accuracy", "warning-accuracy", "allow-mock-accuracy"},
    "geotrace": {"allow-mock-accuracy", "incremental"},
    "geoshape": {"allow-mock-accuracy", "incremental"},
    "audit": {
        "location-priority", "location-min-interval", "location-max-age", "track-changes", "track-changes-reasons",
        "identify-user",
    },
}  # fmt: skip
_SELECT_PARAMETERS = {"randomize", "seed", "value", "label"}
_TYPED = {"integer": "integer", "decimal": "decimal", "date": "date", "datetime": "date", "dateTime": "date"}
_EXPRESSION = re.compile(r"\$\{|\w\s*\(|[+*]|\bdiv\b")
_FOREIGN = re.compile(r"\$|^instance::|^kobo--|^bind::.*\s|^fake_|^_")


def repair_columns(book: Book, report: Report) -> None:
    """R-COLUMN: columns of other programs, whose content would end up in the form's rules."""
    sheet = book.survey
    for column in [
        one
        for one in sheet.columns
        if _FOREIGN.search(one) and not one.startswith(("instance::odk:", "$given_name_"))
    ]:
        sheet.columns.remove(column)
        for row in sheet.rows:
            row.cells.pop(column, None)
        report.add("R-COLUMN", sheet.name, 1, column, _("A column of another program was left out."), column)


def repair_parameters(book: Book, report: Report) -> None:
    """R-PARAM: parameters the question type does not have."""
    for row in book.survey.rows:
        before = row.get("parameters")
        if not before:
            continue
        kind = row.get("type").split()[0]
        known = _SELECT_PARAMETERS if kind.startswith(("select_", "rank")) else _PARAMETERS.get(kind, set())
        pairs = re.findall(r"([\w\-]+)\s*=\s*([^\s,;]+)", before)
        after = " ".join(f"{key}={value}" for key, value in pairs if key in known)
        if len(after.split()) != len(pairs) or not pairs:
            report.add(
                "R-PARAM",
                "survey",
                row.number,
                "parameters",
                _("Unknown parameters were left out."),
                before,
                after,
            )
            row.cells.pop("parameters")
            if after:
                row.cells["parameters"] = after


def repair_defaults(book: Book, report: Report) -> None:
    """R-DEFAULT: a fixed default that is not of the question's type."""
    for row in book.survey.rows:
        default, kind = row.get("default"), _TYPED.get(row.get("type"))
        if not default or kind is None or _EXPRESSION.search(default):
            continue
        if kind == "date":
            fits = parse_moment(default) is not None
        else:
            number = to_number(default)
            fits = number == number and (kind == "decimal" or number == int(number))
        if not fits:
            row.cells.pop("default")
            report.add(
                "R-DEFAULT",
                "survey",
                row.number,
                "default",
                _("The default does not fit the question's type."),
                default,
            )


_SILENT = frozenset(
    [
        "calculate",
        "hidden",
        "start",
        "end",
        "today",
        "deviceid",
        "subscriberid",
        "simserial",
        "phonenumber",
        "username",
        "email",
        "audit",
        "imei",
        "xml-external",
        "csv-external",
        "start-geopoint",
        "background-audio",
        "background-geopoint",
        "percentage",
        "start_time",
        "end_time",
    ]
)
_SHOWN = ("label", "hint", "image", "big-image", "audio", "video", "media")


def fill_gaps(book: Book, report: Report) -> None:
    """R-NONAME for questions without a text, A-FUNC for calculations without an expression."""
    label = next(iter(book.survey.columns_of("label")), "label")
    for row in book.survey.rows:
        kind = row.get("type")
        if kind == "calculate" and not row.get("calculation"):
            row.cells["calculation"] = "''"
            message = _("A calculation without an expression stays empty.")
            report.add("A-FUNC", "survey", row.number, "calculation", message, "", "''")
        elif kind in _SILENT or kind.startswith(("begin_", "end_", "uri:")) or row.get("calculation"):
            continue
        elif kind.startswith("select_") and "label" in row.get("appearance").split():
            continue  # the words above the columns of a table; its name would be read as one of them
        elif not any(column.partition("::")[0] in _SHOWN for column in row.cells):
            row.cells[label] = row.get("name")
            message = _("A question without a text shows its name.")
            report.add("R-NONAME", "survey", row.number, label, message, "", row.get("name"))


def unfold_kobo(book: Book, report: Report) -> None:
    """R-KOBO: score, rank and matrix become groups of plain questions."""
    rows: list[Row] = []
    waiting = list(book.survey.rows)
    while waiting:
        row = waiting.pop(0)
        match = re.match(r"begin_(score|rank|kobomatrix|matrix)\Z", row.get("type"))
        if match is None:
            if not re.match(r"end_(score|rank|kobomatrix|matrix)\Z", row.get("type")):
                rows.append(row)
            continue
        end = next((i for i, one in enumerate(waiting) if one.get("type") == f"end_{match[1]}"), len(waiting))
        inner, waiting = waiting[:end], waiting[end + 1 :]
        report.add(
            "R-KOBO",
            "survey",
            row.number,
            "type",
            _("The block became a group of plain questions."),
            row.get("type"),
            "begin_group",
        )
        rows.extend(_unfolded(match[1], row, inner, book))
    book.survey.rows = rows


def _unfolded(kind: str, begin: Row, inner: list[Row], book: Book) -> list[Row]:
    list_name = next((cell for column, cell in begin.cells.items() if column.startswith("kobo--")), "")
    heading = {
        key: cell for key, cell in begin.cells.items() if not key.startswith("kobo--") and key != "required"
    }
    group = Row(begin.number, {**heading, "type": "begin_group", "appearance": "field-list"})
    if kind in ("score", "rank"):
        questions = [Row(one.number, {**one.cells, "type": f"select_one {list_name}"}) for one in inner]
        for one in questions:
            if begin.get("required"):
                one.cells.setdefault("required", begin.cells["required"])
        return [group, *questions, Row(begin.number, {"type": "end_group"})]
    rows = [group]
    for choice in [one for one in book.choices.rows if one.get("list_name") == list_name]:
        prefix = f"{begin.get('name')}_{choice.get('name')}"
        labels = {column: cell for column, cell in choice.cells.items() if column.startswith("label")}
        rows.append(
            Row(begin.number, {**labels, "type": "begin_group", "name": prefix, "appearance": "field-list"})
        )
        rows.extend(Row(one.number, {**one.cells, "name": f"{prefix}_{one.get('name')}"}) for one in inner)
        rows.append(Row(begin.number, {"type": "end_group"}))
    return [*rows, Row(begin.number, {"type": "end_group"})]
