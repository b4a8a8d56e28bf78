"""Answers on stdout: one JSON document, or lines and tables for people; the rest goes to stderr."""

import dataclasses
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.cli.context import Context
from desktop.progress import Progress

# What a colleague typed must not drive the terminal of whoever reads it: pictures stand for control characters.
_HARMLESS = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"} | dict.fromkeys(
    range(127, 160), 65533
)


def plain(value: Any) -> Any:
    """Frozen records and their values as JSON types; decimals and dates stay exact as text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(part) for part in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (UUID, Path)):
        return str(value)
    return value


def answer(context: Context, document: Any, for_people: Callable[[], Iterable[str]]) -> None:
    """Print the one JSON document, or the lines for people."""
    if context.options.json:
        print(json.dumps(plain(document), ensure_ascii=False, indent=1))
        return
    for line in for_people():
        print(line.translate(_HARMLESS))


def table(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[str]:
    """Aligned columns as lines; numbers end-aligned."""
    shown = [["" if cell is None else str(plain(cell)) for cell in row] for row in rows]
    widths = [max([len(head), *(len(row[at]) for row in shown)]) for at, head in enumerate(headers)]
    numeric = [bool(shown) and all(_is_number(row[at]) for row in shown) for at in range(len(headers))]

    def line(cells: Sequence[str]) -> str:
        parts = [
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(cells, widths, numeric, strict=True)
        ]
        return "  ".join(parts).rstrip()

    return [line(headers), line(["-" * width for width in widths]), *(line(row) for row in shown)]


def shortened(text: str, most: int = 60) -> str:
    """One line of a table; what was cut shows."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def say(text: str) -> None:
    """A remark for the person at the terminal; never part of the answer."""
    print(text.translate(_HARMLESS), file=sys.stderr)


def terminal_progress() -> Progress:
    """Counts on stderr when it is a terminal, silent otherwise."""
    if not sys.stderr.isatty():
        return Progress()

    shown = ""

    def show(done: int, total: int, what: str) -> None:
        nonlocal shown
        line = f"{what} {done}/{total}" if total else what
        if line != shown:  # a long wait says so again and again
            shown = line
            print(f"\r{line}   ", end="\n" if done >= total else "", file=sys.stderr, flush=True)

    return Progress(show)


def _is_number(text: str) -> bool:
    return text == "" or text.replace(",", "").replace(".", "", 1).lstrip("-").isdigit()
