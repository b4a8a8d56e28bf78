"""Arithmetic, trigonometry and aggregates over node-sets."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from desktop.forms.xpath.functions.table import MANY, Table
from desktop.forms.xpath.values import Value, to_nodes, to_number
from desktop.forms.xpath.world import Context

TABLE = Table()


@TABLE.function("number", 0, 1, pure=False)
def number(context: Context, *values: Value) -> float:
    return to_number(values[0] if values else [context.node])


@TABLE.function("sum", 1, MANY)
def total(_context: Context, *values: Value) -> float:
    return math.fsum(numbers) if all(map(math.isfinite, numbers := numbers_of(values))) else sum(numbers)


def numbers_of(values: tuple[Value, ...]) -> list[float]:
    """All numbers of the arguments, a node-set counting with each of its nodes."""
    found: list[float] = []
    for value in values:
        if isinstance(value, list):
            found.extend(to_number(node.typed()) for node in value)
        else:
            found.append(to_number(value))
    return found


@TABLE.function("min", 1, MANY)
def smallest(_context: Context, *values: Value) -> float:
    return extreme(numbers_of(values), min)


@TABLE.function("max", 1, MANY)
def largest(_context: Context, *values: Value) -> float:
    return extreme(numbers_of(values), max)


def extreme(numbers: list[float], choose: Callable[[list[float]], float]) -> float:
    """The least or greatest; of nothing, or with something that is no number, NaN."""
    if not numbers or any(map(math.isnan, numbers)):
        return math.nan
    return choose(numbers)


@TABLE.function("count", 1, 1)
def count(_context: Context, nodes: Value) -> float:
    return float(len(to_nodes(nodes)))


@TABLE.function("count-non-empty", 1, 1)
def count_non_empty(_context: Context, nodes: Value) -> float:
    return float(sum(1 for node in to_nodes(nodes) if node.string() != ""))


@TABLE.function("floor", 1, 1)
def floor(_context: Context, value: Value) -> float:
    return _whole(to_number(value), math.floor)


@TABLE.function("ceiling", 1, 1)
def ceiling(_context: Context, value: Value) -> float:
    return _whole(to_number(value), math.ceil)


@TABLE.function("int", 1, 1)
def integer(_context: Context, value: Value) -> float:
    return _whole(to_number(value), math.trunc)


def _whole(amount: float, cut: Callable[[float], int]) -> float:
    return float(cut(amount)) if math.isfinite(amount) else amount


@TABLE.function("round", 1, 2)
def rounded(_context: Context, value: Value, *digits: Value) -> float:
    """Ties go away from zero, judged on the number as it is written; negative digits round tens."""
    amount = to_number(value)
    places = to_number(digits[0]) if digits else 0.0
    if not math.isfinite(amount) or math.isnan(places):
        return amount if math.isinf(amount) and not math.isnan(places) else math.nan
    places = max(-400.0, min(400.0, places))
    try:
        return float(Decimal(repr(amount)).quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP))
    except InvalidOperation:
        return amount


@TABLE.function("pow", 2, 2)
def power(_context: Context, base: Value, exponent: Value) -> float:
    return _safely(math.pow, to_number(base), to_number(exponent))


@TABLE.function("atan2", 2, 2)
def atan2(_context: Context, y: Value, x: Value) -> float:
    return math.atan2(to_number(y), to_number(x))


@TABLE.function("pi", 0, 0)
def pi(_context: Context) -> float:
    return math.pi


def _safely(compute: Callable[..., float], *numbers: float) -> float:
    try:
        return compute(*numbers)
    except OverflowError:
        return math.inf
    except ValueError:
        return math.nan


def _logarithm(compute: Callable[[float], float]) -> Callable[[float], float]:
    return lambda amount: -math.inf if amount == 0 else compute(amount)


def _ten_to(exponent: float) -> float:
    return math.pow(10.0, exponent)


_OF_ONE: dict[str, Callable[[float], float]] = {
    "abs": math.fabs,
    "log": _logarithm(math.log),
    "log10": _logarithm(math.log10),
    "exp": math.exp,
    "exp10": _ten_to,
    "sqrt": math.sqrt,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
}


def _of_one(compute: Callable[[float], float]) -> Callable[[Context, Value], float]:
    def body(_context: Context, value: Value) -> float:
        return _safely(compute, to_number(value))

    return body


for _name, _compute in _OF_ONE.items():
    TABLE.function(_name, 1, 1)(_of_one(_compute))
