"""Days, times and months as people type them and as a form keeps them. What is half an answer stays as typed."""

import re
from datetime import date, datetime, time

from desktop.i18n import _
from desktop.rules.calendars import CALENDARS
from desktop.services.form_library.records import OTHER_CALENDARS, QuestionView
from desktop.ui import formats

_TIME = re.compile(r"(\d{1,2})[:.h](\d{2})(?::(\d{2}))?\s*([ap]m)?\Z", re.IGNORECASE)
_KEPT_TIME = re.compile(r"(\d{1,2}:\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?\Z")


def calendar_words(view: QuestionView) -> str:
    """For a day that the form asks in a calendar this laptop does not have."""
    has_widget = view.type == "date" and not {"month-year", "year"}.intersection(view.appearance)
    missing = OTHER_CALENDARS if has_widget else OTHER_CALENDARS | CALENDARS.keys()
    if view.type not in ("date", "dateTime") or not missing.intersection(view.appearance):
        return ""
    return _("Write the day in the Gregorian calendar, like {example}.").format(example=formats.day_pattern())


def read_day(typed: str) -> tuple[str, str]:
    day, problem = formats.read_day(typed)
    return (day.isoformat() if day is not None else typed), problem


def show_day(value: str) -> str:
    try:
        return formats.short_day(date.fromisoformat(value))
    except ValueError:
        return value


def show_time(value: str) -> str:
    """Seconds only where there are some; what is no time stands as it was typed."""
    match = _KEPT_TIME.match(value)
    if match is None:
        return value
    return match[1] if match[2] in (None, "00") else f"{match[1]}:{match[2]}"


def read_time(typed: str, zone: str) -> tuple[str, str]:
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
    """A date and a time as one answer; both may stand in `day`. What is half of it stays as typed, and why is said."""
    day, moment = " ".join(day.split()), " ".join(moment.split())
    if not day and not moment:
        return "", ""
    if day and not moment:
        day, moment = _parted(day)
    kept_day, problem = read_day(day)
    kept_time, no_time = read_time(moment, zone) if moment else ("", _("Write the time too, like 14:30."))
    problem = problem or no_time or ("" if day else _("Write the day too."))
    if problem:
        return f"{kept_day} {moment}".strip(), problem
    return f"{kept_day}T{kept_time}", ""


def _parted(text: str) -> tuple[str, str]:
    """A day with the time behind it, as it is copied from elsewhere: 26/11/2026 14:30."""
    for match in re.finditer(r"[ T,]+", text):
        day, moment = text[: match.start()], text[match.end() :]
        if formats.read_day(day)[0] is not None and _TIME.match(moment):
            return day, moment
    return text, ""


def show_moment(value: str) -> tuple[str, str]:
    """Date and time as they are typed; of half an answer what there is."""
    try:
        local = datetime.fromisoformat(value).astimezone() if "T" in value else None
    except ValueError:
        local = None
    if local is not None:
        return formats.short_day(local.date()), f"{local:%H:%M:%S}".removesuffix(":00")
    day, _blank, moment = value.partition(" ")
    if show_day(day) != day:
        return show_day(day), moment
    if _TIME.match(value):
        return "", value
    before, _blank, last = value.rpartition(" ")
    return (before, last) if _TIME.match(last) else (value, "")


def read_month(month: int, year: str, *, asks_month: bool = True) -> tuple[str, str]:
    """The first day of a month or a year, as ODK Collect keeps it; else what was typed, and what is lacking."""
    typed = " ".join(year.split())
    if not typed and not (month and asks_month):
        return "", ""
    if asks_month and not month:
        month, typed = _month_in(typed)
    if not (typed.isdecimal() and len(typed) == 4):
        kept = f"{typed}-{month:02d}" if asks_month and month else typed
        return kept, _("Write the year with four figures.")
    if asks_month and not month:
        return typed, _("Choose the month.")
    return f"{int(typed):04d}-{month if asks_month else 1:02d}-01", ""


def _month_in(typed: str) -> tuple[int, str]:
    """Month and year of what was typed as one: 02/2026, 2026-02, Feb 2026; else no month."""
    day = formats.read_day(typed)[0]
    if day is not None:
        return day.month, f"{day.year:04d}"
    parts = [part for part in re.split(r"[\s/.,-]+", typed) if part]
    years = [part for part in parts if part.isdecimal() and len(part) == 4]
    months = [part for part in parts if part not in years]
    if len(years) != 1 or not months:
        return 0, typed
    number = _month_of(" ".join(months))
    return (number, years[0]) if number else (0, typed)


def _month_of(text: str) -> int:
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else 0
    word = text.casefold()
    named = {number: formats.month_name(number).casefold() for number in range(1, 13)}
    found = [number for number, name in named.items() if name == word] or [
        number for number, name in named.items() if len(word) > 2 and word[:3] == name[:3]
    ]
    return found[0] if len(found) == 1 else 0


def show_month(value: str, *, asks_month: bool = True) -> tuple[int, str]:
    """Month, or 0, and year as they are typed."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        half = re.match(r"(.*)-(0[1-9]|1[0-2])\Z", value) if asks_month else None
        return (int(half[2]), half[1]) if half else (0, value)
    return day.month, f"{day.year:04d}"
