"""The results monitoring framework as a grid: indicators by period, reported beside verified."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from desktop.i18n import _
from desktop.models import Indicator, IndicatorValue, Project, Verification
from desktop.rules import arithmetic
from desktop.rules.dimensions import NOT_ASKED, DimensionGap, dimension_gaps
from desktop.rules.periods import Period, period_of
from desktop.rules.vocabulary import Aggregation, Frequency, ValueStatus
from desktop.services.accounts.access import Access
from desktop.services.results.reading import matrix_of
from desktop.services.results.records import Grid, GridCell, GridRow, IndicatorRecord
from desktop.services.results.standing import Rows, figure_of, load_rows, periods_of, recount_of
from desktop.storage.work import Work

MOST_PERIODS = 24
"""More would not be read on one screen; the newest stay."""


def grid_of(work: Work, project: Project, access: Access, today: date) -> Grid:
    matrix = matrix_of(work, project, access, today)
    rows = load_rows(work, (project.id,))
    mapped = {one.id: one for one in rows.indicators}
    periods = _periods(project, rows, today)
    numbers = {result.id: result.number for result in matrix.results}
    return Grid(
        project_id=project.id,
        periods=periods,
        rows=tuple(
            _row(record, mapped[record.id], numbers[record.result_id], rows, periods)
            for record in matrix.indicators
            if record.retired_on is None or record.has_values
        ),
        seen=matrix.seen,
    )


def _periods(project: Project, rows: Rows, today: date) -> tuple[Period, ...]:
    """Those that have begun, of every frequency in use, and all that something was reported for."""
    reported = {
        Period(value.period_start, value.period_end) for values in rows.values.values() for value in values
    }
    planned: set[Period] = set()
    for frequency in {one.frequency for one in rows.indicators if one.frequency}:
        begun = (period for period in periods_of(project, frequency) if period.start <= today)
        planned |= {_whole(period, frequency) for period in begun}
    found = sorted(
        reported | (planned if len(planned) <= MOST_PERIODS else set()),
        # A year comes behind the halves and quarters that end with it.
        key=lambda period: (period.end, -period.start.toordinal()),
    )
    return tuple(found[-MOST_PERIODS:])


def _whole(period: Period, frequency: str) -> Period:
    """The calendar period, not cut to the project's dates: people report "Jul-Dec 2026"."""
    wanted = Frequency(frequency)
    return period if wanted is Frequency.ONCE else period_of(period.start, wanted)


def _row(
    record: IndicatorRecord, indicator: Indicator, number: str, rows: Rows, periods: Sequence[Period]
) -> GridRow:
    values, recounts = rows.values.get(indicator.id, []), rows.recounts.get(indicator.id, [])
    return GridRow(
        indicator=record,
        result_number=number,
        cells=tuple(
            _cell(
                indicator,
                [one for one in values if (one.period_start, one.period_end) == (period.start, period.end)],
                [one for one in recounts if (one.period_start, one.period_end) == (period.start, period.end)],
            )
            for period in periods
        ),
        warning=_warning(indicator, values),
    )


def _cell(
    indicator: Indicator, values: Sequence[IndicatorValue], recounts: Sequence[Verification]
) -> GridCell | None:
    if not values and not recounts:
        return None
    figures = [figure_of(value) for value in values]
    how = Aggregation(indicator.place_aggregation)
    if how is Aggregation.RATIO and all(figure.numerator is None for figure in figures):
        how = Aggregation.LATEST
    counted = [recount_of(row) for row in recounts]
    return GridCell(
        reported=arithmetic.across(figures, how) if figures else None,
        verified=arithmetic.total(recount.verified for recount in counted),
        is_estimate=any(recount.is_estimate for recount in counted),
        pending=any(value.status != ValueStatus.APPROVED for value in values),
        value_ids=tuple(value.id for value in values),
    )


def _warning(indicator: Indicator, values: Iterable[IndicatorValue]) -> str | None:
    """The first figure whose parts do not sum to it."""
    for value in values:
        for gap in gaps_of(indicator, value):
            return gap_sentence(gap)
    return None


def gaps_of(indicator: Indicator, value: IndicatorValue) -> tuple[DimensionGap, ...]:
    """Of additive counts: the dimensions whose parts do not give the figure."""
    if not value.cells or indicator.place_aggregation != Aggregation.SUM:
        return ()
    cells = [(parse_cell(key), _number(text)) for key, text in value.cells.items()]
    named = {dimension for cell, _count in cells for dimension in cell}
    return dimension_gaps(value.value, cells, complete=sorted(named))


def gap_sentence(gap: DimensionGap) -> str:
    return _("The parts by {dimension} differ from the figure by {difference}.").format(
        dimension=gap.dimension, difference=format(gap.difference, "+f")
    )


def parse_cell(key: str) -> dict[str, str]:
    """`sex=female&age=18-59` as dimension and value; what is no pair counts as not asked."""
    pairs = (part.partition("=") for part in key.split("&"))
    return {name: value or NOT_ASKED for name, _equals, value in pairs if name}


def _number(text: object) -> Decimal | None:
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return None
