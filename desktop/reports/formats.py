"""Numbers, money, dates and times in the manner of the report's language."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, localcontext
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_interval, format_skeleton
from babel.numbers import format_decimal, format_percent

from desktop.i18n import _
from desktop.reports.content import Count, Hidden
from desktop.reports.directions import is_plainly_left_to_right, isolate, isolate_sentence

MISSING = "—"
_MOST_DECIMALS = 8
_PRECISION = 60
_LARGEST = 30  # digits before a number is written with a power of ten


def _locale(language: str) -> Locale:
    if language == "en":
        language = "en_GB"  # day before month, as the field writes it
    for code in (language.replace("-", "_"), language.replace("-", "_").split("_")[0], "en"):
        try:
            return Locale.parse(code)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def decimals_in(values: Iterable[Decimal | int | None]) -> int:
    """How many decimals a column needs so that nothing in it is rounded away."""
    return max((_decimals(Decimal(value)) for value in values if value is not None), default=0)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return min(max(0, -exponent), _MOST_DECIMALS) if isinstance(exponent, int) else 0


class Formats:
    """Writes plain values for readers of one language."""

    def __init__(self, language: str) -> None:
        self._locale = _locale(language)

    def number(self, value: Decimal | int | None, decimals: int | None = None) -> str:
        """A number with its own decimals, or with as many as its column has."""
        if value is None:
            return MISSING
        plain = Decimal(value)
        if not plain.is_finite():
            return MISSING
        if plain and plain.adjusted() > _LARGEST:
            return isolate(str(plain))
        places = _decimals(plain) if decimals is None else decimals
        pattern = "#,##0" + ("." + "0" * places if places else "")
        with localcontext(prec=_PRECISION):
            return format_decimal(plain, pattern, self._locale, decimal_quantization=True)

    def percent(self, share: Decimal) -> str:
        """A share of 1 as whole per cent."""
        if not share.is_finite():
            return MISSING
        if share and share.adjusted() > _LARGEST:
            return isolate(f"{share} × 100 %")
        with localcontext(prec=_PRECISION):
            return format_percent(share, locale=self._locale)

    def count(self, value: Count) -> str:
        if value is Hidden.BELOW_FIVE:
            return isolate("< 5")
        return self.number(value)

    def day(self, day: date | None) -> str:
        """A full date, such as 10 Nov 2026."""
        return MISSING if day is None else self._skeleton("yMMMd", day)

    def short_day(self, day: date | None) -> str:
        """A date within a known year, such as 10 Nov."""
        return MISSING if day is None else self._skeleton("MMMd", day)

    def month(self, day: date) -> str:
        return self._skeleton("yMMM", day)

    def days(self, start: date | None, end: date | None) -> str:
        """A range of days, as short as the language allows."""
        if start is None or end is None or start == end:
            return self.day(start or end)
        if start > end:
            return f"{self.day(start)} – {self.day(end)}"
        return _kept_together(format_interval(start, end, "yMMMd", locale=self._locale))

    def listed(self, parts: Iterable[str]) -> str:
        """Names in a row, with the comma of the script."""
        arabic = self._locale.language in ("ar", "fa", "ps", "ur", "ckb")
        return ("، " if arabic else ", ").join(part for part in parts if part)

    def instant(self, instant: datetime, zone: str) -> str:
        """A moment in its zone, with the zone's name and distance from UTC."""
        try:
            there = instant.astimezone(ZoneInfo(zone))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            there, zone = instant, "UTC"
        moment = (
            f"{self._skeleton('yMMMd', there.date())}, {format_datetime(there, 'HH:mm', locale=self._locale)}"
        )
        # Translators: a moment, then the time zone and its distance from UTC
        return _("{moment} {zone}").format(moment=moment, zone=isolate(f"{zone} ({_offset(there)})"))

    def _skeleton(self, skeleton: str, day: date) -> str:
        try:
            return _unbroken(format_skeleton(skeleton, day, locale=self._locale))
        except KeyError:
            return _unbroken(format_date(day, "medium", locale=self._locale))


def _unbroken(day: str) -> str:
    return _kept_together(day.replace(" ", "\u00a0"))


def _kept_together(day: str) -> str:
    return day if is_plainly_left_to_right(day) else isolate_sentence(day)


def _offset(there: datetime) -> str:
    minutes = int((there.utcoffset() or there - there).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
