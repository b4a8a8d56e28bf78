"""Small counts in editions that leave the office: hidden, and with them what would give them away (domain 10)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

SMALLEST_SHOWN = Decimal(5)


def suppressed(counts: Sequence[Decimal | None], *, total_shown: bool = True) -> tuple[bool, ...]:
    """Which cells of one row are hidden: 1 to 4 persons, and one more where the total would give a lone one away."""
    hidden = [count is not None and 0 < count < SMALLEST_SHOWN for count in counts]
    if total_shown and sum(hidden) == 1:
        open_cells = [
            at for at, count in enumerate(counts) if count is not None and count > 0 and not hidden[at]
        ]
        open_cells = open_cells or [at for at, count in enumerate(counts) if count == 0]
        if open_cells:
            hidden[min(open_cells, key=lambda at: (counts[at], at))] = True
    return tuple(hidden)


def suppressed_table(rows: Mapping[str, Mapping[str, Decimal | None]]) -> frozenset[tuple[str, str]]:
    """Cells hidden in a table that shows its totals both ways, until no row and no column leaves one alone."""
    columns = list(dict.fromkeys(name for cells in rows.values() for name in cells))
    hidden: set[tuple[str, str]] = {
        (row, name)
        for row, cells in rows.items()
        for name, count in cells.items()
        if count is not None and 0 < count < SMALLEST_SHOWN
    }
    lines = [[(row, name) for name in columns] for row in rows]
    lines += [[(row, name) for row in rows] for name in columns]
    while added := _given_away(lines, rows, hidden):
        hidden.add(added)
    return frozenset(hidden)


def _given_away(
    lines: Sequence[Sequence[tuple[str, str]]],
    rows: Mapping[str, Mapping[str, Decimal | None]],
    hidden: set[tuple[str, str]],
) -> tuple[str, str] | None:
    """One more cell to hide, where a line has a single hidden one; None when all is safe."""
    for line in lines:
        if sum(cell in hidden for cell in line) != 1:
            continue
        shown = [(rows[row].get(name), (row, name)) for row, name in line if (row, name) not in hidden]
        filled = sorted((count, cell) for count, cell in shown if count is not None)
        if filled:
            return next((cell for count, cell in filled if count > 0), filled[0][1])
    return None
