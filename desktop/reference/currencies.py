"""Currencies by ISO 4217 code."""

from functools import cache


@cache
def _codes() -> frozenset[str]:
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


def is_currency(code: str) -> bool:
    return code in _codes()
