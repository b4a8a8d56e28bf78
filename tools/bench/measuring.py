"""Alternating rounds of limit and product, and what they come to."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One row of the table. `ratios` are product by limit, a round each; without a limit they are plain values."""

    name: str
    unit: str
    product: tuple[float, ...]
    limit: tuple[float, ...] = ()
    reach: float | None = None
    note: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def ratios(self) -> tuple[float, ...]:
        pairs = zip(self.product, self.limit, strict=True) if self.limit else ()
        return tuple(product / limit for product, limit in pairs) or self.product

    @property
    def median(self) -> float:
        return statistics.median(self.ratios)

    @property
    def reached(self) -> bool | None:
        return None if self.reach is None else self.median <= self.reach

    def as_data(self) -> dict[str, Any]:
        told = {"median": self.median, "smallest": min(self.ratios), "largest": max(self.ratios)}
        return {**asdict(self), "ratio": told, "reached": self.reached}


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes, with the collector out of the way as `timeit` has it."""
    gc.collect()
    gc.disable()
    try:
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun
    finally:
        gc.enable()


def alternate(
    rounds: int, limit: Callable[[], float], product: Callable[[], float]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Limit and product in turn, so that a noisy minute hits both; one round before does not count."""
    limit()
    product()
    limits, products = [], []
    for _round in range(rounds):
        limits.append(limit())
        products.append(product())
    return tuple(limits), tuple(products)
