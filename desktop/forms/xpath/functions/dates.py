"""Dates and times: reading, arithmetic in days, formatting in the form's language."""

import math
import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from desktop.forms.xpath.functions.table import Table
from desktop.forms.xpath.values import (
    Atom,
    Value,
    atom_of,
    days_of,
    moment_from_days,
    parse_moment,
    to_number,
    to_string,
    to_zone,
)
from desktop.forms.xpath.world import Context

TABLE = Table()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?\Z")
_FORMAT = re.compile(r"%(.)")


@TABLE.function("today", 0, 0, pure=False)
def today(context: Context) -> date:
    return context.world.now().astimezone(context.world.zone).date()


@TABLE.function("now", 0, 0, pure=False)
def now(context: Context) -> datetime:
    return context.world.now().astimezone(context.world.zone)


@TABLE.function("date", 1, 1, pure=False)
def as_date(context: Context, value: Value) -> Atom:
    """A calendar day; what is no date stays empty."""
    atom = atom_of(value)
    if isinstance(atom, float) and math.isfinite(atom):
        atom = math.floor(atom) + 0.0  # whole days, whatever the zone
    moment = moment_of(atom, context.world.zone)
    return "" if moment is None else moment.date() if isinstance(moment, datetime) else moment


@TABLE.function("date-time", 1, 1, pure=False)
def as_date_time(context: Context, value: Value) -> Atom:
    moment = moment_of(value, context.world.zone)
    return "" if moment is None else _with_time(moment, context.world.zone)


def moment_of(value: Value, zone: tzinfo) -> date | None:
    """A date or local date-time from text, or from days since 1970-01-01."""
    atom = atom_of(value)
    if isinstance(atom, bool):
        return None
    if isinstance(atom, float):
        return _from_number(atom, zone)
    if isinstance(atom, str):
        moment = parse_moment(atom, zone)
        if moment is None:
            number = to_number(atom) if atom.strip() else math.nan
            return _from_number(number, zone)
        return to_zone(moment, zone) if isinstance(moment, datetime) else moment
    return atom


def _from_number(days: float, zone: tzinfo) -> date | None:
    if not math.isfinite(days):
        return None
    if days == math.floor(days):
        return date(1970, 1, 1) + timedelta(days=days) if abs(days) < 700_000 else None
    return moment_from_days(days, zone)


def _with_time(moment: date, zone: tzinfo) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(), zone)


@TABLE.function("decimal-date-time", 1, 1, pure=False)
def decimal_date_time(context: Context, value: Value) -> float:
    """Days since 1970-01-01T00:00Z, with fraction."""
    moment = moment_of(value, context.world.zone)
    if moment is None:
        return math.nan
    return (_with_time(moment, context.world.zone) - _EPOCH) / timedelta(days=1)


@TABLE.function("decimal-time", 1, 1, pure=False)
def decimal_time(context: Context, value: Value) -> float:
    """The time of day, local, as a fraction of a day."""
    text = to_string(value).strip()
    match = _TIME.match(text)
    if match is None:
        moment = moment_of(value, context.world.zone)
        return days_of(moment) % 1 if moment is not None else math.nan
    hour, minute, second, fraction, offset = match.groups()
    day = today(context).isoformat()
    fraction = f".{fraction}" if fraction else ""
    moment = parse_moment(
        f"{day}T{hour}:{minute}:{second or '00'}{fraction}{offset or ''}", context.world.zone
    )
    local = to_zone(moment, context.world.zone) if isinstance(moment, datetime) else None
    return math.nan if local is None else days_of(local) % 1


@TABLE.function("format-date", 2, 2, pure=False)
def format_date(context: Context, value: Value, pattern: Value) -> str:
    moment = moment_of(value, context.world.zone)
    return "" if moment is None else _formatted(moment, to_string(pattern), context)


@TABLE.function("format-date-time", 2, 2, pure=False)
def format_date_time(context: Context, value: Value, pattern: Value) -> str:
    return format_date(context, value, pattern)


def _formatted(moment: date, pattern: str, context: Context) -> str:
    at = _with_time(moment, context.world.zone)
    plain = {
        "Y": f"{at.year:04d}",
        "y": f"{at.year % 100:02d}",
        "m": f"{at.month:02d}",
        "n": str(at.month),
        "d": f"{at.day:02d}",
        "e": str(at.day),
        "H": f"{at.hour:02d}",
        "h": str(at.hour),
        "M": f"{at.minute:02d}",
        "S": f"{at.second:02d}",
        "3": f"{at.microsecond // 1000:03d}",
        "%": "%",
    }

    def replace(match: re.Match[str]) -> str:
        letter = match.group(1)
        if letter in ("a", "b"):
            return _name_of(at, "EEE" if letter == "a" else "MMM", context.world.language)
        return plain.get(letter, match.group(0))

    return _FORMAT.sub(replace, pattern)


def _name_of(moment: datetime, field: str, language: str) -> str:
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_datetime

    match = re.search(r"\(([A-Za-z-]+)\)", language)
    code = (match.group(1) if match else language) or "en"
    try:
        locale = Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return format_datetime(moment, field, tzinfo=moment.tzinfo, locale=locale)
