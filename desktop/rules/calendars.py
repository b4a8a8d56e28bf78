"""Days of calendars other than the Gregorian one, as a day of that one and back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

_JULIAN = 1_721_425
"""What a Julian day number is ahead of Python's count of days."""
_ALEXANDRIAN = {"ethiopian": 1_723_856, "coptic": 1_824_665}
"""Twelve months of thirty days and a short one, a leap year every fourth: the Julian day before the first."""
_LEAP_OF_33 = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_NOWRUZ = (1403, date(2024, 3, 20))
_SOLAR_YEARS = range(1244, 1473)
"""As far as every fourth or fifth year in thirty-three keeps to the sky."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    year: int
    month: int
    day: int


def _alexandrian_to_date(offset: int, day: CalendarDay) -> date | None:
    longest = 30 if day.month < 13 else 6 if day.year % 4 == 3 else 5
    if not (day.year > 0 and 1 <= day.month <= 13 and 1 <= day.day <= longest):
        return None
    number = offset + 365 * day.year + day.year // 4 + 30 * day.month + day.day - 31
    return _dated(number - _JULIAN)


def _date_to_alexandrian(offset: int, day: date) -> CalendarDay:
    since = day.toordinal() + _JULIAN - offset
    rest = since % 1461
    within = rest % 365 + 365 * (rest // 1460)
    year = 4 * (since // 1461) + rest // 365 - rest // 1460
    return CalendarDay(year, within // 30 + 1, within % 30 + 1)


def _is_leap(year: int) -> bool:
    return year % 33 in _LEAP_OF_33


@cache
def _new_year(year: int) -> int:
    at, first = _NOWRUZ
    passed = range(min(year, at), max(year, at))
    days = sum(366 if _is_leap(one) else 365 for one in passed)
    return first.toordinal() + (days if year > at else -days)


def _months_before(month: int) -> int:
    return 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)


def _solar_to_date(day: CalendarDay) -> date | None:
    longest = 31 if day.month < 7 else 30 if day.month < 12 or _is_leap(day.year) else 29
    if day.year not in _SOLAR_YEARS or not (1 <= day.month <= 12 and 1 <= day.day <= longest):
        return None
    return _dated(_new_year(day.year) + _months_before(day.month) + day.day - 1)


def _date_to_solar(day: date) -> CalendarDay | None:
    year = day.year - 621
    if year not in _SOLAR_YEARS:
        return None
    if day.toordinal() < _new_year(year):
        year -= 1
    within = day.toordinal() - _new_year(year)
    month = next(month for month in range(12, 0, -1) if _months_before(month) <= within)
    return CalendarDay(year, month, within - _months_before(month) + 1)


def _dated(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if 0 < ordinal <= date.max.toordinal() else None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Either way None where the calendar, or the Gregorian one, has no such day."""

    name: str
    to_date: Callable[[CalendarDay], date | None]
    of_date: Callable[[date], CalendarDay | None]


def _alexandrian(name: str) -> Calendar:
    offset = _ALEXANDRIAN[name]
    return Calendar(
        name, lambda day: _alexandrian_to_date(offset, day), lambda day: _date_to_alexandrian(offset, day)
    )


CALENDARS = {
    **{name: _alexandrian(name) for name in _ALEXANDRIAN},
    "persian": Calendar("persian", _solar_to_date, _date_to_solar),
}
