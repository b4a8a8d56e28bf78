"""Appearances that Milepost shows in the plain way are noted; a calendar without a widget is a matter for people."""

from __future__ import annotations

import re
from collections.abc import Callable

from desktop.forms.definition.definition import Definition
from desktop.forms.definition.records import Control
from desktop.forms.importer.report import Report
from desktop.i18n import _
from desktop.rules.calendars import CALENDARS

OTHER_CALENDARS = frozenset({"islamic", "hijri", "bikram-sambat", "myanmar", "buddhist"})
"""Calendars without a widget."""
_MONTHS = frozenset({"month-year", "year"})
_SELECTS = frozenset(
    {
        "minimal", "autocomplete", "search", "quick", "compact", "quickcompact", "columns", "columns-pack", "no-buttons",
        "horizontal", "horizontal-compact", "label", "list", "list-nolabel", "likert", "image-map", "map", "full",
    }
)  # fmt: skip
_BY_KIND = {
    "select1": _SELECTS,
    "select": _SELECTS,
    "rank": frozenset({"minimal"}),
    "range": frozenset({"rating", "picker", "vertical", "no-ticks"}),
    "trigger": frozenset(),
}
_BY_TYPE = {
    "string": frozenset({"multiline", "numbers", "masked", "thousands-sep"}),
    "integer": frozenset({"counter", "thousands-sep"}),
    "decimal": frozenset({"thousands-sep"}),
    "date": frozenset({"no-calendar", *_MONTHS}),
    "dateTime": frozenset({"no-calendar"}),
    "binary": frozenset({"annotate", "draw", "signature", "new", "new-front", "new-rear", "selfie", "front"}),
    "geopoint": frozenset({"maps", "placement-map"}),
    "geotrace": frozenset({"maps", "placement-map"}),
    "geoshape": frozenset({"maps", "placement-map"}),
}
_ANYWHERE = re.compile(r"w\d{1,2}|(?:columns|compact|quickcompact)-\d{1,2}|field-list|hidden")
"""Widths of a grid, columns, and what pyxform itself hands down."""


def note_appearances(definition: Definition, report: Report, row_of: Callable[[str], int]) -> None:
    """Of every question; those whose appearance is worked out while filling are left alone."""
    for place, control in definition.controls.items():
        for word in control.appearance:
            if _is_known(word, control):
                continue
            row = row_of(place.name)
            if word in OTHER_CALENDARS | CALENDARS.keys() and place.bind.type in ("date", "dateTime"):
                said = _(
                    "Milepost cannot ask this in that calendar: the day is written in the Gregorian one. Tell who fills the form."
                )
                report.add("A-CALENDAR", "survey", row, "appearance", said, word)
            else:
                said = _("Milepost does not know this appearance; the question is asked in the plain way.")
                report.add("R-APPEARANCE", "survey", row, "appearance", said, word)


def _is_known(word: str, control: Control) -> bool:
    if _ANYWHERE.fullmatch(word) or "$" in word or "(" in word or "/" in word:
        return True
    if word in CALENDARS and control.place.bind.type == "date":
        return not _MONTHS.intersection(control.appearance)
    known = _BY_KIND.get(control.kind)
    return word in (known if known is not None else _BY_TYPE.get(control.place.bind.type, frozenset()))
