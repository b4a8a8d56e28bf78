"""Reported beside recounted, and data quality, as the services hand them on."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from desktop.rules.dqa import QualityBand, QualityDimension
from desktop.rules.verification import Band
from desktop.rules.vocabulary import DifferenceReason, Extent, SourcesSeen, VerificationMethod
from desktop.services.visits.answer_records import AnswerSource


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRecord:
    """A reason for the difference and how much of it, signed like the difference."""

    reason: DifferenceReason
    amount: Decimal | None


def figure_label(result_number: str, indicator_code: str | None) -> str:
    """`1.1a` for a lettered indicator, `1.1/OUT1` where the code is longer: else two numbers run into one."""
    between = "/" if result_number and len(indicator_code or "") > 1 else ""
    return f"{result_number}{between}{indicator_code or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationRecord:
    """One recounted figure. `verified` of a sample is an estimate, wherever it is shown."""

    id: UUID
    indicator_id: UUID
    indicator_code: str | None
    indicator_title: str
    result_number: str
    unit: str | None
    period_start: date
    period_end: date
    place_id: UUID | None
    place: str | None
    source: str | None
    site_id: UUID | None
    reported: Decimal | None
    unapproved: Decimal | None
    """The stored figure that still waits for approval, where nothing approved is stored."""
    extent: Extent
    checked: Decimal | None
    confirmed: Decimal | None
    verified: Decimal | None
    factor: Decimal | None
    difference: Decimal | None
    is_estimate: bool
    band: Band | None
    off_by_percent: Decimal | None
    method: VerificationMethod | None
    sources_seen: SourcesSeen | None
    reasons: tuple[ReasonRecord, ...]
    unexplained: Decimal | None
    needs_reason: bool
    """Outside the good band and not explained."""
    note: str | None
    answer: AnswerSource | None = None
    """The filled form it was taken from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUpRecord:
    """The recounted rows of one indicator together; never across indicators."""

    indicator_id: UUID
    label: str
    unit: str | None
    places: int
    reported: Decimal | None
    verified: Decimal | None
    factor: Decimal | None
    band: Band | None
    coverage: Decimal | None
    is_estimate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityRecord:
    """Scores: 1 weak, 2 partly, 3 good, 0 not applicable; a dimension without a score is not there."""

    id: UUID
    indicator_id: UUID
    indicator_label: str
    partner_id: UUID | None
    scores: dict[QualityDimension, int]
    notes: str | None
    mean: Decimal | None
    band: QualityBand | None
    weak: tuple[QualityDimension, ...]
    """Each needs a note and an action point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFigure:
    """What approved values say for one indicator, period and place."""

    indicator_id: UUID
    period_start: date
    period_end: date
    place_id: UUID | None
    place: str | None
    source: str | None
    value: Decimal
