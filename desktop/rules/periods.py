"""Calendar periods: months, quarters, half-years, years; written, read, and laid over a project."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from desktop.rules.vocabulary import Frequency

_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.SIX_MONTHLY: 6, Frequency.ANNUAL: 12}
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """First and last day, both inside."""

    start: date
    end: date

    def __str__(self) -> str:
        return period_code(self)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the last day where that month is shorter; the calendar's own end beyond it."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if months > 0 else date.min
    return date(year, month, min(day.day, _last_day(year, month)))


def _last_day(year: int, month: int) -> int:
    if (year, month) == (MAXYEAR, 12):
        return 31
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def months_from(year: int, month: int, count: int) -> Period:
    """A period of whole months."""
    last = add_months(date(year, month, 1), count - 1)
    return Period(date(year, month, 1), last.replace(day=_last_day(last.year, last.month)))


def period_of(day: date, frequency: Frequency) -> Period:
    """The calendar period that holds the day; `once` has none and gives the day's year."""
    length = _MONTHS.get(frequency, 12)
    return months_from(day.year, (day.month - 1) // length * length + 1, length)


def periods_within(start: date, end: date, frequency: Frequency) -> tuple[Period, ...]:
    """The periods of a project, the first and the last cut to its dates; `once` is one period, the whole."""
    if end < start:
        return ()
    if frequency is Frequency.ONCE:
        return (Period(start, end),)
    return tuple(_cut_periods(start, end, frequency))


def _cut_periods(start: date, end: date, frequency: Frequency) -> Iterator[Period]:
    day = start
    while day <= end:
        whole = period_of(day, frequency)
        yield Period(max(whole.start, start), min(whole.end, end))
        day = whole.end + timedelta(days=1)


def last_due_period(periods: tuple[Period, ...], today: date, *, days_to_report: int = 15) -> Period | None:
    """The last period whose value is due by now: an annual indicator is not late in March."""
    due = [period for period in periods if period.end + timedelta(days=days_to_report) <= today]
    return max(due, default=None, key=lambda period: period.end)


def whole_months(period: Period) -> int | None:
    """How many, where the period begins and ends with a month."""
    if period.start.day != 1 or period.end.day != _last_day(period.end.year, period.end.month):
        return None
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1


def period_code(period: Period) -> str:
    """`2026`, `2026-H2`, `2026-Q3`, `2026-07`, else `2026-07-05..2026-09-30`."""
    start, months = period.start, whole_months(period)
    if months == 12 and start.month == 1:
        return f"{start.year:04d}"
    if months == 6 and start.month in (1, 7):
        return f"{start.year:04d}-H{start.month // 6 + 1}"
    if months == 3 and start.month % 3 == 1:
        return f"{start.year:04d}-Q{start.month // 3 + 1}"
    if months == 1:
        return f"{start.year:04d}-{start.month:02d}"
    return f"{start.isoformat()}..{period.end.isoformat()}"


def parse_period(text: str) -> Period | None:
    """What `period_code` writes, also `Jul-Dec 2026`, `Nov 2025-Feb 2026` and `2026 H2`; None where it is none."""
    text = text.strip()
    try:
        return _parse_code(text.upper().replace(" ", "-")) or _parse_days(text) or _parse_names(text.lower())
    except ValueError:
        return None


def _parse_code(text: str) -> Period | None:
    match = re.fullmatch(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(\d\d)))?", text, re.ASCII)
    if match is None:
        return None
    year = int(match.group(1))
    if match.group(2):
        return months_from(year, int(match.group(2)) * 6 - 5, 6)
    if match.group(3):
        return months_from(year, int(match.group(3)) * 3 - 2, 3)
    return months_from(year, int(match.group(4)), 1) if match.group(4) else months_from(year, 1, 12)


def _parse_days(text: str) -> Period | None:
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)\s*(?:\.\.|/|–|—|to)\s*(\d{4}-\d\d-\d\d)", text, re.ASCII)
    if match is None:
        return None
    first, last = (date.fromisoformat(part) for part in match.groups())
    return Period(first, last) if first <= last else None


def _parse_names(text: str) -> Period | None:
    match = re.fullmatch(r"([a-z]{3,9})(?: (\d{4}))?(?:\s*[-–]\s*([a-z]{3,9}))? (\d{4})", text, re.ASCII)
    if match is None:
        return None
    first_name, first_year, last_name, last_year = match.groups()
    first, last = _NAMES.index(first_name[:3]), _NAMES.index((last_name or first_name)[:3])
    year = int(first_year or last_year)
    count = (int(last_year) - year) * 12 + last - first + 1
    return months_from(year, first + 1, count) if count > 0 else None
