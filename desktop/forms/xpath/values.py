"""The types an expression can give - node-set, string, number, boolean, date - and how one becomes another."""

import math
import operator
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal

from desktop.forms.xpath.nodes import Node

Atom = str | float | bool | date
"""One value; a datetime (with zone) is a date too."""
NodeSet = list[Node]
Value = Atom | NodeSet

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)\Z")
_DATE = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:[T ](?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?P<zone>Z|[+-]\d{2}(?::?\d{2})?)?)?\Z"
)
_EPOCH = date(1970, 1, 1)
_DAY_MS = 86_400_000


def atom_of(value: Value) -> Atom:
    """The value itself, or that of the first node in document order; of no node, the empty string."""
    if isinstance(value, list):
        return value[0].typed() if value else ""
    return value


def to_string(value: Value) -> str:
    if isinstance(value, list):
        return to_string(value[0].typed()) if value else ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return moment_text(value)


def number_text(number: float) -> str:
    """A number as XPath writes it: no exponent, no trailing zeros, no negative zero."""
    if number != number:
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number):
        return str(int(number))
    text = repr(number)
    return format(Decimal(text), "f") if "e" in text else text


def moment_text(moment: date) -> str:
    if isinstance(moment, datetime):
        text = moment.isoformat(timespec="milliseconds")
        return f"{text[:-6]}Z" if text.endswith("+00:00") else text
    return moment.isoformat()


def to_number(value: Value) -> float:
    """NaN where it is none; dates are days since 1970-01-01, local."""
    if isinstance(value, list):
        return to_number(value[0].typed()) if value else math.nan
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, str):
        text = value.strip()
        return float(text) if _NUMBER.match(text) else math.nan
    return float((_calendar_day(value) - _EPOCH).days)


def to_number_or_days(value: Value) -> float:
    """As `to_number`; but text that is a date counts as one, since plain XML has no binds to say what it is."""
    number = to_number(value)
    if number != number:
        atom = atom_of(value)
        moment = parse_moment(atom) if isinstance(atom, str) and atom[4:5] == "-" else None
        return math.nan if moment is None else days_of(moment)
    return number


def _calendar_day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def to_boolean(value: Value) -> bool:
    """Truth; a node of a submission is as true as its value, any other node is true by being there."""
    if isinstance(value, list):
        if not value:
            return False
        return to_boolean(value[0].typed()) if value[0].is_live else True
    if isinstance(value, float):
        return value == value and value != 0
    if isinstance(value, str):
        return value != ""
    return value if isinstance(value, bool) else True


def to_nodes(value: Value) -> NodeSet:
    return value if isinstance(value, list) else []


def days_of(moment: date) -> float:
    """Days since 1970-01-01 by the calendar the moment is written in, with the time of day as fraction."""
    if isinstance(moment, datetime):
        day = float((moment.date() - _EPOCH).days)
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
        return day + (moment.replace(tzinfo=None) - midnight) / timedelta(days=1)
    return float((moment - _EPOCH).days)


def parse_moment(text: str, zone: tzinfo | None = None) -> date | None:
    """A date or date-time from ISO text; None where it is neither or does not exist."""
    match = _DATE.match(text.strip())
    if match is None:
        return None
    parts = match.groupdict()
    try:
        day = date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
        if parts["hour"] is None:
            return day
        fraction = (parts["fraction"] or "").ljust(6, "0")[:6]
        plain = datetime(  # noqa: DTZ001 - the zone follows
            day.year,
            day.month,
            day.day,
            int(parts["hour"]),
            int(parts["minute"]),
            int(parts["second"] or 0),
            int(fraction or 0),
        )
    except ValueError:
        return None
    return plain.replace(tzinfo=_zone_of(parts["zone"])) if parts["zone"] else _localised(plain, zone)


def _localised(plain: datetime, zone: tzinfo | None) -> datetime:
    return plain.replace(tzinfo=zone or UTC)


def _zone_of(text: str) -> tzinfo:
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def to_zone(moment: datetime, zone: tzinfo) -> datetime | None:
    """The same instant in `zone`; None at the edges of the calendar, where it has no name there."""
    try:
        return moment.astimezone(zone)
    except (OverflowError, ValueError):
        return None


def moment_from_days(days: float, zone: tzinfo) -> datetime | None:
    """The local date-time `days` after 1970-01-01T00:00 UTC."""
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=round(days * _DAY_MS))).astimezone(
            zone
        )
    except (OverflowError, ValueError):
        return None


def equal(left: Value, right: Value, absent: tuple[Atom, ...] = ()) -> bool:
    """XPath 1.0's `=`; an empty node-set stands for the values in `absent`."""
    return _any_pair(left, right, _atoms_equal, absent)


def unequal(left: Value, right: Value, absent: tuple[Atom, ...] = ()) -> bool:
    return _any_pair(left, right, _atoms_differ, absent)


def _any_pair(
    left: Value, right: Value, holds: Callable[[Atom, Atom], bool], absent: tuple[Atom, ...]
) -> bool:
    """True when any pair of the two sides' values makes it true."""
    if not isinstance(left, list):
        if not isinstance(right, list):
            return holds(left, right)
        left, right = right, left
    if isinstance(right, bool):
        return holds(to_boolean(left), right)
    lefts: Sequence[Atom] = [node.typed() for node in left] or absent
    rights: Sequence[Atom] = (
        [node.typed() for node in right] or absent if isinstance(right, list) else (right,)
    )
    if len(lefts) == 1 and len(rights) == 1:
        return holds(lefts[0], rights[0])
    return any(holds(a, b) for a in lefts for b in rights)


def _atoms_equal(left: Atom, right: Atom) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        a, b = to_number(left), to_number(right)
        return a == b or abs(a - b) < 1e-12
    if isinstance(left, datetime) and isinstance(right, datetime):
        return left == right
    return to_string(left) == to_string(right)


def _atoms_differ(left: Atom, right: Atom) -> bool:
    return not _atoms_equal(left, right)


_ORDERINGS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def ordering(op: str, number: Callable[[Value], float] = to_number) -> Callable[[Value, Value], bool]:
    """`<`, `<=`, `>`, `>=`: numbers always; NaN compares false."""
    holds = _ORDERINGS[op]

    def compare(left: Value, right: Value) -> bool:
        if not isinstance(left, list) and not isinstance(right, list):
            return holds(number(left), number(right))
        lefts = [number(node.typed()) for node in left] if isinstance(left, list) else [number(left)]
        rights = [number(node.typed()) for node in right] if isinstance(right, list) else [number(right)]
        return any(holds(a, b) for a in lefts for b in rights)

    return compare
