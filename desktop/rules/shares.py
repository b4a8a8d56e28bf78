"""Shares of countries, sectors, frameworks: they sum to 100 exactly, or what is missing is said."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

WHOLE = Decimal(100)


def missing_to_whole(shares: Iterable[Decimal]) -> Decimal:
    """What the shares lack to 100; below zero where they go beyond."""
    return WHOLE - sum(shares, Decimal(0))


def sum_to_whole(shares: Sequence[Decimal]) -> bool:
    """No shares at all is not a fault: nothing was said yet."""
    return not shares or (missing_to_whole(shares) == 0 and all(share > 0 for share in shares))


def even_shares(count: int) -> tuple[Decimal, ...]:
    """Hundredths that sum to 100 exactly; the first ones carry what does not divide."""
    if count <= 0:
        return ()
    each, rest = divmod(10_000, count)
    return tuple(Decimal(each + (1 if at < rest else 0)) / 100 for at in range(count))
