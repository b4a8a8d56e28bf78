"""Which cells of the matrix a person types, and how what was typed becomes what is kept."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.models import Indicator, Result
from desktop.rules.vocabulary import (
    Aggregation,
    Direction,
    Frequency,
    Measure,
    ValueMode,
)
from desktop.services.typed import read_choice, read_day, read_line, read_number, read_text, required

ResultSetter = Callable[[Result, Any], None]
IndicatorSetter = Callable[[Indicator, Any], None]


def _statement(result: Result, value: Any) -> None:
    result.statement = required(read_text(value), _("A result needs a statement."))


def _set(column: str, read: Callable[[Any], Any]) -> Callable[[Any, Any], None]:
    def setter(record: Any, value: Any) -> None:
        setattr(record, column, read(value))

    return setter


RESULT_FIELDS: Mapping[str, ResultSetter] = {
    "statement": _statement,
    "title": _statement,
    "assumptions": _set("assumptions", read_text),
    "responsible": _set("responsible", read_line),
}


def _title(indicator: Indicator, value: Any) -> None:
    indicator.title = required(read_line(value), _("An indicator needs a title."))


def _measure(indicator: Indicator, value: Any) -> None:
    """A percentage is summed as numerators by denominators; what is not a number is never summed."""
    indicator.measure = read_choice(Measure, value) or Measure.UNIT
    if indicator.measure == Measure.UNIT:
        how = Aggregation.SUM
    elif indicator.measure == Measure.PERCENTAGE:
        how = Aggregation.RATIO
    else:
        how = Aggregation.LATEST
    indicator.place_aggregation = indicator.time_aggregation = how
    if indicator.measure != Measure.UNIT and indicator.value_mode in (None, ValueMode.PERIOD):
        indicator.value_mode = ValueMode.SNAPSHOT


def _code(value: Any) -> str | None:
    code = read_line(value)
    if code is not None and "/" in code:
        raise BadInput(_("An indicator's code holds no slash."), _("Write it like a, b or PROT-1."))
    return code


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value or "").strip().casefold()
    if text in {"yes", "true", "1", "y"}:
        return True
    if text in {"no", "false", "0", "n", ""}:
        return False
    raise BadInput(_("{text} is neither yes nor no.").format(text=str(value)[:40]))


def _words(value: Any) -> list[str]:
    """`sex; age` as typed, or a list."""
    if isinstance(value, str):
        value = value.replace(",", ";").split(";")
    parts: Iterable[Any] = value or ()
    return [text for part in parts if (text := read_line(part))]


def choice(words: type[Any], default: Any = None) -> Callable[[Any], Any]:
    return lambda value: read_choice(words, value) or default


INDICATOR_FIELDS: Mapping[str, IndicatorSetter] = {
    "title": _title,
    "code": _set("code", _code),
    "unit": _set("unit", read_line),
    "measure": _measure,
    "value_mode": _set("value_mode", choice(ValueMode, ValueMode.PERIOD)),
    "direction": _set("direction", choice(Direction, Direction.UP)),
    "baseline": _set("baseline", read_number),
    "baseline_date": _set("baseline_date", read_day),
    "baseline_source": _set("baseline_source", read_line),
    "baseline_due": _set("baseline_due", read_day),
    "place_aggregation": _set("place_aggregation", choice(Aggregation, Aggregation.SUM)),
    "time_aggregation": _set("time_aggregation", choice(Aggregation, Aggregation.SUM)),
    "data_source": _set("data_source", read_line),
    "method": _set("method", read_line),
    "frequency": _set("frequency", choice(Frequency)),
    "responsible": _set("responsible", read_line),
    "dimensions": _set("dimensions", _words),
    "counts_persons": _set("counts_persons", _yes_no),
    "counts_unique": _set("counts_unique", _yes_no),
    "framework_reference": _set("framework_reference", read_line),
    "retired_on": _set("retired_on", read_day),
}

TARGET_FIELDS = ("target", "target_date", "target_basis")
"""Set through the target's own row, which keeps the promise of an earlier day."""


def is_changed(old: Decimal | None, new: Decimal | None) -> bool:
    return old != new
