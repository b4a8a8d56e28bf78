"""What every imported row carries beside its data, and the search for rows that stand twice in a file."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from desktop.exchange.grid import Table
from desktop.exchange.mapping import ColumnMap
from desktop.exchange.remarks import Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRow:
    """One row of a file as plain values. `left_reason` is set where it cannot be taken at all."""

    row_number: int
    ref: str
    """Under which name the row appears in a report of the import."""
    repairs: tuple[Remark, ...] = ()
    problems: tuple[Remark, ...] = ()
    left_reason: Remark | None = None


Kind = TypeVar("Kind", bound=ImportedRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Generic[Kind]):
    """All rows of a file, each once, and how its columns were understood."""

    rows: tuple[Kind, ...]
    columns: ColumnMap

    @property
    def takeable(self) -> tuple[Kind, ...]:
        return tuple(row for row in self.rows if row.left_reason is None)


def leave_duplicates(rows: Iterable[Kind], key: Callable[[Kind], Hashable]) -> tuple[Kind, ...]:
    """The first row of each key is taken; later ones are left and name it. A key of None never repeats."""
    first: dict[Hashable, Kind] = {}
    checked = []
    for row in rows:
        name = key(row)
        if row.left_reason is None and name is not None:
            if name in first:
                row = _left(row, first[name])
            else:
                first[name] = row
        checked.append(row)
    return tuple(checked)


def leave_shifted(rows: Iterable[Kind], table: Table) -> tuple[Kind, ...]:
    """A row with a quotation mark that is never closed, and other cells than the header: whose each is nobody can tell."""
    shifted = {
        row.number
        for row in table.rows
        if row.note == "quotes_literal" and len(row.cells) != len(table.header)
    }
    reason = Remark(code="columns_shifted")
    return tuple(
        replace(row, left_reason=row.left_reason or reason) if row.row_number in shifted else row
        for row in rows
    )


def _left(row: Kind, first: Kind) -> Kind:
    code = "same_row" if content_of(row) == content_of(first) else "same_ref"
    reason = Remark(code=code, before=str(first.row_number), after=row.ref)
    return replace(row, left_reason=reason)


def content_of(row: Kind) -> Kind:
    """The row without its place in the file: equal for two rows that say the same."""
    return replace(row, row_number=0, repairs=(), problems=(), left_reason=None)
