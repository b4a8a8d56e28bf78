"""When the next scheduled sync is due."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta


def parse_time_of_day(text: str) -> time | None:
    """9:00 or 09:30; None where it is no time of day."""
    hours, colon, minutes = text.strip().partition(":")
    if not colon or not (hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit()):
        return None
    if len(minutes) != 2 or len(hours) > 2 or int(hours) > 23 or int(minutes) > 59:
        return None
    return time(int(hours), int(minutes))


def due_after(after: datetime, *, every_minutes: int | None, times: Sequence[time]) -> datetime | None:
    """The first due moment after `after`, in its time zone; None where neither is asked for.

    `after` is the last try, or the moment the window opened.
    """
    if every_minutes is not None:
        return after + timedelta(minutes=every_minutes)
    days = (after.date() + timedelta(days=ahead) for ahead in (0, 1))
    moments = (datetime.combine(day, at, after.tzinfo) for day in days for at in sorted(times))
    return next((moment for moment in moments if moment > after), None)
