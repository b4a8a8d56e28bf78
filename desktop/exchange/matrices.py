"""Rows of published results put together again as one results matrix for each project."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from desktop.exchange.results import Cells, ResultRow
from desktop.rules.vocabulary import Direction, Measure, ResultLevel

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixIndicator:
    """One indicator for one group of people; `rows` hold its baseline, and target and actual of each period."""

    code: str
    title: str
    measure: Measure
    direction: Direction
    unit: str | None
    cells: Cells
    rows: tuple[ResultRow, ...]

    @property
    def qualifier(self) -> str:
        """Which group it is about, in the file's words."""
        return self.cells[0][1] if self.cells else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixResult:
    """A result with its number; `parent` is the number of the outcome of the same title."""

    number: str
    level: ResultLevel
    title: str
    parent: str | None
    indicators: tuple[MatrixIndicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    project_ref: str
    country: str | None
    """Where all rows name the same one."""
    results: tuple[MatrixResult, ...]


def build_matrices(rows: Iterable[ResultRow]) -> tuple[Matrix, ...]:
    """In the order of the file; rows that were left take no part."""
    taken = [row for row in rows if row.left_reason is None]
    return tuple(_matrix(ref, group) for ref, group in _grouped(taken, lambda row: row.project_ref))


def _matrix(project_ref: str, rows: Sequence[ResultRow]) -> Matrix:
    countries = {row.country for row in rows}
    results: list[MatrixResult] = []
    # One subject is one number: its outcome is 3, the output under the same title 3.1.
    for top, (title, of_title) in enumerate(_grouped(rows, lambda row: row.result), 1):
        by_level = dict(_grouped(of_title, lambda row: row.level))
        for level in (level for level in ResultLevel if level in by_level):
            upper = level in (ResultLevel.OBJECTIVE, ResultLevel.OUTCOME)
            results.append(
                MatrixResult(
                    number=str(top) if upper else f"{top}.1",
                    level=level,
                    title=title,
                    parent=str(top) if not upper and ResultLevel.OUTCOME in by_level else None,
                    indicators=_indicators(by_level[level]),
                )
            )
    return Matrix(
        project_ref=project_ref,
        country=countries.pop() if len(countries) == 1 else None,
        results=tuple(results),
    )


def _indicators(rows: Sequence[ResultRow]) -> tuple[MatrixIndicator, ...]:
    return tuple(
        MatrixIndicator(
            code=f"I{at}",
            title=group[0].indicator,
            measure=group[0].measure,
            direction=group[0].direction,
            unit=group[0].unit,
            cells=group[0].cells,
            rows=tuple(group),
        )
        for at, (_key, group) in enumerate(_grouped(rows, lambda row: (row.indicator, row.cells)), 1)
    )


def _grouped(rows: Iterable[ResultRow], key: Callable[[ResultRow], Key]) -> list[tuple[Key, list[ResultRow]]]:
    """Rows by key, in the order in which the keys first stand."""
    groups: dict[Key, list[ResultRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return list(groups.items())
