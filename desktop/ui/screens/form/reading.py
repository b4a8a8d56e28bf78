"""Answers as people type them and as a form keeps them: numbers, days, times, positions. Knows no Qt."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from desktop.i18n import _
from desktop.services.form_library.records import Choice
from desktop.ui import formats

NUMBERS = frozenset({"integer", "decimal", "range"})
_TIME = re.compile(r"(\d{1,2})[:.h](\d{2})(?::(\d{2}))?\s*([ap]m)?\Z", re.IGNORECASE)
_DEGREES = re.compile(
    r"([+-]?\d+(?:[.,]\d+)?)\s*°?\s*(?:(\d+(?:[.,]\d+)?)\s*['′]\s*)?(?:(\d+(?:[.,]\d+)?)\s*(?:\"|″|'')\s*)?"
)


def read_as(kind: str, text: str, zone: str = "Z", choices: Sequence[Choice] = ()) -> tuple[str, str]:
    """What the form keeps, and nothing; or the text as typed, and a sentence where only this screen can tell."""
    typed = text.strip()
    if not typed:
        return "", ""
    if kind in NUMBERS:
        value, problem = formats.read_number(typed)
        return (typed if problem or value is None else format(value, "f")), ""
    if kind == "date":
        day, _problem = formats.read_day(typed)
        return (day.isoformat() if day is not None else typed), ""
    if kind == "time":
        return _read_time(typed, zone)
    if kind == "geopoint":
        return read_position(typed)
    if kind == "select_one":
        return _read_choice(typed, choices)
    return text, ""


def show_as(kind: str, value: str, choices: Sequence[Choice] = ()) -> str:
    """A kept answer as it is typed."""
    if not value:
        return ""
    if kind in NUMBERS:
        return _shown_number(value)
    if kind == "date":
        return _shown_day(value)
    if kind == "time":
        return value[:5]
    if kind == "dateTime":
        day, moment = show_moment(value)
        return f"{day} {moment}".strip()
    if kind == "geopoint":
        parts = value.split()
        return f"{parts[0]}, {parts[1]}" if len(parts) >= 2 else value
    if kind == "select_one":
        return next((one.label for one in choices if one.value == value), value)
    return value


def _shown_number(value: str) -> str:
    """In the person's own notation but without marks between thousands, so that reading it back is sure."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    whole, point, rest = format(number, "f").partition(".") if number.is_finite() else (value, "", "")
    return whole + (formats.number(Decimal("0.5"))[1] + rest if point else "")


def _shown_day(value: str) -> str:
    try:
        return formats.short_day(date.fromisoformat(value[:10]))
    except ValueError:
        return value


def _read_time(typed: str, zone: str) -> tuple[str, str]:
    match = _TIME.match(typed)
    if match:
        hour, half = int(match[1]), (match[4] or "").lower()
        hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
        try:
            moment = time(hour, int(match[2]), int(match[3] or 0))
        except ValueError:
            return typed, _("There is no such time. Write it like 14:30.")
        return f"{moment:%H:%M:%S}.000{zone}", ""
    return typed, _("Write the time like 14:30.")


def read_moment(day: str, moment: str, zone: str) -> tuple[str, str]:
    """A date and a time as one answer."""
    if not day.strip() and not moment.strip():
        return "", ""
    kept_day, _none = read_as("date", day)
    kept_time, problem = _read_time(moment.strip() or "00:00", zone)
    return f"{kept_day}T{kept_time}", problem


def show_moment(value: str) -> tuple[str, str]:
    """Date and time as they are typed."""
    day, _mark, moment = value.partition("T")
    try:
        local = datetime.fromisoformat(value).astimezone()
    except ValueError:
        return _shown_day(day), moment[:5]
    return formats.short_day(local.date()), f"{local:%H:%M}"


def read_position(typed: str) -> tuple[str, str]:
    """`lat lon 0 0` from decimal degrees or degrees, minutes and seconds, with or without N, S, E, W."""
    problem = _("Write latitude, then longitude, like 40.5140, 72.8161.")
    text = typed.upper().replace(",", " ") if not re.search(r"\d,\d+[ ;]", typed) else typed.upper()
    sides = [letter for letter in text if letter in "NSEW"]
    numbers = [
        _degrees(match) for match in _DEGREES.finditer(re.sub("[NSEW;]", " ", text.replace("  ", " ")))
    ]
    if len(numbers) not in (2, 3, 4) or len(sides) not in (0, 2):
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
    same = [one for one in choices if one.value == typed or one.label.casefold() == folded]
    begun = [one for one in choices if one.label.casefold().startswith(folded)]
    for found in (same, begun):
        if len(found) == 1:
            return found[0].value, ""
    return typed, _("Choose one of the list.")
