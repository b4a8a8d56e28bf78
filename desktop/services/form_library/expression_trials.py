"""The expression tester of form authors: a line of JSON each, with `${name}` as in XLSForm where a form is given."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop.clock import Clock
from desktop.errors import BadInput
from desktop.forms import Definition, ExpressionError, Filling, evaluate
from desktop.i18n import _
from desktop.services.form_library.expression_words import expression_words
from desktop.services.form_library.question_references import resolved


@dataclass(frozen=True)
class Tester:
    """With a form, a line without XML is tried on a new submission of it."""

    clock: Clock
    form: Definition | None = None

    def lines(self, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
        """`{id, expr, xml, context, namespaces, now, tz}` to `{id, type, value}` or `{id, error}`, in their order.

        A line that names no id, or cannot be read, is told of by `line`, its number.
        """
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield self._tried(number, line)

    def _tried(self, number: int, line: str) -> dict[str, Any]:
        try:
            asked = json.loads(line)
        except (ValueError, RecursionError):
            told = {"error": _("Line {number} is not JSON.").format(number=number)}
            return {"id": None, "line": number, **told}
        name = asked.get("id") if isinstance(asked, dict) else None
        named = {"id": name} if name is not None else {"id": None, "line": number}
        if not isinstance(asked, dict) or not isinstance(asked.get("expr"), str):
            return {**named, "error": _("Line {number} has no expr.").format(number=number)}
        return {**named, **self._evaluated(asked)}

    def _evaluated(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        try:
            kind, value = self._value(asked)
        except BadInput as problem:
            return {"error": problem.what()}
        except ExpressionError as problem:
            return {"error": expression_words(problem)}
        except (
            ArithmeticError, ValueError, TypeError, LookupError, AttributeError, RecursionError
        ) as problem:  # fmt: skip
            return {"error": _("It cannot be worked out: {reason}").format(reason=str(problem)[:200])}
        return {"type": kind, "value": value}

    def _value(self, asked: Mapping[str, Any]) -> tuple[str, Any]:
        zone = _zone(asked.get("tz"))
        now = _now(asked.get("now"), self.clock, zone)
        xml, context = _text(asked.get("xml")), _text(asked.get("context"))
        if xml is None and self.form is not None:
            xml = Filling(self.form, clock=lambda: now, tz=zone).to_xml().partition("?>")[2]
        expression = resolved(asked["expr"], self.form, context or "")
        return evaluate(expression, xml, context, _spaces(asked), now, zone)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise BadInput(_("{text} is not a text.").format(text=str(value)[:40]))


def _spaces(asked: Mapping[str, Any]) -> dict[str, str]:
    given = asked.get("namespaces") or {}
    if not isinstance(given, dict):
        raise BadInput(_("The namespaces are not a mapping."))
    return {str(prefix): str(uri) for prefix, uri in given.items()}


def _zone(name: Any) -> tzinfo:
    if not name:
        return UTC
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise BadInput(_("There is no time zone {name}.").format(name=str(name)[:40])) from problem


def _now(text: Any, clock: Clock, zone: tzinfo) -> datetime:
    if not text:
        return clock().astimezone(zone)
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError as problem:
        raise BadInput(_("{text} is not a moment.").format(text=str(text)[:40])) from problem
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
