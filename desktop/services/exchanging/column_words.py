"""What people call the columns an import looks for."""

from collections.abc import Mapping

from desktop.i18n import _
from desktop.services.exchanging.records import Kind
from desktop.services.field_words import field_word

_TABLES = {
    Kind.PROJECTS: "projects",
    Kind.PLACES: "places",
    Kind.LOCATIONS: "project_locations",
    Kind.BUDGETS: "budget_lines",
    Kind.RESULTS: "indicators",
}


def column_word(kind: Kind, key: str) -> str:
    """The field that a column of the file becomes."""
    what, _by, number = key.rpartition("_")
    whose, _by, part = what.partition("_")
    if number.isdigit() and whose in _figures():
        name = _("dimension {number}") if part == "dimension" else _("cell of dimension {number}")
        return f"{_figures()[whose]}, {name.format(number=number)}"
    return _columns().get(key) or field_word(_TABLES[kind], key)


def _figures() -> Mapping[str, str]:
    return {"baseline": _("Baseline"), "target": _("Target"), "actual": _("Reported figure")}


def _columns() -> Mapping[str, str]:
    """Columns that are no field of their own in the store."""
    return {
        "project_ref": _("Project"),
        "type_code": _("Project type"),
        "type_name": _("Project type, in words"),
        "sector": _("Sector code"),
        "sector_name": _("Sector, in words"),
        "parent": _("Code of the place above"),
        "reach": _("Reach of the location"),
        "id_code": _("Code in a gazetteer"),
        "id_vocabulary": _("Which gazetteer"),
        "feature": _("Kind of place"),
        "result": _("Result"),
        "indicator": _("Indicator"),
        "ascending": _("Whether more is better"),
        "baseline_year": _("Year of the baseline"),
        "baseline_place": _("Place of the baseline"),
        "target_place": _("Place of the target"),
        "actual": _("Reported figure"),
        "actual_place": _("Place of the reported figure"),
        "reference_code": _("Code of the framework item"),
    }
