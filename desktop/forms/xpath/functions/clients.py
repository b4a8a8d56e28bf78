"""Where ODK Collect differs from the letter of the specification; forms must compute as it does."""

import math

from desktop.forms.xpath.functions.numbers import extreme, numbers_of, rounded
from desktop.forms.xpath.functions.table import MANY, Table
from desktop.forms.xpath.values import Value, to_number, to_string
from desktop.forms.xpath.world import Context

TABLE = Table()


@TABLE.function("sum", 1, MANY)
def total(_context: Context, *values: Value) -> float:
    """Empty answers count as nothing, not as no number."""
    return math.fsum(_answered(values))


@TABLE.function("min", 1, MANY)
def smallest(_context: Context, *values: Value) -> float:
    return extreme(_answered(values), min)


@TABLE.function("max", 1, MANY)
def largest(_context: Context, *values: Value) -> float:
    return extreme(_answered(values), max)


def _answered(values: tuple[Value, ...]) -> list[float]:
    kept: list[Value] = []
    for value in values:
        kept.append([node for node in value if node.string()] if isinstance(value, list) else value)
    return numbers_of(tuple(value for value in kept if isinstance(value, list) or to_string(value)))


@TABLE.function("round", 1, 2)
def rounded_as_clients(context: Context, value: Value, *digits: Value) -> float:
    """Ties go up, so that those below zero go towards it."""
    amount = to_number(value)
    result = rounded(context, value, *digits)
    if amount < 0 and math.isfinite(result):
        return -_half_down(context, -amount, *digits)
    return result


def _half_down(context: Context, amount: float, *digits: Value) -> float:
    up = to_number(rounded(context, amount, *digits))
    step = 10.0 ** -int(to_number(digits[0])) if digits else 1.0
    return (
        to_number(rounded(context, up - step, *digits))
        if math.isclose(up - amount, step / 2, rel_tol=1e-12)
        else up
    )
