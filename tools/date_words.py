"""Writes desktop/ui/resources/date_words.json, what the window needs of Babel to write days: `python -m tools.date_words`.

Babel's own data of one language takes five megabytes of memory and fifty milliseconds.
"""

import json
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import match_skeleton, parse_pattern

from desktop.i18n import LANGUAGES
from desktop.ui.formats import REGIONS

PATH = Path(__file__).parents[1] / "desktop" / "ui" / "resources" / "date_words.json"
SKELETONS = ("MMMd", "MMMEd", "E", "MMMMEEEEd", "yMMM", "yMMMd")
INTERVALS = ("MMMd", "yMMMd", "yMMM")
WIDTHS = ("abbreviated", "wide")
CONTEXTS = ("format", "stand-alone")


def date_words() -> dict[str, Any]:
    """By language: names, patterns as Python formats of their fields, and the signs of a number."""
    return {code: _of_language(Locale.parse(REGIONS.get(code, code))) for code in LANGUAGES}


def as_text(words: dict[str, Any]) -> str:
    return (
        json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("},", "},\n")
        + "\n"
    )


def _of_language(locale: Locale) -> dict[str, Any]:
    signs = locale.number_symbols["latn"]
    if locale.decimal_formats[None].pattern != "#,##0.###":
        raise ValueError(f"{locale}: numbers are grouped in another way")
    return {
        "months": {
            context: {width: [locale.months[context][width][at] for at in range(1, 13)] for width in WIDTHS}
            for context in CONTEXTS
        },
        "weekdays": {
            context: {width: [locale.days[context][width][at] for at in range(7)] for width in WIDTHS}
            for context in CONTEXTS
        },
        "patterns": {
            "medium": locale.date_formats["medium"].format,
            **{skeleton: _pattern(locale, skeleton) for skeleton in SKELETONS},
        },
        "intervals": {skeleton: _interval(locale, skeleton) for skeleton in INTERVALS},
        "number": {"decimal": signs["decimal"], "group": signs["group"]},
    }


def _pattern(locale: Locale, skeleton: str) -> str:
    known = locale.datetime_skeletons
    matched = skeleton if skeleton in known else match_skeleton(skeleton, known)
    return str(known[matched].format)


def _interval(locale: Locale, skeleton: str) -> list[list[str]]:
    """Field that differs first, then the formats of both days."""
    known = locale.interval_formats[skeleton]
    return [
        [field, *(parse_pattern(part).format for part in known[field])] for field in "yMd" if field in known
    ]


if __name__ == "__main__":
    PATH.write_text(as_text(date_words()), "utf-8")
