"""Repairs what a form says of entity lists: a name that ODK forbids costs the list or the property, not the form."""

from __future__ import annotations

from desktop.forms.definition.entities import is_list_name, is_property_name
from desktop.forms.importer.book import Book, Row
from desktop.forms.importer.report import Report
from desktop.i18n import _

SHEET = "entities"
_LIST = ("list_name", "dataset")
SAVES_TO = "save_to"


def repair_entities(book: Book, report: Report) -> None:
    """A-ENTITY for a list or a property whose name cannot be one, and for a list without labels."""
    sheet = book.sheets.get(SHEET)
    for row in list(sheet.rows) if sheet is not None else ():
        reason = _reason_against(row)
        if reason:
            leave_out(book, row, reason, report)
    is_kept = sheet is not None and bool(sheet.rows)
    for row in book.survey.rows:
        name = row.get(SAVES_TO)
        if name and not is_kept:
            save_nowhere(row, _("the form has no sheet entities that names a list."), report)
        elif name and not is_property_name(_property_of(name)):
            reason = _("“{name}” cannot be the name of a property.").format(name=_property_of(name)[:80])
            save_nowhere(row, f"{reason} {name_rule()}", report)


def leave_out(book: Book, row: Row | None, reason: str, report: Report) -> None:
    """The form keeps no such list (without `row`: none at all); answers are saved to no list that is not there."""
    sheet = book.sheets[SHEET]
    gone = [row] if row is not None else list(sheet.rows)
    for one in gone:
        message = _("The form adds to no entity list by this row: {reason}").format(reason=reason)
        report.add("A-ENTITY", SHEET, one.number, "", message, _list_of(one))
    sheet.rows = [one for one in sheet.rows if not any(one is other for other in gone)]
    lists = tuple(f"{_list_of(one)}#" for one in gone)
    for one in book.survey.rows:
        if not sheet.rows or one.get(SAVES_TO).startswith(lists):
            one.cells.pop(SAVES_TO, None)


def save_nowhere(row: Row, reason: str, report: Report) -> None:
    """The question stays with all its rules, and its answer in the submission."""
    before = row.cells.pop(SAVES_TO)
    message = _("The answer is saved to no property of an entity: {reason}").format(reason=reason)
    report.add("A-ENTITY", "survey", row.number, SAVES_TO, message, before)


def name_rule() -> str:
    """What ODK asks of the names of lists and properties."""
    return _(
        "A name begins with a letter or _, not with __, and goes on with letters, digits, _ and -;"
        " name and label are no properties."
    )


def _property_of(saves_to: str) -> str:
    """A form that keeps several lists writes `LIST#PROPERTY`."""
    return saves_to.rpartition("#")[2].strip()


def _list_of(row: Row) -> str:
    return next((row.get(column) for column in _LIST if row.get(column)), "").strip()


def _reason_against(row: Row) -> str:
    name = _list_of(row)
    if not name:
        return _("it names no list.")
    if not is_list_name(name):
        reason = _("“{name}” cannot be the name of a list.").format(name=name[:80])
        return f"{reason} {name_rule()}"
    makes = bool(row.get("create_if")) or not row.get("entity_id")
    if makes and not row.get("label"):
        return _("it makes entities of “{name}” and gives them no label.").format(name=name)
    return ""
