"""What the visit services return and are asked with: frozen and complete."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from desktop.rules.vocabulary import (
    Criterion,
    FindingTag,
    IssueState,
    Rating,
    ResultLevel,
    Severity,
    Sex,
    SiteState,
    SubmissionState,
    VisitState,
    VisitType,
)
from desktop.services.actions.records import ActionRow
from desktop.services.steps import Missing, StepOffer
from desktop.services.visits.answer_records import AnswerSource
from desktop.services.visits.attachment_records import AttachmentRecord
from desktop.services.visits.figure_records import QualityRecord, VerificationRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFilter:
    """Which visits; empty means all."""

    mine: bool = False
    """Led by the present person, or with her in the team."""
    states: frozenset[VisitState] = field(default_factory=frozenset)
    year: int | None = None
    project_id: UUID | None = None
    office: str | None = None
    type: VisitType | None = None
    rating: Rating | None = None
    starts_from: date | None = None
    starts_to: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """One line of the list."""

    id: UUID
    code: str
    title: str
    project_id: UUID
    project_code: str
    project_title: str
    type: VisitType
    state: VisitState
    start: date | None
    end: date | None
    lead_id: UUID | None
    lead: str | None
    places: tuple[str, ...]
    overall_rating: Rating | None
    office: str | None
    unrated: int
    """Results in scope that nobody has rated yet."""
    forms_open: int
    report_due: date | None
    """Ten working days after the last day in the field, while the report is owed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRecord:
    id: UUID
    person_id: UUID
    name: str | None
    """None: not on this laptop."""
    duty: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRecord:
    id: UUID
    name: str
    place_id: UUID | None
    place_code: str | None
    partner: str | None
    lat: Decimal | None
    lon: Decimal | None
    accuracy_m: Decimal | None
    state: SiteState
    state_reason: str | None
    visited_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRecord:
    """A result's rating: at one site, or (site empty) for the visit as a whole."""

    id: UUID
    result_id: UUID
    site_id: UUID | None
    rating: Rating | None
    summary: str | None
    rated_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopedResult:
    """A result the visit looks at, with how it was rated."""

    result_id: UUID
    number: str
    level: ResultLevel
    statement: str
    indicator_ids: tuple[UUID, ...]
    """Empty: the result as a whole."""
    rating: Rating | None
    """For the visit as a whole; where only sites are rated, the gravest of them."""
    summary: str | None
    ratings: tuple[RatingRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRecord:
    id: UUID
    position: int
    result_id: UUID | None
    result_number: str | None
    result_statement: str | None
    indicator_id: UUID | None
    indicator_title: str | None
    site_id: UUID | None
    site: str | None
    statement: str
    evidence: str | None
    severity: Severity
    criterion: Criterion | None
    tag: FindingTag | None
    no_action_reason: str | None
    rating: Rating | None
    """Of its result, at its site where that was rated."""
    attachment_ids: tuple[UUID, ...]
    action_ids: tuple[UUID, ...]
    missing: tuple[Missing, ...]
    author: str | None
    at: datetime
    answer: AnswerSource | None = None
    """The filled form it came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMetRecord:
    id: UUID
    site_id: UUID | None
    name: str | None
    role: str | None
    organisation: str | None
    sex: Sex | None
    age_group: str | None
    consent: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRecord:
    id: UUID
    site_id: UUID | None
    title: str
    counts: dict[str, dict[str, int]]
    """sex > age group > persons"""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewRecord:
    id: UUID
    site_id: UUID | None
    method: str | None
    source: str | None
    held_at: datetime | None
    zone: str | None
    spoken: str | None
    interpreter: str | None
    consent_read: bool | None
    notes: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionRow:
    """A filled form of the visit; the form itself opens in its own screen."""

    id: UUID
    title: str
    shown_title: str
    """Of the form, in the person's language where there is one in it."""
    instance_name: str | None
    state: SubmissionState
    missing: int
    site_id: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRecord:
    id: UUID
    statement: str
    state: IssueState
    place: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TripRecord:
    id: UUID
    title: str
    start: date | None
    end: date | None
    team: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitTwin:
    """Another visit that bears the same code."""

    id: UUID
    title: str
    created_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRecord:
    """A visit with everything recorded on it."""

    row: VisitRow
    twins: tuple[VisitTwin, ...]
    own_title: str | None
    """As typed; empty where the list shows a made-up one."""
    country: str
    purpose: str | None
    questions: str | None
    methods: str | None
    logistics: str | None
    security: str | None
    state_reason: str | None
    state_by: str | None
    state_at: datetime | None
    overall_summary: str | None
    revision: int
    created_at: datetime
    created_by: str | None
    language: str | None
    trip: TripRecord | None
    team: tuple[TeamRecord, ...]
    sites: tuple[SiteRecord, ...]
    results: tuple[ScopedResult, ...]
    findings: tuple[FindingRecord, ...]
    verifications: tuple[VerificationRecord, ...]
    quality_checks: tuple[QualityRecord, ...]
    people_met: tuple[PersonMetRecord, ...]
    groups: tuple[GroupRecord, ...]
    interviews: tuple[InterviewRecord, ...]
    narrative: dict[str, str]
    """Section > the monitor's words."""
    submissions: tuple[SubmissionRow, ...]
    attachments: tuple[AttachmentRecord, ...]
    actions: tuple[ActionRow, ...]
    issues: tuple[IssueRecord, ...]
    steps: tuple[StepOffer, ...]
    next_step: StepOffer | None
    """The one step onwards that the header's button takes."""
    missing_at_submit: tuple[Missing, ...]
    may_edit: bool
    seen: int
