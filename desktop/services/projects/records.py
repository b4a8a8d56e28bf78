"""What the project service returns and is asked with: frozen and complete."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from desktop.rules.deadlines import DeadlineKind
from desktop.rules.vocabulary import (
    Framework,
    GenderMarker,
    LinkWeight,
    ProjectKind,
    ProjectStage,
    Rating,
)
from desktop.services.results.records import StatusCounts
from desktop.services.steps import StepOffer


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFilter:
    """Which projects; empty means all. `deleted` asks for the bin instead."""

    stages: frozenset[ProjectStage] = field(default_factory=frozenset)
    countries: frozenset[str] = field(default_factory=frozenset)
    areas: frozenset[str] = field(default_factory=frozenset)
    offices: frozenset[str] = field(default_factory=frozenset)
    kind: ProjectKind | None = None
    running_on: date | None = None
    text: str = ""
    deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A word a list can be filtered by, and how many projects it would show."""

    word: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterChoices:
    stages: tuple[Choice, ...]
    countries: tuple[Choice, ...]
    areas: tuple[Choice, ...]
    offices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioSum:
    """The foot of a list: how many projects, and their budgets by currency."""

    count: int
    budgets: tuple[Money, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A country or sector and its part of the whole; none where nobody said."""

    code: str
    share: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """One line of the list."""

    id: UUID
    code: str
    """The code people know it by."""
    iati_id: str | None
    title: str
    kind: ProjectKind
    stage: ProjectStage
    countries: tuple[str, ...]
    thematic_area: str | None
    start: date | None
    end: date | None
    elapsed_percent: Decimal | None
    """How much of its time has passed; none without dates."""
    budget: Money | None
    office: str | None
    indicators: StatusCounts
    last_visit: date | None
    last_rating: Rating | None
    """What the lead of the last visit said of the project as a whole."""
    open_actions: int
    overdue_actions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRecord:
    """A mark in a framework; `result_id` where one result bears it."""

    id: UUID
    result_id: UUID | None
    framework: Framework
    item: str
    title: str
    weight: LinkWeight
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationRecord:
    id: UUID
    name: str
    description: str | None
    place_id: UUID | None
    place_code: str | None
    lat: Decimal | None
    lon: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLineRecord:
    id: UUID
    description: str | None
    period_start: date | None
    period_end: date | None
    amount: Decimal
    currency: str
    value_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRecord:
    """Something that follows from the dates of the project."""

    kind: DeadlineKind
    due: date
    days_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """Another project that bears the same code or identifier."""

    id: UUID
    code: str
    title: str
    shares: tuple[str, ...] = ()
    """Fields of the first one whose text the other bears too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRecord:
    """One project, whole."""

    id: UUID
    kind: ProjectKind
    programme: str | None
    code: str | None
    short_code: str
    prima_id: str | None
    iati_id: str | None
    title: str
    description: str | None
    drivers: tuple[str, ...]
    project_type: str | None
    project_type_name: str | None
    thematic_area: str | None
    planned_start: date | None
    planned_end: date | None
    actual_start: date | None
    actual_end: date | None
    elapsed_percent: Decimal | None
    countries: tuple[Share, ...]
    sectors: tuple[Share, ...]
    donors: tuple[str, ...]
    target_groups: tuple[str, ...]
    budget: Decimal | None
    currency: str | None
    budget_date: date | None
    manager_id: UUID | None
    manager: str | None
    gender_marker: GenderMarker | None
    gender_reason: str | None
    stage: ProjectStage
    stage_reason: str | None
    iati_status: int
    office: str | None
    sensitivity: str
    created_at: datetime
    links: tuple[LinkRecord, ...]
    locations: tuple[LocationRecord, ...]
    budget_lines: tuple[BudgetLineRecord, ...]
    indicators: StatusCounts
    verified_percent: Decimal | None
    """Share of reported figures that a monitor recounted; the only figure across indicators."""
    visits: int
    open_actions: int
    overdue_actions: int
    oldest_overdue: date | None
    next_due: tuple[DueRecord, ...]
    """The last one missed by not more than a month, and those ahead; none of a project that does not run."""
    twins: tuple[Twin, ...]
    steps: tuple[StepOffer, ...]
    may_edit: bool
    deleted: bool
    seen: int
