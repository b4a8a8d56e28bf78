"""What a project report prints: frozen values a service fills in and `render_project` sets on paper.

Texts are ready to read; numbers, dates and money are plain values. An empty field or tuple leaves its section out.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from desktop.reports.content import (
    ActionPoint,
    BudgetLine,
    Count,
    KeyFigure,
    Message,
    Narrative,
    PlannedWork,
    RatedResult,
    Revision,
    SeenRisk,
    Signature,
    Unsent,
)
from desktop.rules.dqa import QualityBand
from desktop.rules.vocabulary import Rating, ResultLevel, Sensitivity


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What names the project, beyond its title."""

    code: str = ""
    prima_id: str = ""
    iati_id: str = ""
    start: date | None = None
    end: date | None = None
    budget: Decimal | None = None
    currency: str = ""
    status: str = ""
    donors: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    gender_marker: str = ""
    manager: str = ""
    last_visit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value on a day."""

    day: date
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """Money over time in per cent of the budget: the planned path and what was spent up to now."""

    planned: tuple[Point, ...]
    spent: tuple[Point, ...]
    today: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """One indicator of the results monitoring framework, at its last due value.

    `progress_percent`, `verified_percent` (the part of it that was verified) and `expected_percent` lie on one scale
    from baseline to target. `reported` and `verified` are the sums behind the verification factor.
    """

    code: str
    title: str
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    current: Decimal | None = None
    progress_percent: Decimal | None = None
    verified_percent: Decimal | None = None
    expected_percent: Decimal | None = None
    reported: Decimal | None = None
    verified: Decimal | None = None
    quality: QualityBand | None = None
    status: Rating | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFrame:
    """A result with its indicators, in the order of the matrix."""

    number: str
    title: str = ""
    level: ResultLevel | None = None
    indicators: tuple[IndicatorRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPath:
    """An indicator over time: plan, reported values, verified values."""

    title: str
    planned: tuple[Point, ...] = ()
    reported: tuple[Point, ...] = ()
    verified: tuple[Point, ...] = ()
    status: Rating | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """Who was reached, by one dimension such as sex."""

    title: str
    cells: tuple[tuple[str, Count], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """Who was reached by one indicator, by each of its dimensions."""

    title: str
    dimensions: tuple[Dimension, ...]
    note: str = ""


_NOTHING_UNSENT = Unsent()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectReport:
    """The whole project report, in the order of its pages."""

    reference: str
    title: str
    made_at: datetime
    zone: str
    revision: int = 1
    is_issued: bool = True
    period_start: date | None = None
    period_end: date | None = None
    offices: tuple[str, ...] = ()
    author: str = ""
    sensitivity: Sensitivity = Sensitivity.INTERNAL
    unsent: Unsent = _NOTHING_UNSENT
    identity: Identity = Identity()
    figures: tuple[KeyFigure, ...] = ()
    messages: tuple[Message, ...] = ()
    spending: Spending | None = None
    results: tuple[RatedResult, ...] = ()
    framework: tuple[ResultFrame, ...] = ()
    framework_note: str = ""
    paths: tuple[IndicatorPath, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    narratives: tuple[Narrative, ...] = ()
    workplan: tuple[PlannedWork, ...] = ()
    currency: str = ""
    budget: tuple[BudgetLine, ...] = ()
    budget_total: BudgetLine | None = None
    risks: tuple[SeenRisk, ...] = ()
    actions: tuple[ActionPoint, ...] = ()
    lessons: tuple[Narrative, ...] = ()
    next_period: str = ""
    signatures: tuple[Signature, ...] = ()
    revisions: tuple[Revision, ...] = ()
