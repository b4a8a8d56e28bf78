"""Answers as people type them and as a form keeps them: numbers, positions, choices. Knows no Qt."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from desktop.i18n import _
from desktop.services.form_library.records import Choice, QuestionView
from desktop.ui import formats
from desktop.ui.screens.form.moments import (
    read_day,
    read_moment,
    read_month,
    read_time,
    show_day,
    show_moment,
    show_month,
    show_time,
)

_READ_HERE = frozenset({"date", "time", "dateTime", "geopoint"})
_MONTHS = frozenset({"month-year", "year"})
NUMBERS = frozenset({"integer", "decimal", "range"})
_DEGREES = re.compile(
    r"([+-]?\d+(?:[.,]\d+)?)\s*°?\s*(?:(\d+(?:[.,]\d+)?)\s*['′]\s*)?(?:(\d+(?:[.,]\d+)?)\s*(?:\"|″|'')\s*)?"
)


def read_as(kind: str, text: str, zone: str = "Z", choices: Sequence[Choice] = ()) -> tuple[str, str]:
    """What the form keeps, and nothing; or the text as typed, and a sentence where only this screen can tell."""
    typed = text.strip()
    if not typed:
        return "", ""
    if kind in NUMBERS:
        return _read_number(typed, is_whole=kind == "integer")
    if kind == "date":
        return read_day(typed)
    if kind == "time":
        return read_time(typed, zone)
    if kind == "dateTime":
        return read_moment(typed, "", zone)
    if kind == "geopoint":
        return read_position(typed)
    if kind == "select_one":
        return _read_choice(typed, choices)
    return (typed if kind == "barcode" else text), ""


def show_as(kind: str, value: str, choices: Sequence[Choice] = ()) -> str:
    """A kept answer as it is typed."""
    if not value:
        return ""
    if kind in NUMBERS:
        return _shown_number(value)
    if kind == "date":
        return show_day(value)
    if kind == "time":
        return show_time(value)
    if kind == "dateTime":
        day, moment = show_moment(value)
        return f"{day} {moment}".strip()
    if kind == "geopoint":
        parts = value.split()
        return value if read_position(value)[1] else f"{parts[0]}, {parts[1]}"
    if kind == "select_one":
        return next((one.label for one in choices if one.value == value), value)
    return value


def wrong_words(view: QuestionView) -> str:
    """What is wrong with an answer, in the notation of this laptop where it could not be read; else the form's own words."""
    problem = ""
    if view.type == "date" and _MONTHS.intersection(view.appearance):
        asks_month = "year" not in view.appearance
        problem = read_month(*show_month(view.value, asks_month=asks_month), asks_month=asks_month)[1]
    elif view.type in _READ_HERE:
        problem = read_as(view.type, show_as(view.type, view.value))[1]
    return problem or (view.messages[0] if view.messages else "")


def _read_number(typed: str, *, is_whole: bool) -> tuple[str, str]:
    """The form itself says what is no number; only this screen knows what can be read in two ways."""
    value, problem = formats.read_number(typed)
    if value is not None and not problem:
        if is_whole and value == value.to_integral_value():
            value = value.to_integral_value()  # 12.0 is no whole number to those the form is handed to
        return format(value, "f"), ""
    return typed, problem if _is_number(typed) else ""


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _shown_number(value: str) -> str:
    """In the person's own notation but without marks between thousands, so that reading it back is sure."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    whole, point, rest = format(number, "f").partition(".") if number.is_finite() else (value, "", "")
    return whole + (formats.number(Decimal("0.5"))[1] + rest if point else "")


def read_position(typed: str) -> tuple[str, str]:
    """`lat lon 0 0` from decimal degrees or degrees, minutes and seconds, with or without N, S, E, W."""
    problem = _("Write latitude, then longitude, like 40.5140, 72.8161.")
    text = typed.upper().replace(",", " ") if not re.search(r"\d,\d+[ ;]", typed) else typed.upper()
    sides = [letter for letter in text if letter in "NSEW"]
    signs = re.sub("[NSEW;]", " ", text.replace("  ", " "))
    numbers = [_degrees(match) for match in _DEGREES.finditer(signs)]
    # Words around the numbers are an address or a link, and which of its numbers are meant is not known.
    has_words = bool(_DEGREES.sub("", signs).strip(" ,\t"))
    if has_words or len(numbers) not in (2, 3, 4) or len(sides) not in (0, 2):
        return typed, problem
    lat, lon = numbers[0], numbers[1]
    if sides:
        lat, lon = (-lat if sides[0] in "SW" else lat), (-lon if sides[1] in "SW" else lon)
        if sides[0] in "EW":
            lat, lon = lon, lat
    if abs(lat) > 90 or abs(lon) > 180:
        return typed, _("Latitude lies between -90 and 90, longitude between -180 and 180.")
    rest = [format(number, "f") for number in numbers[2:4]]
    return " ".join([_plain(lat), _plain(lon), *rest, *["0", "0"][len(rest) :]]), ""


def _degrees(match: re.Match[str]) -> Decimal:
    whole, minutes, seconds = (Decimal((part or "0").replace(",", ".")) for part in match.groups())
    size = abs(whole) + minutes / 60 + seconds / 3600
    return -size if match[1].startswith("-") else size


def _plain(number: Decimal) -> str:
    """As typed; what was worked out from minutes is rounded to a tenth of a metre."""
    exponent = number.as_tuple().exponent
    return format(round(number, 6) if isinstance(exponent, int) and exponent < -8 else number, "f")


def _read_choice(typed: str, choices: Sequence[Choice]) -> tuple[str, str]:
    folded = typed.casefold()
    if any(one.value == typed for one in choices):
        return typed, ""
    same = [one for one in choices if one.label.casefold() == folded]
    begun = [one for one in choices if one.label.casefold().startswith(folded)]
    for found in (same, begun):
        if len(found) == 1:
            return found[0].value, ""
    return typed, _("Choose one of the list.")
