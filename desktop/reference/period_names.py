"""Periods in words: Jul-Dec 2026, with the month names of a language."""

from datetime import date, timedelta


def period_name(start: date, end: date, language: str = "en") -> str:
    """Whole months by their names, a whole year by its number, anything else by its days."""
    from babel.dates import format_date

    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        first = format_date(start, "d MMM y", locale=language)
        return f"{first} – {format_date(end, 'd MMM y', locale=language)}"
    if (start.month, end.month, start.year) == (1, 12, end.year):
        return str(start.year)
    last = format_date(end, "LLL y", locale=language)
    if (start.year, start.month) == (end.year, end.month):
        return last
    form = "LLL" if start.year == end.year else "LLL y"
    return f"{format_date(start, form, locale=language)}-{last}"
