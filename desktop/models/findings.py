"""What a visit found: ratings, findings, verified figures, data quality, known issues."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Record, atom, in_order, one_of, parent, synced
from desktop.models.types import Day, Id, Json, Number
from desktop.rules.vocabulary import (
    Criterion,
    Extent,
    FindingTag,
    IssueState,
    Rating,
    Severity,
    SourcesSeen,
    VerificationMethod,
)


class ResultRating(Record, Base):
    """Id natural: visit, result and site; without a site it rates the result for the whole visit."""

    __tablename__ = "result_ratings"
    __table_args__ = synced(
        one_of("rating", Rating), policies={"summary": "text"}, parents=("visit_id", "result_id", "site_id")
    )

    visit_id: Mapped[UUID] = parent("visits")
    result_id: Mapped[UUID] = parent("results")
    site_id: Mapped[UUID | None] = parent("visit_sites", optional=True)
    rating: Mapped[str | None]
    summary: Mapped[str | None]


class Finding(Record, Base):
    __tablename__ = "findings"
    __table_args__ = synced(
        one_of("severity", Severity),
        one_of("criterion", Criterion),
        one_of("tag", FindingTag),
        policies={"statement": "text", "evidence": "text"},
        parents=("visit_id", "result_id", "indicator_id", "site_id"),
    )

    visit_id: Mapped[UUID] = parent("visits")
    result_id: Mapped[UUID | None] = parent("results", optional=True)
    indicator_id: Mapped[UUID | None] = parent("indicators", optional=True)
    site_id: Mapped[UUID | None] = parent("visit_sites", optional=True)
    position: Mapped[int] = mapped_column(default=0)
    statement: Mapped[str]
    evidence: Mapped[str | None]
    severity: Mapped[str] = mapped_column(default=Severity.MINOR)
    criterion: Mapped[str | None]
    tag: Mapped[str | None]
    no_action_reason: Mapped[str | None]
    answer_id: Mapped[UUID | None] = mapped_column(Id)


class Verification(Record, Base):
    """Reported beside recounted. Census: verified = confirmed; sample: an estimate (domain 2)."""

    __tablename__ = "verifications"
    __table_args__ = synced(
        one_of("extent", Extent),
        one_of("method", VerificationMethod),
        one_of("sources_seen", SourcesSeen),
        in_order("period_start", "period_end"),
        CheckConstraint(
            "extent <> 'sample' OR (checked IS NOT NULL AND confirmed IS NOT NULL)", name="sample_counts"
        ),
        parents=("visit_id", "indicator_id", "site_id"),
    )

    visit_id: Mapped[UUID] = parent("visits")
    indicator_id: Mapped[UUID] = parent("indicators")
    site_id: Mapped[UUID | None] = parent("visit_sites", optional=True)
    period_start: Mapped[date] = atom("period", Day)
    period_end: Mapped[date] = atom("period", Day)
    place_id: Mapped[UUID | None] = mapped_column(Id)
    place_name: Mapped[str | None]
    source: Mapped[str | None]
    reported: Mapped[Decimal | None] = mapped_column(Number)
    extent: Mapped[str] = atom("count", default=Extent.CENSUS)
    checked: Mapped[Decimal | None] = atom("count", Number)
    confirmed: Mapped[Decimal | None] = atom("count", Number)
    frame: Mapped[dict[str, Any] | None] = mapped_column(Json)
    method: Mapped[str | None]
    sources_seen: Mapped[str | None]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    note: Mapped[str | None]
    answer_id: Mapped[UUID | None] = mapped_column(Id)


class QualityCheck(Record, Base):
    """Data quality assessment of one indicator: six dimensions, 1 weak, 2 partly, 3 good, 0 n/a."""

    __tablename__ = "quality_checks"
    __table_args__ = synced(parents=("visit_id", "indicator_id"))

    visit_id: Mapped[UUID] = parent("visits")
    indicator_id: Mapped[UUID] = parent("indicators")
    partner_id: Mapped[UUID | None] = mapped_column(Id)
    validity: Mapped[int | None]
    integrity: Mapped[int | None]
    precision: Mapped[int | None]
    reliability: Mapped[int | None]
    timeliness: Mapped[int | None]
    completeness: Mapped[int | None]
    notes: Mapped[str | None]


class KnownIssue(Record, Base):
    __tablename__ = "known_issues"
    __table_args__ = synced(one_of("state", IssueState), parents=("project_id",))

    project_id: Mapped[UUID] = parent("projects")
    place_id: Mapped[UUID | None] = mapped_column(Id)
    statement: Mapped[str]
    state: Mapped[str] = mapped_column(default=IssueState.OPEN)
