"""Each indicator of a project: reported beside verified, against its target and over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.i18n import _
from desktop.models import Indicator, IndicatorValue, Verification
from desktop.reports.project_content import IndicatorPath, IndicatorRow, Point, ResultFrame
from desktop.rules import arithmetic
from desktop.rules.suppression import SMALLEST_SHOWN
from desktop.rules.vocabulary import Aggregation, Rating, ResultLevel, TargetBasis, ValueMode, ValueStatus
from desktop.services.reporting.project_source import ProjectSource
from desktop.services.results.records import Standing
from desktop.services.results.standing import figure_of, recount_of, standing_of
from desktop.services.visits.figure_records import figure_label
from desktop.services.visits.figures import quality_record

_MOST_PATHS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An indicator with all that this audience may know of it."""

    label: str
    """`1.1a`, as people call it."""
    indicator: Indicator
    level: ResultLevel
    standing: Standing
    values: tuple[IndicatorValue, ...]
    """The approved ones, the oldest first."""
    recounts: tuple[Verification, ...]
    is_small: bool
    """One of its figures counts fewer persons than may be told to those outside."""


def lines_of(source: ProjectSource) -> tuple[Line, ...]:
    """In the order of the matrix; what is retired takes part no more."""
    return tuple(
        _line(source, one.number, indicator, ResultLevel(one.result.level))
        for one in source.results
        for indicator in one.indicators
        if indicator.retired_on is None
    )


def _line(source: ProjectSource, number: str, indicator: Indicator, level: ResultLevel) -> Line:
    values = tuple(
        sorted(
            (one for one in source.rows.values.get(indicator.id, ()) if one.status == ValueStatus.APPROVED),
            key=lambda one: (one.period_end, one.period_start, str(one.id)),
        )
    )
    code = indicator.code or ""
    recounts = tuple(source.rows.recounts.get(indicator.id, ()))
    return Line(
        label=code if code.startswith(number) else figure_label(number, code),
        indicator=indicator,
        level=level,
        standing=standing_of(indicator, source.rows, source.project, source.made_on),
        values=values,
        recounts=recounts,
        is_small=not source.view.small_counts
        and _counts_persons(indicator, values)
        and any(_is_small(figure) for figure in _figures_told(values, recounts)),
    )


def _counts_persons(indicator: Indicator, values: Sequence[IndicatorValue]) -> bool:
    """Said to, or broken down as persons are."""
    return indicator.counts_persons or bool(indicator.dimensions) or any(one.cells for one in values)


def _figures_told(values: Sequence[IndicatorValue], recounts: Sequence[Verification]) -> list[Decimal | None]:
    counted = [recount_of(row) for row in recounts]
    return [
        *(one.value for one in values),
        *(row.reported for row in counted),
        *(row.verified for row in counted),
    ]


def _is_small(count: Decimal | None) -> bool:
    return count is not None and 0 < count < SMALLEST_SHOWN


def framework(source: ProjectSource, lines: Sequence[Line]) -> tuple[ResultFrame, ...]:
    return tuple(
        ResultFrame(
            number=one.number,
            title=one.result.statement,
            level=ResultLevel(one.result.level),
            indicators=tuple(
                _row(source, line) for line in lines if line.indicator.result_id == one.result.id
            ),
        )
        for one in source.told_results
    )


def _row(source: ProjectSource, line: Line) -> IndicatorRow:
    standing, indicator = line.standing, line.indicator
    check = source.checks.get(indicator.id)
    reported, verified = _recounted(line)
    hides = line.is_small
    return IndicatorRow(
        code=line.label,
        title=indicator.title,
        unit=indicator.unit or "",
        baseline=indicator.baseline,
        target=standing.target,
        current=None if hides else standing.current,
        progress_percent=None if hides else standing.progress,
        verified_percent=None if hides else _verified_percent(line),
        expected_percent=standing.expected,
        reported=None if hides else reported,
        verified=None if hides else verified,
        quality=quality_record(check, indicator).band if check else None,
        status=status_of(line),
    )


def status_of(line: Line) -> Rating | None:
    return Rating(line.standing.status.value) if line.standing.status is not None else None


def _recounted(line: Line) -> tuple[Decimal | None, Decimal | None]:
    """Sums over the recounted figures of this one indicator."""
    done = [recount_of(row) for row in line.recounts]
    both = [row for row in done if row.reported is not None and row.verified is not None]
    return arithmetic.total(row.reported for row in both), arithmetic.total(row.verified for row in both)


def is_added_up(indicator: Indicator) -> bool:
    """Whether its periods and places sum to where it stands."""
    return indicator.value_mode == ValueMode.PERIOD and indicator.place_aggregation == Aggregation.SUM


def _verified_percent(line: Line) -> Decimal | None:
    """The verified part of the progress, on the same scale; what exceeds the reported is not progress."""
    progress, shown = line.standing.progress, line.values
    if progress is None or not shown or not line.recounts:
        return None
    last = shown[-1].period_end
    added_up = is_added_up(line.indicator)
    reported = arithmetic.total(one.value for one in shown if added_up or one.period_end == last)
    verified = arithmetic.total(
        recount_of(row).verified for row in line.recounts if added_up or row.period_end == last
    )
    if verified is None or not reported:
        return None
    return progress * min(max(arithmetic.divided(verified, reported), Decimal(0)), Decimal(1))


def note(source: ProjectSource, lines: Sequence[Line]) -> str:
    """What the sums hold, and what is missing from them."""
    said = [_("Totals include approved figures. A verified figure never replaces a reported one.")]
    waiting = [line.label for line in lines if _waits(source, line)]
    if waiting:
        said.append(
            _("Not approved yet, so not in the totals: figures of {indicators}.").format(
                indicators=source.formats.listed(waiting)
            )
        )
    estimates = [line.label for line in lines if line.standing.is_estimate]
    if estimates:
        said.append(
            _("Estimated from a sample: the verified figures of {indicators}.").format(
                indicators=source.formats.listed(estimates)
            )
        )
    if any(line.is_small for line in lines):
        said.append(_("Figures of an indicator that counted fewer than five persons are not shown."))
    return " ".join(said)


def _waits(source: ProjectSource, line: Line) -> bool:
    """Outside the office nobody is told of figures that may still change."""
    return source.view.internal_words and any(
        one.status != ValueStatus.APPROVED for one in source.rows.values.get(line.indicator.id, ())
    )


def paths(source: ProjectSource, lines: Sequence[Line]) -> tuple[IndicatorPath, ...]:
    """Over time, for indicators with figures; recounted ones first when there is not room for all."""
    told = [line for line in lines if line.values and not line.is_small and _reported(line)]
    chosen = sorted(told, key=lambda line: (not line.recounts, not line.standing.has_target))[:_MOST_PATHS]
    return tuple(_path(source, line) for line in told if line in chosen)


def _path(source: ProjectSource, line: Line) -> IndicatorPath:
    return IndicatorPath(
        title=f"{line.label} {line.indicator.title}",
        planned=_planned(source, line),
        reported=_reported(line),
        verified=_verified(line),
        status=status_of(line),
        note=_path_note(source, line),
    )


def _planned(source: ProjectSource, line: Line) -> tuple[Point, ...]:
    """From the baseline through the targets of periods to the last one."""
    standing = line.standing
    due = standing.target_due or source.end
    if standing.target is None or source.start is None or due is None or due <= source.start:
        return ()
    points = {source.start: _begin(line), **_period_targets(source, line), due: standing.target}
    return tuple(Point(day=day, value=points[day]) for day in sorted(points) if day <= due)


def _begin(line: Line) -> Decimal:
    return Decimal(0) if line.standing.target_basis is TargetBasis.INCREMENT else _baseline(line)


def _baseline(line: Line) -> Decimal:
    return line.indicator.baseline or Decimal(0)


def _period_targets(source: ProjectSource, line: Line) -> dict[date, Decimal]:
    by_end: dict[date, Decimal] = {}
    for target in source.rows.targets.get(line.indicator.id, ()):
        if target.period_end is not None and not target.cells:
            by_end[target.period_end] = by_end.get(target.period_end, Decimal(0)) + target.value
    if not is_added_up(line.indicator):
        return by_end
    summed, points = Decimal(0), {}
    for end in sorted(by_end):
        summed += by_end[end]
        points[end] = summed
    return points


def _reported(line: Line) -> tuple[Point, ...]:
    """Where the indicator stood after each period."""
    figures = [figure_of(one) for one in line.values]
    how = Aggregation(line.indicator.place_aggregation)
    if how is Aggregation.RATIO and all(figure.numerator is None for figure in figures):
        how = Aggregation.LATEST
    points = []
    for end in sorted({one.period_end for one in line.values}):
        value = arithmetic.current_value(
            [figure for figure in figures if figure.period_end <= end],
            mode=ValueMode(line.indicator.value_mode),
            places=how,
            baseline=line.indicator.baseline,
            basis=line.standing.target_basis,
        )
        if value is not None:
            points.append(Point(day=end, value=value))
    return tuple(points)


def _verified(line: Line) -> tuple[Point, ...]:
    """Recounted up to then, where periods add up; else what was found for the period alone."""
    by_end: dict[date, list[Decimal]] = {}
    for row in line.recounts:
        verified = recount_of(row).verified
        if verified is not None:
            by_end.setdefault(row.period_end, []).append(verified)
    if is_added_up(line.indicator):
        summed, points = _start_of_sum(line), []
        for end in sorted(by_end):
            summed += sum(by_end[end], Decimal(0))
            points.append(Point(day=end, value=summed))
        return tuple(points)
    sums = line.indicator.place_aggregation == Aggregation.SUM
    return tuple(
        Point(day=end, value=sum(found, Decimal(0)))
        for end, found in sorted(by_end.items())
        if sums or len(found) == 1
    )


def _start_of_sum(line: Line) -> Decimal:
    return _baseline(line) if line.standing.target_basis is TargetBasis.ABSOLUTE else Decimal(0)


def _path_note(source: ProjectSource, line: Line) -> str:
    standing = line.standing
    if not line.recounts:
        return _("Never verified.")
    if standing.coverage is None or not is_added_up(line.indicator):
        return ""
    share = source.formats.percent(standing.coverage / 100)
    return _("Checked on visits: {share} of what was reported.").format(share=share)
