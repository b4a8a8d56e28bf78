"""Numbers, days and times in the person's language; reading them back never guesses."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING

from desktop.i18n import _, is_right_to_left, language
from desktop.ui.plain_dates import DateWords, date_words

if TYPE_CHECKING:
    from babel import Locale

REGIONS = {"en": "en_GB", "sr": "sr_Latn_RS", "bs": "bs_Latn_BA"}
"""Of languages that are written in several ways."""
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?")
_ISO_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


@cache
def _locale(code: str) -> "Locale":
    from babel import Locale

    return Locale.parse(REGIONS.get(code, code))


def _words() -> DateWords:
    return date_words(language())


def number(value: Decimal | int | float) -> str:
    """A number with all of its digits: 1,144.5."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return _words().number(exact) if exact.is_finite() else str(value)


def factor(value: Decimal) -> str:
    """With two decimals always, so that one stands below another: 1.00 above 1.03."""
    return _words().number(value.quantize(Decimal("0.01")), least=2)


def percent(share: float | Decimal, digits: int = 0) -> str:
    """A share of 1 as 52 %."""
    value = round(Decimal(str(share)) * 100, digits)
    return _("{number} %").format(number=number(value if digits else int(value)))


def read_number(text: str) -> tuple[Decimal | None, str]:
    """The number and no problem; or None and a sentence, where the text can be read in two ways."""
    typed = _western_digits(text.strip()).replace("\u2212", "-")
    if not typed:
        return None, ""
    from babel.numbers import NumberFormatError, parse_decimal

    spaced = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(\D|$))", "", typed)
    try:
        return parse_decimal(spaced, locale=_locale(language()), strict=True), ""
    except NumberFormatError:
        pass
    except InvalidOperation:
        return None, _("This is not a number.")
    if _PLAIN.fullmatch(spaced) and not re.fullmatch(r"[+-]?\d{1,3}\.\d{3}", spaced):
        return Decimal(spaced), ""
    example = number(Decimal("1200.5"))
    return None, _("Milepost cannot read this number for certain. Write it like {example}.").format(
        example=example
    )


def _western_digits(text: str) -> str:
    return "".join(
        str(unicodedata.decimal(c)) if unicodedata.decimal(c, None) is not None else c for c in text
    )


def day(value: date) -> str:
    """26 Nov 2026."""
    return _words().day(value, "medium")


def day_in_year(value: date) -> str:
    """26 Nov, where the year is plain."""
    return _words().day(value, "MMMd")


def weekday_and_day(value: date) -> str:
    """Thu 26 Nov."""
    return _words().day(value, "MMMEd")


def weekday(value: date) -> str:
    """Thu."""
    return _words().day(value, "E")


def days_in_year(first: date, last: date) -> str:
    """24-27 Nov, where the year is plain."""
    return _words().days(first, last, "MMMd")


def full_day(value: date) -> str:
    """Thursday, 26 November."""
    return _words().day(value, "MMMMEEEEd")


def days(first: date, last: date) -> str:
    """24-27 Nov 2026."""
    return day(first) if first == last else _words().days(first, last, "yMMMd")


def months(first: date, last: date) -> str:
    """Jul-Dec 2026, for days that begin and end whole months."""
    if (first.year, first.month) == (last.year, last.month):
        return _words().day(first, "yMMM")
    return _words().days(first, last, "yMMM")


def month_name(number: int) -> str:
    """January, as it stands by itself."""
    return _words().month(number)


def time_of(moment: datetime) -> str:
    """10:42 on this laptop's clock."""
    local = moment.astimezone()
    return f"{local:%H:%M}"


def short_day(value: date) -> str:
    """A day as it is typed: 26/11/2026 in English, 26.11.2026 in Russian."""
    from babel.dates import format_date

    return format_date(value, _typing_pattern(), locale=_locale(language()))


def _typing_pattern() -> str:
    """The short pattern with a full year, so that no century is guessed."""
    from babel.dates import get_date_format

    pattern = get_date_format("short", locale=_locale(language())).pattern
    cleaned = re.sub(r"y+", "yyyy", re.sub("[\u200e\u200f']", "", pattern))
    return re.sub(r"\bM\b", "MM", re.sub(r"\bd\b", "dd", cleaned))


def day_pattern() -> str:
    """What to type, as a hint in the field."""
    return short_day(date(2026, 11, 26))


def read_day(text: str) -> tuple[date | None, str]:
    """The day and no problem, or None and a sentence."""
    typed = re.sub("[\u200e\u200f]", "", _western_digits(text.strip()))
    if not typed:
        return None, ""
    numbers = [int(part) for part in re.findall(r"\d+", typed)]
    order = "yMd" if _ISO_DAY.fullmatch(typed) else order_of_parts()
    if len(numbers) == 3:
        parts = dict(zip(order, numbers, strict=True))
        if parts["y"] > 999:
            try:
                return date(parts["y"], parts["M"], parts["d"]), ""
            except ValueError:
                return None, _("There is no such day.")
    return None, _("Write the day like {example}.").format(example=day_pattern())


def day_parts(parts: Mapping[str, str]) -> str:
    """Year, month and day (y, M, d) of any calendar, written as days are typed."""
    return re.sub(r"y+|M+|d+", lambda match: parts[match[0][0]], _typing_pattern())


def order_of_parts() -> str:
    """Of y, M and d, as days are typed."""
    order = [letter for letter in _typing_pattern() if letter in "yMd"]
    return "".join(dict.fromkeys(order))


def isolated(code: str) -> str:
    """A code inside text of either direction, kept left to right."""
    return f"\u2066{code}\u2069"


def dotted(parts: Iterable[str | None]) -> str:
    """Facts of one line with a dot between. Read from the right, each keeps its own order and its place among them."""
    shown = [part for part in parts if part]
    if not is_right_to_left():
        return " · ".join(shown)
    return line(" · ".join(map(apart, shown))) if shown else ""


def line(words: str) -> str:
    """A line that begins with a name or a code, read in the direction of the language all the same."""
    return f"\u200f{words}" if is_right_to_left() else words


def apart(part: str) -> str:
    """A figure, name or title inside a line: where that is read from the right it keeps its own order."""
    return f"\u2068{part}\u2069" if is_right_to_left() else part


def size(size_bytes: int) -> str:
    """41 MB."""
    for unit, factor in ((_("GB"), 10**9), (_("MB"), 10**6), (_("kB"), 10**3)):
        if size_bytes >= factor:
            value = round(Decimal(size_bytes) / factor, 1 if size_bytes < 10 * factor else 0)
            return _("{number} {unit}").format(number=number(value.normalize() + 0), unit=unit)
    return _("{number} bytes").format(number=number(size_bytes))
