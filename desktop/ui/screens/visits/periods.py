"""Periods in words: Jul-Dec 2026."""

from desktop.rules.periods import Period, whole_months
from desktop.ui import formats


def period_words(period: Period) -> str:
    """Whole months by their names, a whole year by its number, else the days."""
    months = whole_months(period)
    if months is None:
        return formats.days(period.start, period.end)
    if months == 12 and period.start.month == 1:
        return str(period.start.year)
    return formats.months(period.start, period.end)
