"""Where each indicator stands: figures out of the store handed to the rules, for a page of projects at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from desktop.models import Indicator, IndicatorValue, Project, Target, Verification
from desktop.rules import arithmetic, verification
from desktop.rules.arithmetic import Figure, ProgressStatus
from desktop.rules.periods import Period, last_due_period, periods_within
from desktop.rules.verification import Recount
from desktop.rules.vocabulary import (
    Aggregation,
    Direction,
    Extent,
    Frequency,
    TargetBasis,
    ValueMode,
    ValueStatus,
)
from desktop.services.results.records import Standing, StatusCounts
from desktop.storage.work import Work


@dataclass(slots=True)
class Rows:
    """All rows of some projects that figures are computed from, by indicator."""

    indicators: Sequence[Indicator] = ()
    targets: dict[UUID, list[Target]] = field(default_factory=lambda: defaultdict(list))
    values: dict[UUID, list[IndicatorValue]] = field(default_factory=lambda: defaultdict(list))
    recounts: dict[UUID, list[Verification]] = field(default_factory=lambda: defaultdict(list))


def load_rows(work: Work, project_ids: Collection[UUID]) -> Rows:
    """Four questions, however many projects."""
    rows = Rows(indicators=work.results.indicators_in(project_ids))
    for target in work.results.targets_in(project_ids):
        rows.targets[target.indicator_id].append(target)
    for value in work.results.values_in(project_ids):
        rows.values[value.indicator_id].append(value)
    for row in latest_recounts(work.results.verifications_in(project_ids)):
        rows.recounts[row.indicator_id].append(row)
    return rows


def latest_recounts(rows: Iterable[Verification]) -> list[Verification]:
    """Of several recounts of one figure the last visit's stands, or what was checked would count twice.

    The rows come in the order of their visits; a row nobody has counted yet takes no other's place.
    """
    latest: dict[tuple[object, ...], Verification] = {}
    for row in rows:
        place = row.place_id or row.place_name or ""
        key = (row.indicator_id, row.period_start, row.period_end, place, row.source or "")
        if key not in latest or recount_of(row).verified is not None:
            latest[key] = row
    return list(latest.values())


def counts_of(work: Work, projects: Sequence[Project], today: date) -> dict[UUID, StatusCounts]:
    """Indicators by status of each project of a page."""
    rows = load_rows(work, [project.id for project in projects])
    by_id = {project.id: project for project in projects}
    statuses: dict[UUID, list[ProgressStatus | None]] = defaultdict(list)
    for indicator in rows.indicators:
        if indicator.retired_on is None:
            standing = standing_of(indicator, rows, by_id[indicator.project_id], today)
            statuses[indicator.project_id].append(standing.status)
    return {project_id: tally(found) for project_id, found in statuses.items()}


def tally(statuses: Iterable[ProgressStatus | None]) -> StatusCounts:
    counted = arithmetic.count_statuses(statuses)
    return StatusCounts(
        on_track=counted[ProgressStatus.ON_TRACK],
        at_risk=counted[ProgressStatus.AT_RISK],
        off_track=counted[ProgressStatus.OFF_TRACK],
        unknown=counted[None],
    )


def standing_of(indicator: Indicator, rows: Rows, project: Project, today: date) -> Standing:
    """Current value, progress, what is expected, and how much of it was recounted."""
    targets = rows.targets.get(indicator.id, [])
    target = overall_target(targets, today)
    promise = target or next((one for one in targets if one.period_end is not None), None)
    basis = TargetBasis(promise.basis) if promise else TargetBasis.ABSOLUTE
    figures = approved_figures(rows.values.get(indicator.id, []))
    aim = target.value if target else _sum_of_period_targets(indicator, targets)
    current = arithmetic.current_value(
        figures,
        mode=ValueMode(indicator.value_mode),
        places=_places(indicator, figures),
        baseline=indicator.baseline,
        basis=basis,
    )
    progress = arithmetic.progress_percent(
        current=current,
        target=aim,
        baseline=indicator.baseline,
        basis=basis,
        direction=Direction(indicator.direction),
    )
    expected = _expected(indicator, targets, aim, project, today)
    rolled = verification.roll_up(
        [recount_of(row) for row in rows.recounts.get(indicator.id, [])],
        reported_in_all=arithmetic.total(figure.value for figure in figures),
    )
    return Standing(
        current=current,
        target=aim,
        target_due=target.due if target else max((t.due for t in targets if t.due), default=None),
        target_basis=basis,
        progress=progress,
        expected=expected,
        status=arithmetic.progress_status(progress, expected),
        factor=rolled.factor,
        coverage=rolled.coverage,
        band=verification.band(Decimal(1), rolled.factor) if rolled.factor is not None else None,
        is_estimate=rolled.is_estimate,
        has_target=aim is not None,
    )


def overall_target(targets: Iterable[Target], on: date) -> Target | None:
    """The promise for the whole project that was valid on a day; amendments keep the older ones."""
    valid = [
        target
        for target in targets
        if target.period_start is None
        and target.place_id is None
        and not target.place_name
        and not target.cells
        and (target.valid_from is None or target.valid_from <= on)
    ]
    return max(valid, default=None, key=lambda target: (target.valid_from or date.min, str(target.id)))


def approved_figures(values: Iterable[IndicatorValue]) -> list[Figure]:
    return [figure_of(value) for value in values if value.status == ValueStatus.APPROVED]


def figure_of(value: IndicatorValue) -> Figure:
    return Figure(
        period_end=value.period_end,
        value=value.value,
        numerator=value.numerator,
        denominator=value.denominator,
        place=str(value.place_id or value.place_name or ""),
        source=value.source or "",
    )


def recount_of(row: Verification) -> Recount:
    return Recount(
        extent=Extent(row.extent), reported=row.reported, checked=row.checked, confirmed=row.confirmed
    )


def periods_of(project: Project, frequency: str | None) -> tuple[Period, ...]:
    """The reporting periods of a project; without dates there are none."""
    start = project.actual_start or project.planned_start
    end = project.actual_end or project.planned_end
    if start is None or end is None:
        return ()
    return periods_within(start, end, Frequency(frequency) if frequency else Frequency.ANNUAL)


def _places(indicator: Indicator, figures: Sequence[Figure]) -> Aggregation:
    """A ratio reported without its numerators cannot be summed: the latest stands."""
    how = Aggregation(indicator.place_aggregation)
    if how is Aggregation.RATIO and all(figure.numerator is None for figure in figures):
        return Aggregation.LATEST
    return how


def _sum_of_period_targets(indicator: Indicator, targets: Sequence[Target]) -> Decimal | None:
    """Where only periods have targets: their sum, or the last one's where figures are not added up."""
    of_periods = [target for target in targets if target.period_end is not None]
    if not of_periods:
        return None
    if indicator.value_mode == ValueMode.PERIOD and indicator.time_aggregation == Aggregation.SUM:
        return arithmetic.total(target.value for target in of_periods)
    last = max(target.period_end for target in of_periods if target.period_end is not None)
    return arithmetic.total(target.value for target in of_periods if target.period_end == last)


def _expected(
    indicator: Indicator, targets: Sequence[Target], aim: Decimal | None, project: Project, today: date
) -> Decimal | None:
    periods = periods_of(project, indicator.frequency)
    due = last_due_period(periods, today)
    if not periods or due is None:
        return None
    return arithmetic.expected_percent(
        start=periods[0].start,
        end=periods[-1].end,
        due_period_end=due.end,
        period_target_percent=_by_period_targets(indicator, targets, aim, due.end),
    )


def _by_period_targets(
    indicator: Indicator, targets: Sequence[Target], aim: Decimal | None, until: date
) -> Decimal | None:
    """What the targets of the periods gone by ask for, in per cent of the whole."""
    gone = [target for target in targets if target.period_end is not None and target.period_end <= until]
    if not gone or not aim:
        return None
    asked = _sum_of_period_targets(indicator, gone)
    return arithmetic.progress_percent(
        current=asked,
        target=aim,
        baseline=indicator.baseline,
        basis=TargetBasis.INCREMENT if indicator.value_mode == ValueMode.PERIOD else TargetBasis.ABSOLUTE,
        direction=Direction(indicator.direction),
    )
