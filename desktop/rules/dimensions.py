"""Do the cells of a disaggregated figure add up to it (design: domain 4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from desktop.rules.arithmetic import total

NOT_ASKED = "not_asked"
"""A cell of its own: the question was not put (the Washington short set is for age 5 and over)."""

Cell = Mapping[str, str]
"""Dimension > value, e.g. `{"sex": "female", "age": "18-59"}`; one dimension or a cross-tab of several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionGap:
    """A dimension whose cells do not give the total; `difference` is cells less total."""

    code: str
    dimension: str
    difference: Decimal


def dimension_gaps(
    value: Decimal | None, cells: Iterable[tuple[Cell, Decimal | None]], *, complete: Iterable[str]
) -> tuple[DimensionGap, ...]:
    """For additive counts: each complete dimension sums to the total, and the margins of cross-tabs agree.

    `complete` names the dimensions that were filled in whole; a half-filled one cannot be held against the total.
    """
    kept = [(cell, count) for cell, count in cells if count is not None]
    gaps = []
    for dimension in complete:
        for keys in _tables_with(dimension, kept):
            summed = total(count for cell, count in kept if frozenset(cell) == keys)
            if summed is not None and value is not None and summed != value:
                code = "sum_differs" if len(keys) == 1 else "cross_tab_differs"
                gaps.append(DimensionGap(code=code, dimension=dimension, difference=summed - value))
        gaps.extend(_margin_gaps(dimension, kept))
    return tuple(dict.fromkeys(gaps))


def _tables_with(dimension: str, cells: Iterable[tuple[Cell, Decimal]]) -> list[frozenset[str]]:
    tables = {frozenset(cell) for cell, _count in cells if dimension in cell}
    return sorted(tables, key=lambda keys: (len(keys), sorted(keys)))


def _margin_gaps(dimension: str, cells: Iterable[tuple[Cell, Decimal]]) -> list[DimensionGap]:
    """Women of all ages in the cross-tab are the women of the plain dimension."""
    cells = list(cells)
    plain = {cell[dimension]: count for cell, count in cells if set(cell) == {dimension}}
    crossed = [(cell, count) for cell, count in cells if dimension in cell and len(cell) > 1]
    gaps = []
    for keys in {frozenset(cell) for cell, _count in crossed}:
        for name, count in plain.items():
            summed = total(
                part for cell, part in crossed if frozenset(cell) == keys and cell[dimension] == name
            )
            if summed is not None and summed != count:
                gaps.append(
                    DimensionGap(code="margin_differs", dimension=dimension, difference=summed - count)
                )
    return gaps


def ratio_gaps(
    numerator: Decimal | None,
    denominator: Decimal | None,
    cells: Iterable[tuple[Cell, Decimal | None, Decimal | None]],
    *,
    complete: Iterable[str],
) -> tuple[DimensionGap, ...]:
    """Of a ratio, numerator and denominator are each held against their own total."""
    cells, complete = list(cells), tuple(complete)
    above = dimension_gaps(numerator, ((cell, part) for cell, part, _whole in cells), complete=complete)
    below = dimension_gaps(denominator, ((cell, whole) for cell, _part, whole in cells), complete=complete)
    return (*above, *below)


def percentage_is_odd(percent: Decimal | None) -> bool:
    """Outside 0 to 100: to be flagged, not changed."""
    return percent is not None and not 0 <= percent <= 100


def may_double_count(*, counts_unique: bool, periods: int, noted: bool) -> bool:
    """Unique persons added over several periods, until someone has noted why it is right."""
    return counts_unique and periods > 1 and not noted
