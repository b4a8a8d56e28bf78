"""Rows of budget lines: an amount for a period of a project."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from desktop.exchange.cells import CellReader
from desktop.exchange.grid import Row, Table
from desktop.exchange.mapping import ColumnMap, Field, map_table
from desktop.exchange.parts import read_currency, read_period, read_project_ref
from desktop.exchange.remarks import Remark
from desktop.exchange.rows import ImportedRow, Reading, leave_duplicates

FIELDS = (
    Field(
        key="project_ref",
        aliases=("iati_identifier", "iati identifier", "project", "project code", "iati_id"),
        needed=True,
        example="XM-DAC-47066-LM.0465",
    ),
    Field(key="line_type", aliases=("budget_type", "type"), example="1"),
    Field(key="line_status", aliases=("budget_status", "status"), example="2"),
    Field(key="description", aliases=("budget line", "line", "activity")),
    Field(
        key="period_start",
        aliases=("budget_period_start", "start", "from", "period start"),
        example="2026-01-01",
    ),
    Field(key="period_end", aliases=("budget_period_end", "end", "to", "period end"), example="2026-12-31"),
    Field(key="currency", aliases=("budget_currency",), example="USD"),
    Field(key="value_date", aliases=("budget_value_date", "value date"), example="2026-01-01"),
    Field(
        key="amount",
        aliases=("budget_value", "value", "budget", "amount usd"),
        needed=True,
        example="120000.00",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow(ImportedRow):
    project_ref: str = ""
    line_type: str | None = None
    line_status: str | None = None
    description: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    amount: Decimal | None = None
    currency: str | None = None
    value_date: date | None = None
    occurrence: int = 1
    """Which line of the same project, kind and period it is: with these the line is found again."""


def read_budgets(table: Table, chosen: dict[str, str] | None = None) -> Reading[BudgetRow]:
    columns = map_table(table, FIELDS, chosen)
    rows = [_budget(row, columns) for row in table.rows]
    return Reading(rows=number_lines(rows), columns=columns)


def key_of(row: BudgetRow) -> tuple[str, ...]:
    """What makes a line the same one in a later file."""
    return (*_line(row), str(row.occurrence))


def number_lines(rows: Iterable[BudgetRow]) -> tuple[BudgetRow, ...]:
    """Equal lines are one and the later left; different lines of one period are all taken, and numbered."""
    unique = leave_duplicates(rows, lambda row: (*_line(row), row.amount, row.currency, row.value_date))
    seen: Counter[tuple[str, ...]] = Counter()
    numbered = []
    for row in unique:
        if row.left_reason is None:
            seen[_line(row)] += 1
            row = replace(row, occurrence=seen[_line(row)])
        numbered.append(row)
    return tuple(numbered)


def _line(row: BudgetRow) -> tuple[str, ...]:
    parts = (row.project_ref, row.line_type, row.description, row.period_start, row.period_end)
    return tuple("" if part is None else str(part) for part in parts)


def _budget(row: Row, columns: ColumnMap) -> BudgetRow:
    cells = CellReader(row, columns)
    project_ref = read_project_ref(cells, "project_ref")
    start, end = read_period(cells, "period_start", "period_end")
    if start is None and end is None:
        cells.doubted("missing_period", "period_start")
    amount, currency = cells.amount("amount"), read_currency(cells, "currency")
    if amount is not None and amount < 0:
        cells.doubted("negative_amount", "amount", str(amount))
    if amount is not None and currency is None:
        cells.doubted("missing_currency", "currency")
    return BudgetRow(
        row_number=row.number,
        ref=f"{project_ref} · {start.year}" if start else project_ref,
        project_ref=project_ref,
        line_type=cells.text("line_type") or None,
        line_status=cells.text("line_status") or None,
        description=cells.text("description") or None,
        period_start=start,
        period_end=end,
        amount=amount,
        currency=currency,
        value_date=cells.day("value_date"),
        repairs=tuple(cells.repairs),
        problems=tuple(cells.problems),
        left_reason=_reason(cells, project_ref, amount),
    )


def _reason(cells: CellReader, project_ref: str, amount: Decimal | None) -> Remark | None:
    if not project_ref:
        return Remark(code="no_reference", column=cells.title("project_ref"))
    if amount is None:
        return Remark(code="no_amount", column=cells.title("amount"))
    return None
