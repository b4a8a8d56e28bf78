"""The sums of a results framework: current value, progress, expectation, status (design: domain 4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from types import MappingProxyType

from desktop.rules.vocabulary import Aggregation, Direction, TargetBasis, ValueMode

HUNDRED = Decimal(100)
ON_TRACK_FROM = Decimal("0.9")
AT_RISK_FROM = Decimal("0.6")


class ProgressStatus(StrEnum):
    """Computed from figures; it stands beside the monitors' rating, never in its place."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was reported for one period, place and source; `value` None is a gap, never a zero."""

    period_end: date
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    weight: Decimal | None = None
    place: str = ""
    source: str = ""


def divided(part: Decimal, whole: Decimal) -> Decimal:
    """Exact far beyond what is ever shown; rounding is a matter of display alone."""
    with localcontext(prec=40):
        return part / whole


def total(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is there; None where nothing is."""
    present = [value for value in values if value is not None]
    if not present:
        return None
    with localcontext(prec=60):
        return sum(present, Decimal(0))


def ratio_of_sums(pairs: Iterable[tuple[Decimal | None, Decimal | None]]) -> Decimal | None:
    """Per cent: sum of numerators by sum of denominators, never a mean of percentages; no value over zero."""
    complete = [(part, whole) for part, whole in pairs if part is not None and whole is not None]
    parts, wholes = total(part for part, _ in complete), total(whole for _, whole in complete)
    if parts is None or not wholes:
        return None
    with localcontext(prec=40):
        return parts * HUNDRED / wholes


def weighted_mean(pairs: Iterable[tuple[Decimal | None, Decimal | None]]) -> Decimal | None:
    """Of (value, weight); what lacks either takes no part."""
    complete = [(value, weight) for value, weight in pairs if value is not None and weight is not None]
    weights = total(weight for _, weight in complete)
    if not weights:
        return None
    with localcontext(prec=40):
        return sum((value * weight for value, weight in complete), Decimal(0)) / weights


def across(figures: Sequence[Figure], how: Aggregation) -> Decimal | None:
    """Figures of one period put together over places or sources; `none` has an answer for one figure only."""
    match how:
        case Aggregation.SUM:
            return total(figure.value for figure in figures)
        case Aggregation.RATIO:
            return ratio_of_sums((figure.numerator, figure.denominator) for figure in figures)
        case Aggregation.WEIGHTED_MEAN:
            return weighted_mean((figure.value, figure.weight) for figure in figures)
        case Aggregation.LATEST:
            known = [figure for figure in figures if figure.value is not None]
            return max(known, key=lambda figure: figure.period_end).value if known else None
        case Aggregation.NONE:
            return figures[0].value if len(figures) == 1 else None


def current_value(
    figures: Sequence[Figure],
    *,
    mode: ValueMode,
    places: Aggregation = Aggregation.SUM,
    baseline: Decimal | None = None,
    basis: TargetBasis = TargetBasis.INCREMENT,
    parents: Mapping[str, str] = MappingProxyType({}),
) -> Decimal | None:
    """Where an indicator stands, always from its rows; `parents` (place > parent) keeps a raion out of its oblast.

    A period indicator adds its periods (and the baseline, where targets are absolute); a cumulative one takes the
    last figure of each place and source; a snapshot the latest period.
    """
    if not figures:
        return None
    if mode is ValueMode.CUMULATIVE:
        return across(newest_of_places(figures, parents), places)
    figures = roll_up_places(figures, parents)
    if places is Aggregation.RATIO:
        return _current_ratio(figures, mode)
    if mode is ValueMode.PERIOD:
        return _period_total(figures, places, baseline if basis is TargetBasis.ABSOLUTE else None)
    return across(_of_latest_period([figure for figure in figures if figure.value is not None]), places)


def _current_ratio(figures: Sequence[Figure], mode: ValueMode) -> Decimal | None:
    complete = [
        figure for figure in figures if figure.numerator is not None and figure.denominator is not None
    ]
    if mode is ValueMode.SNAPSHOT:
        complete = list(_of_latest_period(complete))
    return across(complete, Aggregation.RATIO)


def _period_total(figures: Sequence[Figure], places: Aggregation, baseline: Decimal | None) -> Decimal | None:
    ends = sorted({figure.period_end for figure in figures})
    of_periods = [across([one for one in figures if one.period_end == end], places) for end in ends]
    summed = total(of_periods)
    return None if summed is None else total((summed, baseline))


def last_of_each(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The last figure that holds anything, of each place and source."""
    last: dict[tuple[str, str], Figure] = {}
    for figure in figures:
        if figure.value is None and figure.numerator is None:
            continue
        key = (figure.place, figure.source)
        if key not in last or figure.period_end >= last[key].period_end:
            last[key] = figure
    return tuple(last.values())


def _of_latest_period(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    latest = max((figure.period_end for figure in figures), default=None)
    return tuple(figure for figure in figures if figure.period_end == latest)


def period_from_cumulative(this: Decimal | None, previous: Decimal | None) -> Decimal | None:
    """What a period added; the first period added all. A fall comes out below zero and needs a reason."""
    if this is None:
        return None
    return this - previous if previous is not None else this


def needs_reason_for_fall(mode: ValueMode, this: Decimal | None, previous: Decimal | None) -> bool:
    return mode is ValueMode.CUMULATIVE and this is not None and previous is not None and this < previous


def progress_percent(
    *,
    current: Decimal | None,
    target: Decimal | None,
    baseline: Decimal | None,
    basis: TargetBasis,
    direction: Direction,
) -> Decimal | None:
    """How much of the way is done, uncapped; None where a figure for it is lacking."""
    if current is None or target is None:
        return None
    if basis is TargetBasis.INCREMENT:
        return _of_increment(current, target)
    if baseline is None:
        return None
    if target == baseline:
        return HUNDRED if is_kept(current=current, target=target, direction=direction) else Decimal(0)
    with localcontext(prec=40):
        return (current - baseline) * HUNDRED / (target - baseline)


def _of_increment(current: Decimal, target: Decimal) -> Decimal:
    if target == 0:
        return HUNDRED if current == 0 else Decimal(0)
    with localcontext(prec=40):
        return current * HUNDRED / target


def is_kept(*, current: Decimal, target: Decimal, direction: Direction) -> bool:
    """Is a target that equals its baseline held."""
    match direction:
        case Direction.UP:
            return current >= target
        case Direction.DOWN:
            return current <= target
        case Direction.MAINTAIN:
            return current == target


def bar_percent(progress: Decimal) -> tuple[Decimal, bool]:
    """What a bar draws: 0 to 100, and whether to mark it "over"."""
    return min(max(progress, Decimal(0)), HUNDRED), progress > HUNDRED


def expected_percent(
    *, start: date, end: date, due_period_end: date | None, period_target_percent: Decimal | None = None
) -> Decimal | None:
    """What should be done by the end of the last period whose value is due: its target, else elapsed time.

    An annual indicator is not late in March: before the first due value nothing is expected.
    """
    if due_period_end is None:
        return None
    if period_target_percent is not None:
        return period_target_percent
    duration = (end - start).days + 1
    if duration <= 0:
        return None
    elapsed = min(max((due_period_end - start).days + 1, 0), duration)
    return divided(Decimal(elapsed) * HUNDRED, Decimal(duration))


def progress_status(progress: Decimal | None, expected: Decimal | None) -> ProgressStatus | None:
    """None before anything is due or while nothing is expected."""
    if progress is None or expected is None or expected <= 0:
        return None
    # Compared by multiplying: a division could land a hair beside the border.
    if progress >= ON_TRACK_FROM * expected:
        return ProgressStatus.ON_TRACK
    return ProgressStatus.AT_RISK if progress >= AT_RISK_FROM * expected else ProgressStatus.OFF_TRACK


def count_statuses(statuses: Iterable[ProgressStatus | None]) -> dict[ProgressStatus | None, int]:
    """Of a result or a project: indicators by status, never an average of percentages."""
    counts: dict[ProgressStatus | None, int] = dict.fromkeys((*ProgressStatus, None), 0)
    for status in statuses:
        counts[status] += 1
    return counts


def roll_up_places(figures: Sequence[Figure], parents: Mapping[str, str]) -> tuple[Figure, ...]:
    """Of each source, its own figure for a place stands for all places below it, and for its own only.

    Within one period, for figures of a period; where the newest of each place meet (cumulative), an older figure of
    a place gives way to newer ones below it. A figure without a place stands for the whole of its source.
    """
    filled = {(figure.source, figure.period_end, figure.place) for figure in figures if _has_figure(figure)}
    return tuple(
        figure
        for figure in figures
        if not any(
            (figure.source, figure.period_end, upper) in filled for upper in _above(figure.place, parents)
        )
    )


def newest_of_places(figures: Sequence[Figure], parents: Mapping[str, str]) -> tuple[Figure, ...]:
    """For cumulative figures: the last of each place and source, no place counted within another."""
    last = {(figure.source, figure.place): figure for figure in last_of_each(figures)}
    uppers = {
        key: [
            (figure.source, upper)
            for upper in _above(figure.place, parents)
            if (figure.source, upper) in last
        ]
        for key, figure in last.items()
    }
    outdated = {
        upper
        for key, above in uppers.items()
        for upper in above
        if last[upper].period_end < last[key].period_end
    }
    return tuple(
        figure
        for key, figure in last.items()
        if key not in outdated and all(upper in outdated for upper in uppers[key])
    )


def _has_figure(figure: Figure) -> bool:
    return figure.value is not None or figure.numerator is not None


def _above(place: str, parents: Mapping[str, str]) -> set[str]:
    """All places a place lies in, the whole ("") included. In a circle none lies in another: no figure may vanish."""
    above: set[str] = {""} if place else set()
    upper = parents.get(place, "")
    while upper:
        if upper in above or upper == place:
            return {""}
        above.add(upper)
        upper = parents.get(upper, "")
    return above
