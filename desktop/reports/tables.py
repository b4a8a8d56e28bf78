"""Tables with measured columns: horizontal hairlines, heads repeated on each page, mirrored where text runs left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import Color as StockColor
from reportlab.platypus import Flowable, Table

from desktop.reports.palette import CELL, CELL_HEAD, HAIRLINE, INK, TEXT_WIDTH, TINT, TextStyle
from desktop.reports.typesetter import Paragraph, Typesetter
from desktop.reports.words import Span, Text

Cell = str | Sequence[Span] | Flowable | list[Flowable]

_INSET, _OUTSET, _AFTER_NUMBER, _ABOVE, _BELOW = 3.0, 6.0, 11.0, 3.6, 4.2
_NUMBER_ROOM = 45.0  # a number column's claim on spare width, whatever its digits
_HAIR = StockColor(*HAIRLINE.rgb)
_RULE = StockColor(*INK.rgb)
_TINT = StockColor(*TINT.rgb)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its head, whether it holds numbers, and how much of the spare room it wants."""

    title: str = ""
    number: bool = False
    share: float = 1.0
    style: TextStyle = CELL
    narrowest: float = 0.0


class RowTable(Table):
    """Splits between rows; only a row taller than a whole page is itself split."""

    _rowHeights: Sequence[float] | None

    def room_needed(self, width: float) -> float:
        """The height of the head and the first row."""
        self.wrap(width, _TALLEST)
        rows = self._rowHeights or []
        return sum(rows[: self.repeatRows + 1])

    def split(self, width: float, height: float) -> list[Any]:
        self.splitInRow = 1 if self.room_needed(width) > _TALLEST else 0
        parts: list[Any] = super().split(width, height)
        return parts

    def _splitCell(self, value: Any, style: Any, _old_height: float, new_height: float, width: float) -> Any:
        inner = width - style.leftPadding - style.rightPadding
        room = new_height - style.topPadding - style.bottomPadding
        first: list[Flowable] = []
        rest: list[Flowable] = []
        for flowable in value:
            height = flowable.wrap(inner, room)[1]
            parts = flowable.split(inner, room) if not rest and height > room else []
            if not rest and height <= room:
                first.append(flowable)
            elif len(parts) == 2:
                first.append(parts[0])
                rest.append(parts[1])
            elif first or rest:
                rest.append(flowable)
            else:
                return []
            room -= height
        return (tuple(first), tuple(rest))


_TALLEST = 560.0


def make_table(
    typesetter: Typesetter,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    total: Sequence[Cell] | None = None,
    keep: Iterable[tuple[int, int]] = (),
    across: Iterable[int] = (),
    width: float = TEXT_WIDTH,
    after: float = 8.0,
) -> Table:
    """A table of the full width; rows `first` to `last` of each pair in `keep` stay on one page.

    A row named in `across` is a tinted heading of the rows below it, its first cell as wide as the table.
    """
    has_head = any(column.title for column in columns)
    head = (
        [[_cell(typesetter, c.title, c, CELL_HEAD.but(align=_align(c))) for c in columns]] if has_head else []
    )
    body = [
        [_cell(typesetter, cell, c, c.style) for cell, c in zip(row, columns, strict=True)] for row in rows
    ]
    if total is not None:
        body.append(
            [
                _cell(typesetter, cell, c, c.style.but(bold=True))
                for cell, c in zip(total, columns, strict=True)
            ]
        )
    grid = head + body
    paddings = _paddings(columns)
    spanning = [row + len(head) for row in across]
    measured = [row for at, row in enumerate(grid) if at not in spanning]
    widths = column_widths(measured, columns, paddings, width)
    if typesetter.right_to_left:
        grid = [row if at in spanning else list(reversed(row)) for at, row in enumerate(grid)]
        widths = list(reversed(widths))
        paddings = [(after_, before) for before, after_ in reversed(paddings)]
    table = RowTable(grid, widths, repeatRows=len(head), hAlign="LEFT")
    table.setStyle(_commands(len(grid), len(head), total is not None, paddings, keep))
    table.setStyle(_spans(spanning))
    table.spaceAfter = after
    return table


def _spans(rows: Sequence[int]) -> list[tuple[Any, ...]]:
    commands: list[tuple[Any, ...]] = []
    for row in rows:
        commands += [("SPAN", (0, row), (-1, row)), ("BACKGROUND", (0, row), (-1, row), _TINT)]
    return commands


def _align(column: Column) -> str:
    return "right" if column.number else "start"


def _cell(typesetter: Typesetter, cell: Cell, column: Column, style: TextStyle) -> list[Flowable]:
    if isinstance(cell, Flowable):
        return [cell]
    if isinstance(cell, list) and all(isinstance(part, Flowable) for part in cell):
        return [part for part in cell if isinstance(part, Flowable)]
    text: Text = cell  # type: ignore[assignment]
    if column.number:
        style = style.but(align="right")
    return [typesetter.paragraph(text, style)]


def _paddings(columns: Sequence[Column]) -> list[tuple[float, float]]:
    """Room before and after the text of each column, in reading order."""
    paddings = []
    for at, column in enumerate(columns):
        after_number = at > 0 and columns[at - 1].number and not column.number
        paddings.append((_AFTER_NUMBER if after_number else _INSET, _OUTSET))
    return paddings


def column_widths(
    grid: Sequence[Sequence[Sequence[Flowable]]],
    columns: Sequence[Column],
    paddings: Sequence[tuple[float, float]],
    width: float,
) -> list[float]:
    """No column narrower than its longest word, as long as there is room; the rest goes where text is long."""
    least, wanted = [], []
    for at, column in enumerate(columns):
        room = sum(paddings[at]) + 0.1
        cells = [part for row in grid for part in row[at]]
        least.append(max([column.narrowest, *map(_longest_word, cells)]) + room)
        wanted.append(max([column.narrowest, *map(_natural_width, cells)]) + room)
    if sum(least) >= width:
        return _lowered(least, width)
    return _spread(least, wanted, columns, width)


def _longest_word(cell: Flowable) -> float:
    return cell.longest_word() if isinstance(cell, Paragraph) else float(getattr(cell, "least_width", 0.0))


def _natural_width(cell: Flowable) -> float:
    return cell.natural_width() if isinstance(cell, Paragraph) else float(getattr(cell, "least_width", 0.0))


def _lowered(least: list[float], width: float) -> list[float]:
    """Cap the widest columns until all fit."""
    low, high = 0.0, max(least)
    for _round in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(min(each, middle) for each in least) <= width else (low, middle)
    capped = [min(each, low) for each in least]
    spare = (width - sum(capped)) / len(capped)
    return [each + spare for each in capped]


def _spread(least: list[float], wanted: list[float], columns: Sequence[Column], width: float) -> list[float]:
    """Give each column what it wants, or a part of it; what is left over goes by share."""
    needs = list(zip(least, wanted, columns, strict=True))
    spare = width - sum(least)
    slack = [(want - have) * column.share for have, want, column in needs]
    if sum(wanted) > width and sum(slack) > 0:
        given = _shared_out(spare, least, wanted, slack)
        return [have + more for have, more in zip(least, given, strict=True)]
    left = width - sum(wanted)
    weights = [column.share * (_NUMBER_ROOM if column.number else want) for _have, want, column in needs]
    return [want + left * weight / sum(weights) for want, weight in zip(wanted, weights, strict=True)]


def _shared_out(spare: float, least: list[float], wanted: list[float], slack: list[float]) -> list[float]:
    # a square root keeps one long column from starving the short ones
    weights = [each**0.5 for each in slack]
    given = [0.0] * len(least)
    open_ = {at for at, weight in enumerate(weights) if weight > 0}
    while open_ and spare > 0.01:
        unit = spare / sum(weights[at] for at in open_)
        full = {at for at in open_ if given[at] + unit * weights[at] >= wanted[at] - least[at]}
        for at in full or open_:
            more = wanted[at] - least[at] - given[at] if full else unit * weights[at]
            given[at] += more
            spare -= more
        open_ = open_ - full if full else set()
    return given


def _commands(
    rows: int,
    heads: int,
    total: bool,
    paddings: Sequence[tuple[float, float]],
    keep: Iterable[tuple[int, int]],
) -> list[tuple[Any, ...]]:
    commands: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), _ABOVE),
        ("BOTTOMPADDING", (0, 0), (-1, -1), _BELOW),
        ("LINEBELOW", (0, heads), (-1, -1), 0.5, _HAIR),
    ]
    if heads:
        commands.append(("LINEBELOW", (0, heads - 1), (-1, heads - 1), 0.9, _RULE))
        commands.append(("BOTTOMPADDING", (0, 0), (-1, heads - 1), 3.6))
    else:
        commands.append(("LINEABOVE", (0, 0), (-1, 0), 0.5, _HAIR))
    if total:
        commands.append(("LINEABOVE", (0, rows - 1), (-1, rows - 1), 0.9, _RULE))
        commands.append(("NOSPLIT", (0, max(heads, rows - 2)), (-1, rows - 1)))
    for at, (left, right) in enumerate(paddings):
        commands += [("LEFTPADDING", (at, 0), (at, -1), left), ("RIGHTPADDING", (at, 0), (at, -1), right)]
    commands += [("NOSPLIT", (0, first + heads), (-1, last + heads)) for first, last in keep]
    return commands
