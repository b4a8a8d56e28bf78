"""Functions on the answers of select questions and on checklists."""

import math

from desktop.forms.xpath.functions.table import MANY, Table
from desktop.forms.xpath.values import Value, to_boolean, to_number, to_string
from desktop.forms.xpath.world import Context

TABLE = Table()


@TABLE.function("selected", 2, 2)
def selected(_context: Context, answers: Value, choice: Value) -> bool:
    wanted, given = to_string(choice).strip(), to_string(answers)
    return wanted in given.split() if wanted else not given


@TABLE.function("selected-at", 2, 2)
def selected_at(_context: Context, answers: Value, index: Value) -> str:
    chosen, at = to_string(answers).split(), to_number(index)
    return chosen[int(at)] if math.isfinite(at) and 0 <= at < len(chosen) else ""


@TABLE.function("count-selected", 1, 1)
def count_selected(_context: Context, answers: Value) -> float:
    return float(len(to_string(answers).split()))


@TABLE.function("checklist", 2, MANY)
def checklist(_context: Context, fewest: Value, most: Value, *answers: Value) -> bool:
    given = [to_boolean(one) for one in _spread(answers)]
    return _within(float(sum(given)), to_number(fewest), to_number(most))


@TABLE.function("weighted-checklist", 2, MANY)
def weighted_checklist(_context: Context, fewest: Value, most: Value, *pairs: Value) -> bool:
    answers, weights = _spread(pairs[0::2]), _spread(pairs[1::2])
    score = sum(to_number(w) for a, w in zip(answers, weights, strict=False) if to_boolean(a))
    return _within(score, to_number(fewest), to_number(most))


def _spread(values: tuple[Value, ...]) -> list[Value]:
    found: list[Value] = []
    for value in values:
        if isinstance(value, list):
            found.extend(node.typed() for node in value)
        else:
            found.append(value)
    return found


def _within(score: float, fewest: float, most: float) -> bool:
    """A bound of -1 is no bound."""
    return (fewest == -1 or score >= fewest) and (most == -1 or score <= most)
