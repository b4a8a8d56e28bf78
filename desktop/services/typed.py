"""Values as typed - on the command line or in a field - as what a record keeps, or a sentence why not."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from desktop.errors import BadInput
from desktop.i18n import _

Word = TypeVar("Word", bound=StrEnum)
LONGEST_LINE = 500
LONGEST_TEXT = 2_000_000
"""Bounded, so that a paste of the wrong file cannot stall the laptop; a megabyte of prose fits."""


def read_day(value: Any) -> date | None:
    """ISO 8601, or empty. Raises BadInput."""
    if value is None or isinstance(value, date):
        return value
    text = str(value).strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise BadInput(
            _("{text} is not a date.").format(text=text[:40]), _("Write it like 2026-11-30.")
        ) from problem


def read_choice(words: type[Word], value: Any) -> Word | None:
    """One of the closed list, blanks and dashes forgiven, or empty. Raises BadInput that names the list."""
    if value is None or isinstance(value, words):
        return value
    text = str(value).strip().lower().replace("-", "_").replace(" ", "_")
    if not text:
        return None
    for known in words:
        if known.value.replace("-", "_") == text:
            return known
    raise BadInput(
        _("{text} is not one of the words known here.").format(text=str(value)[:40]),
        _("Use one of: {words}").format(words=", ".join(words)),
    )


def read_number(value: Any) -> Decimal | None:
    """A decimal exactly as typed, or empty. Raises BadInput."""
    if value is None or isinstance(value, Decimal):
        return value
    text = str(value).strip()
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation as problem:
        raise BadInput(
            _("{text} is not a number.").format(text=text[:40]),
            _("Write digits, with a point for decimals: 1200.5"),
        ) from problem
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise BadInput(_("{text} is not a number that can be kept.").format(text=text[:40]))
    return number


def read_line(value: Any) -> str | None:
    """One line: no breaks, no blanks around, NFC; empty is nothing. Raises BadInput when far too long."""
    if value is None:
        return None
    text = " ".join(tidy(str(value)).split())
    if len(text) > LONGEST_LINE:
        raise BadInput(
            _("This line is too long: {count} characters.").format(count=len(text)),
            _("Shorten it to {limit}, or write the rest as details.").format(limit=LONGEST_LINE),
        )
    return text or None


def read_text(value: Any) -> str | None:
    """Free text as it was typed, NFC; only blanks is nothing. Raises BadInput when it is no prose any more."""
    if value is None:
        return None
    text = tidy(str(value))
    if len(text) > LONGEST_TEXT:
        raise BadInput(
            _("This text is too long to keep: {count} characters.").format(count=len(text)),
            _("Attach it as a document instead."),
        )
    return text if text.strip() else None


def required(value: str | None, what: str) -> str:
    """Raises BadInput with `what` when nothing is left."""
    if value is None:
        raise BadInput(what)
    return value


def tidy(text: str) -> str:
    """NFC, one kind of line end, no NUL and no unpaired surrogates, which no store or wire could carry."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return unicodedata.normalize("NFC", clean.encode("utf-8", "replace").decode("utf-8"))


def refuse_unknown(changes: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    """Raises BadInput for field names that do not exist, listing those that do."""
    unknown = [name for name in changes if name not in known]
    if unknown:
        raise BadInput(
            _("There is no field named {name}.").format(name=unknown[0]),
            _("Fields: {names}").format(names=", ".join(sorted(known))),
        )
