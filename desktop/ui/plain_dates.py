"""Days and numbers as Babel writes them, from a table of ours: Babel's data is loaded by no screen that only shows days."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

_TABLE = Path(__file__).parent / "resources" / "date_words.json"
_WIDTHS = {3: "abbreviated", 4: "wide"}


class DateWords:
    """One language; `python -m tools.date_words` writes its table."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table

    def day(self, value: date, pattern: str) -> str:
        """A day in one of the patterns: a skeleton of CLDR, or `medium`."""
        found: str = self._table["patterns"][pattern]
        return found % _Fields(value, self._table)

    def days(self, first: date, last: date, skeleton: str) -> str:
        """From one day to another, saying once what both share."""
        for field, *parts in self._table["intervals"][skeleton]:
            if _FIELDS[field](first) != _FIELDS[field](last):
                both = zip(parts, (first, last), strict=False)
                return "".join(part % _Fields(value, self._table) for part, value in both)
        return self.day(first, skeleton)

    def month(self, number: int) -> str:
        """January, as it stands by itself."""
        return str(self._table["months"]["stand-alone"]["wide"][number - 1])

    def number(self, value: Decimal, *, least: int = 0) -> str:
        """A finite number with all of its digits, without zeros that say nothing but with `least` decimals."""
        signs = self._table["number"]
        whole, _point, fraction = format(abs(value), "f").partition(".")
        fraction = fraction.rstrip("0").ljust(least, "0")
        grouped = f"{int(whole):,}".replace(",", signs["group"])
        written = f"{grouped}{signs['decimal']}{fraction}" if fraction else grouped
        return f"-{written}" if value.is_signed() else written


_FIELDS = {"y": attrgetter("year"), "M": attrgetter("month"), "d": attrgetter("day")}


class _Fields(dict[str, str]):
    """The fields of a pattern, each written when it is asked for."""

    def __init__(self, value: date, table: Mapping[str, Any]) -> None:
        super().__init__()
        self._value, self._table = value, table

    def __missing__(self, field: str) -> str:
        letter, length = field[0], len(field)
        if letter == "y":
            return str(self._value.year) if length != 2 else f"{self._value.year:04d}"[-2:]
        if letter == "d":
            return f"{self._value.day:0{length}d}"
        if letter in "ML":
            return self._month("stand-alone" if letter == "L" else "format", length)
        context = "stand-alone" if letter == "c" else "format"
        return str(self._table["weekdays"][context][_WIDTHS[max(length, 3)]][self._value.weekday()])

    def _month(self, context: str, length: int) -> str:
        if length < 3:
            return f"{self._value.month:0{length}d}"
        return str(self._table["months"][context][_WIDTHS[length]][self._value.month - 1])


@cache
def date_words(language: str) -> DateWords:
    """English where a language has no table."""
    tables = json.loads(_TABLE.read_text("utf-8"))
    return DateWords(tables.get(language) or tables["en"])
