"""Trips and visits: plan, team, sites, people met, narrative (visit rows live in the project's scope)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Record, atom, in_order, one_of, parent, synced
from desktop.models.places import on_earth
from desktop.models.types import Day, Id, Instant, Json, Number
from desktop.rules.vocabulary import Rating, Sex, SiteState, VisitState, VisitType

_LIVING = text("deleted_at IS NULL")


class Trip(Record, Base):
    """The visits of one journey; belongs to the country, since its visits may serve several projects."""

    __tablename__ = "trips"
    __table_args__ = synced(in_order("start", "end"))

    title: Mapped[str]
    start: Mapped[date | None] = atom("dates", Day)
    end: Mapped[date | None] = atom("dates", Day)
    team: Mapped[list[str]] = mapped_column(Json, default=list)


class Visit(Record, Base):
    __tablename__ = "visits"
    __table_args__ = synced(
        # A list of 100,000 is counted without reading its rows: so `deleted_at`, empty as it is, is in them.
        Index("ix_visits_living_start", "start", "id", "deleted_at", sqlite_where=_LIVING),
        Index("ix_visits_living_state", "state", "start", "id", "deleted_at", sqlite_where=_LIVING),
        Index("ix_visits_living_title", "title", "id", "deleted_at", sqlite_where=_LIVING),
        Index("ix_visits_living_rating", "overall_rating", "start", "id", "deleted_at", sqlite_where=_LIVING),
        one_of("type", VisitType),
        one_of("state", VisitState),
        one_of("overall_rating", Rating),
        in_order("start", "end"),
        policies={
            "state": "guarded",
            "purpose": "text",
            "questions": "text",
            "methods": "text",
            "logistics": "text",
        },
        parents=("project_id",),
    )

    project_id: Mapped[UUID] = parent("projects")
    trip_id: Mapped[UUID | None] = mapped_column(Id)
    code: Mapped[str] = mapped_column(index=True)
    title: Mapped[str | None]
    type: Mapped[str] = mapped_column(default=VisitType.MONITORING)
    start: Mapped[date | None] = atom("dates", Day, index=True)
    end: Mapped[date | None] = atom("dates", Day)
    lead_id: Mapped[UUID | None] = mapped_column(Id, index=True)
    purpose: Mapped[str | None]
    questions: Mapped[str | None]
    methods: Mapped[str | None]
    logistics: Mapped[str | None]
    security: Mapped[str | None]
    state: Mapped[str] = atom("state", default=VisitState.DRAFT)
    state_reason: Mapped[str | None] = atom("state")
    state_by: Mapped[UUID | None] = atom("state", Id)
    state_at: Mapped[datetime | None] = atom("state", Instant)
    overall_rating: Mapped[str | None] = atom("overall_rating")
    overall_summary: Mapped[str | None] = atom("overall_rating")
    revision: Mapped[int] = mapped_column(default=0)


class VisitNarrative(Record, Base):
    """One section of the report in the monitor's words; its id is natural: visit and section."""

    __tablename__ = "visit_narratives"
    __table_args__ = synced(policies={"text": "text"}, parents=("visit_id",))

    visit_id: Mapped[UUID] = parent("visits")
    section: Mapped[str]
    text: Mapped[str]


class VisitResult(Record, Base):
    """A result (or one indicator of it) that the visit looks at; id natural: visit, result, indicator."""

    __tablename__ = "visit_results"
    __table_args__ = synced(parents=("visit_id", "result_id"))

    visit_id: Mapped[UUID] = parent("visits")
    result_id: Mapped[UUID] = parent("results")
    indicator_id: Mapped[UUID | None] = parent("indicators", optional=True)


class TeamMember(Record, Base):
    __tablename__ = "visit_team"
    __table_args__ = synced(parents=("visit_id",))

    visit_id: Mapped[UUID] = parent("visits")
    person_id: Mapped[UUID] = mapped_column(Id)
    duty: Mapped[str | None]


class VisitSite(Record, Base):
    __tablename__ = "visit_sites"
    __table_args__ = synced(one_of("state", SiteState), on_earth(), parents=("visit_id",))

    visit_id: Mapped[UUID] = parent("visits")
    place_id: Mapped[UUID | None] = mapped_column(Id)
    name: Mapped[str]
    partner_id: Mapped[UUID | None] = mapped_column(Id)
    position: Mapped[int] = mapped_column(default=0)
    lat: Mapped[Decimal | None] = atom("position_wgs84", Number)
    lon: Mapped[Decimal | None] = atom("position_wgs84", Number)
    accuracy_m: Mapped[Decimal | None] = atom("position_wgs84", Number)
    state: Mapped[str] = atom("state", default=SiteState.PLANNED)
    state_reason: Mapped[str | None] = atom("state")
    visited_on: Mapped[date | None] = mapped_column(Day)


class PersonMet(Record, Base):
    """Anonymous by default: a role and an organisation; a name only with consent."""

    __tablename__ = "people_met"
    __table_args__ = synced(one_of("sex", Sex), parents=("visit_id",))

    visit_id: Mapped[UUID] = parent("visits")
    site_id: Mapped[UUID | None] = parent("visit_sites", optional=True)
    name: Mapped[str | None]
    role: Mapped[str | None]
    organisation: Mapped[str | None]
    sex: Mapped[str | None]
    age_group: Mapped[str | None]
    consent: Mapped[dict[str, Any] | None] = mapped_column(Json)


class VisitGroup(Record, Base):
    """A group discussion: how many, by sex and age (`{"female": {"18-59": 4}}`)."""

    __tablename__ = "visit_groups"
    __table_args__ = synced(parents=("visit_id",))

    visit_id: Mapped[UUID] = parent("visits")
    site_id: Mapped[UUID | None] = parent("visit_sites", optional=True)
    title: Mapped[str]
    counts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class Interview(Record, Base):
    __tablename__ = "interviews"
    __table_args__ = synced(policies={"notes": "text"}, parents=("visit_id",))

    visit_id: Mapped[UUID] = parent("visits")
    site_id: Mapped[UUID | None] = parent("visit_sites", optional=True)
    method: Mapped[str | None]
    source: Mapped[str | None]
    held_at: Mapped[datetime | None] = atom("held_at", Instant)
    zone: Mapped[str | None] = atom("held_at")
    spoken: Mapped[str | None]
    interpreter: Mapped[str | None]
    consent_read: Mapped[bool | None]
    notes: Mapped[str | None]
