"""R-LOOK: appearances that this program does not draw; their questions are asked the plain way."""

from __future__ import annotations

import re

from desktop.forms.definition.searching import split_appearance
from desktop.forms.importer.book import Book
from desktop.forms.importer.report import Report
from desktop.i18n import _
from desktop.rules.calendars import CALENDARS

OTHER_CALENDARS = frozenset({"islamic", "hijri", "bikram-sambat", "myanmar", "buddhist"})
"""Calendars without a widget."""
_MONTHS = frozenset({"month-year", "year"})
_DRAWN = frozenset(
    {
        "multiline", "numbers", "thousands-sep", "masked", "counter", "no-ticks", "rating", "picker", "vertical",
        "month-year", "year", "no-calendar", "quick", "minimal", "autocomplete", "search", "columns", "columns-pack",
        "columns-flex", "compact", "quickcompact", "horizontal", "horizontal-compact", "likert", "label", "list-nolabel",
        "list", "map", "image-map", "annotate", "draw", "signature", "field-list", "table-list",
    }
)  # fmt: skip
_OF_PHONES = frozenset(
    {"maps", "placement-map", "quick-map", "streets", "hide-input", "new", "new-front", "front", "selfie", "hidden-answer"}
)  # fmt: skip
"""What a phone does with its own camera or map; on a laptop nothing is lost without it."""
_MEASURED = re.compile(r"(?:columns|compact|quickcompact)-\d+\Z|[wh]\d+\Z")


def note_appearances(book: Book, report: Report) -> None:
    """A line for each question whose appearance means nothing here; the appearance stays in the form for others."""
    for row in book.survey.rows:
        written = row.get("appearance")
        if not written or "${" in written:
            continue
        words = split_appearance(written)[0]
        for word in words:
            plain = word.lower()
            if plain in CALENDARS and row.get("type") == "date" and not _MONTHS.intersection(words):
                continue
            if plain in OTHER_CALENDARS | CALENDARS.keys():
                message = _("The calendar {name} is not shown here: days are asked in the Gregorian one.")
            elif plain in _DRAWN or plain in _OF_PHONES or _MEASURED.match(plain):
                continue
            else:
                message = _("The appearance {name} is not known here: the question is asked the plain way.")
            report.add("R-LOOK", "survey", row.number, "appearance", message.format(name=word), word)
