"""What the results services return: the matrix, the framework's grid, figures and marks, frozen and complete."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from desktop.rules.arithmetic import ProgressStatus
from desktop.rules.periods import Period
from desktop.rules.verification import Band
from desktop.rules.vocabulary import (
    Aggregation,
    Direction,
    Frequency,
    Measure,
    Rating,
    ResultLevel,
    TargetBasis,
    ValueMode,
    ValueStatus,
)
from desktop.services.steps import StepOffer

__all__ = ["Band", "Period", "ProgressStatus"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCounts:
    """Indicators by progress status; of a result or a project there is no average."""

    on_track: int = 0
    at_risk: int = 0
    off_track: int = 0
    unknown: int = 0
    """Nothing due yet, or a figure for it is missing."""

    @property
    def total(self) -> int:
        return self.on_track + self.at_risk + self.off_track + self.unknown

    def __add__(self, other: "StatusCounts") -> "StatusCounts":
        return StatusCounts(
            on_track=self.on_track + other.on_track,
            at_risk=self.at_risk + other.at_risk,
            off_track=self.off_track + other.off_track,
            unknown=self.unknown + other.unknown,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an indicator stands, computed from its rows; approved figures only."""

    current: Decimal | None = None
    target: Decimal | None = None
    target_due: date | None = None
    target_basis: TargetBasis = TargetBasis.ABSOLUTE
    progress: Decimal | None = None
    """Per cent, uncapped."""
    expected: Decimal | None = None
    """Per cent, at the end of the last period whose figure is due."""
    status: ProgressStatus | None = None
    factor: Decimal | None = None
    coverage: Decimal | None = None
    """What was recounted, in per cent of what was reported."""
    band: Band | None = None
    is_estimate: bool = False
    has_target: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRecord:
    id: UUID
    result_id: UUID
    path: str
    """`1.2/a`, as the command line names it."""
    code: str | None
    title: str
    unit: str | None
    measure: Measure
    value_mode: ValueMode
    direction: Direction
    baseline: Decimal | None
    baseline_date: date | None
    baseline_source: str | None
    baseline_due: date | None
    time_aggregation: Aggregation
    place_aggregation: Aggregation
    data_source: str | None
    method: str | None
    frequency: Frequency | None
    responsible: str | None
    dimensions: tuple[str, ...]
    counts_persons: bool
    counts_unique: bool
    framework_reference: str | None
    retired_on: date | None
    has_values: bool
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRecord:
    id: UUID
    parent_id: UUID | None
    level: ResultLevel
    number: str
    depth: int
    statement: str
    assumptions: str | None
    responsible: str | None
    indicators: tuple[IndicatorRecord, ...]
    counts: StatusCounts
    """Of its own indicators."""
    rating: Rating | None
    """What the last visit that looked at it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The whole matrix in reading order; a result's parent stands before it."""

    project_id: UUID
    project_code: str
    results: tuple[ResultRecord, ...]
    may_edit: bool
    may_report: bool
    seen: int

    @property
    def counts(self) -> StatusCounts:
        return sum((result.counts for result in self.results), StatusCounts())

    @property
    def indicators(self) -> tuple[IndicatorRecord, ...]:
        return tuple(indicator for result in self.results for indicator in result.indicators)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRecord:
    """One reported figure."""

    id: UUID
    indicator_id: UUID
    period_start: date
    period_end: date
    period: str
    place: str | None
    place_id: UUID | None
    source: str | None
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    text_value: str | None
    cells: dict[str, str]
    status: ValueStatus
    status_reason: str | None
    verified: Decimal | None
    author: str | None
    created_at: datetime
    steps: tuple[StepOffer, ...]
    may_edit: bool
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """What stands for one indicator and period: reported in all places, and what of it was recounted."""

    reported: Decimal | None
    verified: Decimal | None
    is_estimate: bool
    pending: bool
    """Some of it is not approved yet, so it is not in the sum."""
    value_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    indicator: IndicatorRecord
    result_number: str
    cells: tuple[GridCell | None, ...]
    """One a period; none where nothing was reported, which is not zero."""
    warning: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The results monitoring framework: indicators by period."""

    project_id: UUID
    periods: tuple[Period, ...]
    rows: tuple[GridRow, ...]
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LintMark:
    """One mark of the linter, at its place. `severity`: error blocks review, warning needs a note, info informs."""

    code: str
    severity: str
    path: str
    result_id: UUID | None
    indicator_id: UUID | None
    field: str | None
    """Which cell mends it."""
    message: str
    why: str
    example: str
