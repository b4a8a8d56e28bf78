"""Values of a change in the person's language: numbers, days, yes and no; free of Qt."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from desktop.i18n import _, pgettext
from desktop.services.field_words import field_word
from desktop.services.readable import Part
from desktop.ui import formats


def value_words(value: Any) -> str:
    """One value; nothing where it is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal | int | float):
        return formats.number(value)
    if isinstance(value, datetime):
        return f"{formats.day(value.astimezone().date())} {formats.time_of(value)}"
    if isinstance(value, date):
        return formats.day(value)
    return str(value)


def parts_words(table: str, parts: Sequence[Part]) -> str:
    """All that is filled, in one line; the first is named by who asks, so a name stands only where there are several."""
    filled = [part for part in parts if part.value is not None]
    if len(filled) == 1 and filled[0] is parts[0]:
        return value_words(filled[0].value)
    return formats.dotted(f"{field_word(table, part.field)}: {value_words(part.value)}" for part in filled)


def moment_words(moment: datetime, now: datetime) -> str:
    """today 10:42, Mon 08:50 within a week, else 14 Oct 2026."""
    here, today = moment.astimezone(), now.astimezone().date()
    if here.date() == today:
        return pgettext("time", "today {time}").format(time=formats.time_of(moment))
    if here.date() == today - timedelta(days=1):
        return pgettext("time", "yesterday {time}").format(time=formats.time_of(moment))
    if timedelta(0) < today - here.date() < timedelta(days=7):
        return f"{formats.weekday_and_day(here.date())} {formats.time_of(moment)}"
    return formats.day(here.date())


def difference_words(mine: Any, other: Any) -> str:
    """+9 where both are numbers that differ; nothing else has a difference that a figure could tell."""
    if not isinstance(mine, Decimal) or not isinstance(other, Decimal) or mine == other:
        return ""
    sign = "+" if mine > other else "−"
    return f"{sign}{formats.number(abs(mine - other))}"
