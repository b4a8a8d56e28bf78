"""Counts how often each promise was looked at, so that a run can say what it has checked."""

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

CHECKED: Counter[str] = Counter()
"""By the name of the function that looks."""


def promise(look: Callable[P, R]) -> Callable[P, R]:
    """Marks a function that looks whether a promise is kept."""

    @wraps(look)
    def counted(*args: P.args, **named: P.kwargs) -> R:
        CHECKED[look.__name__] += 1
        return look(*args, **named)

    return counted
