"""Types, names and nesting of the survey: what every row is and where it stands."""

from __future__ import annotations

import re

from desktop.forms.importer.book import Book, Row
from desktop.forms.importer.report import Report
from desktop.i18n import _

_TYPE_ALIASES = {
    "string": "text", "str": "text", "number": "decimal", "float": "decimal", "double": "decimal", "int": "integer",
    "gps": "geopoint", "location": "geopoint", "photo": "image", "picture": "image", "signature": "image", "comment": "note",
    "date time": "datetime", "date_time": "datetime", "calculation": "calculate", "group": "begin_group",
    "endgroup": "end_group", "begingroup": "begin_group", "endrepeat": "end_repeat", "beginrepeat": "begin_repeat",
}  # fmt: skip
_TYPES = frozenset(
    [
        "text",
        "integer",
        "decimal",
        "note",
        "date",
        "time",
        "datetime",
        "dateTime",
        "geopoint",
        "geotrace",
        "geoshape",
        "image",
        "audio",
        "video",
        "file",
        "barcode",
        "acknowledge",
        "trigger",
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
        "range",
        "rank",
        "xml-external",
        "csv-external",
        "start-geopoint",
        "background-audio",
        "background-geopoint",
        "imei",
        "percentage",
        "osm",
        "uri:deviceid",
        "uri:username",
        "uri:phonenumber",
        "uri:email",
        "uri:subscriberid",
        "uri:simserial",
        "start_time",
        "end_time",
    ]
)
_SELECT = re.compile(
    r"(?P<kind>select[ _]?(?:one|1|multiple|all that apply)|rank|add select (?:one|multiple) prompt using|select all that apply from"
    r"|select (?:one|multiple) (?:from|using))"
    r"(?P<file>[ _](?:from[ _]file|external))?\s+(?P<list>\S.*?)(?P<other>\s+or[ _]other(?:[ _]specify)?|\s+or specify other)?\Z",
    re.IGNORECASE,
)
_LISTLESS = re.compile(r"select[ _]?(?:one|1|multiple)(?:[ _]from[ _]file)?\Z|rank\Z", re.IGNORECASE)
_BLOCK = re.compile(
    r"(?P<edge>begin|end)[ _]?(?P<what>group|repeat|lgroup|looped group|loop)\Z", re.IGNORECASE
)
_RESERVED = frozenset({"meta"})
_NAME = re.compile(r"[^\W\d][\w.\-]*\Z")
_REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")


def repair_types(book: Book, report: Report) -> None:
    """R-TYPE for other spellings, A-TYPE where the type is not known."""
    for row in book.survey.rows:
        before = row.get("type")
        if not before:
            _type_of_untyped(row, report)
            continue
        after = canonical_type(before)
        if _LISTLESS.match(before):
            after = "text"
            message = _("The question names no list to choose from; it is asked as text.")
            report.add("A-LIST", "survey", row.number, "type", message, before, after)
        elif after is None:
            after = "text"
            message = _("The question type {type} is not known; the question is asked as text.").format(
                type=before
            )
            report.add("A-TYPE", "survey", row.number, "type", message, before, after)
        elif after != before and not _BLOCK.match(before):  # `begin group` is as usual as `begin_group`
            report.add(
                "R-TYPE", "survey", row.number, "type", _("The type is written another way."), before, after
            )
        row.cells["type"] = after


def _type_of_untyped(row: Row, report: Report) -> None:
    has_label = any(column.startswith("label") for column in row.cells)
    row.cells["type"] = (
        "calculate" if row.get("calculation") else "note" if has_label and not row.get("name") else "text"
    )
    message = _("A row without a type was given one.")
    report.add("R-TYPE", "survey", row.number, "type", message, "", row.cells["type"])


def canonical_type(written: str) -> str | None:
    """The type as pyxform wants it; None where it is unknown."""
    text = " ".join(written.split())
    lower = text.lower()
    if (
        text in _TYPES
        or re.match(r"(begin|end)_(kobomatrix|score|rank|matrix)\Z", lower)
        or lower in ("score__row", "rank__level")
    ):
        return text
    block = _BLOCK.match(text)
    if block:
        return f"{block['edge'].lower()}_{'repeat' if block['what'].lower() != 'group' else 'group'}"
    select = _SELECT.match(text)
    if select:
        return _select_type(select)
    if lower in _TYPES:
        return lower
    return _TYPE_ALIASES.get(lower)


def _select_type(match: re.Match[str]) -> str:
    kind = match["kind"].lower()
    base = (
        "rank"
        if kind == "rank"
        else "select_multiple"
        if "multiple" in kind or "all" in kind
        else "select_one"
    )
    tail = (match["file"] or "").lower().replace(" ", "_").replace("__", "_")
    other = " or_other" if match["other"] else ""
    return f"{base}{tail} {match['list'].strip()}{other}"


def repair_nesting(book: Book, report: Report) -> None:
    """R-UNBAL: ends without beginning go, what stays open is closed at the end."""
    kept: list[Row] = []
    open_blocks: list[str] = []
    for row in book.survey.rows:
        edge, _sep, what = row.get("type").partition("_")
        if edge == "begin" and what in ("group", "repeat"):
            open_blocks.append(what)
        elif edge == "end" and what in ("group", "repeat"):
            if not open_blocks:
                report.add(
                    "R-UNBAL",
                    "survey",
                    row.number,
                    "type",
                    _("An end without a beginning was left out."),
                    row.get("type"),
                )
                continue
            expected = open_blocks.pop()
            if expected != what:
                message = _("The end does not match its beginning.")
                report.add(
                    "R-UNBAL", "survey", row.number, "type", message, row.get("type"), f"end_{expected}"
                )
                row.cells["type"] = f"end_{expected}"
        kept.append(row)
    last = kept[-1].number if kept else 1
    for what in reversed(open_blocks):
        report.add(
            "R-UNBAL",
            "survey",
            last,
            "type",
            _("A block without an end was closed at the end."),
            "",
            f"end_{what}",
        )
        kept.append(Row(last, {"type": f"end_{what}"}))
    book.survey.rows = kept


def repair_names(book: Book, report: Report) -> None:
    """R-NONAME, R-RESERVED and A-DUPNAME."""
    renamed: dict[str, str] = {}
    used: list[set[str]] = [set()]
    for row in book.survey.rows:
        kind = row.get("type")
        if kind.startswith("end_"):
            if len(used) > 1:
                used.pop()
            continue
        before = row.get("name")
        name = _named(row, before, report)
        if name in used[-1] or (name in renamed.values() and before != name):
            name = _unused(name, used[-1])
            message = _("The name {name} stands twice in its group; references mean the first.").format(
                name=before
            )
            report.add("A-DUPNAME", "survey", row.number, "name", message, before, name)
        elif before and name != before:
            renamed[before] = name
        used[-1].add(name)
        row.cells["name"] = name
        if kind.startswith("begin_"):
            used.append(set())
    if "name" not in book.survey.columns:
        book.survey.columns.append("name")
    _rename_references(book, renamed)


def _named(row: Row, before: str, report: Report) -> str:
    if not before:
        label = next((cell for column, cell in row.cells.items() if column.startswith("label")), "")
        fallback = row.get("type").split()[0].removeprefix("begin_")
        after = valid_name(label[:40]) or f"{fallback}_{row.number}"
        report.add(
            "R-NONAME", "survey", row.number, "name", _("A row without a name was given one."), "", after
        )
        return after
    after = valid_name(before) if not _NAME.match(before) else before
    after = f"{after}_" if after.lower() in _RESERVED else after or f"question_{row.number}"
    if after != before:
        message = _("The name cannot be used as it is written.")
        report.add("R-RESERVED", "survey", row.number, "name", message, before, after)
    return after


def valid_name(text: str) -> str:
    """A name made of what is usable in `text`; empty where nothing is."""
    name = re.sub(r"[^\w.\-]+", "_", text.strip()).strip("_.-")
    return f"_{name}" if name and not re.match(r"[^\W\d]", name) else name


def _unused(name: str, used: set[str]) -> str:
    number = 2
    while f"{name}_{number}" in used:
        number += 1
    return f"{name}_{number}"


def _rename_references(book: Book, renamed: dict[str, str]) -> None:
    if not renamed:
        return
    for row in book.survey.rows:
        for column, cell in row.cells.items():
            if "${" in cell:
                row.cells[column] = _REFERENCE.sub(
                    lambda match: "${" + renamed.get(match[1], match[1]) + "}", cell
                )
