"""Projects and what hangs on them beside results: locations, budget lines, framework links."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Record, atom, in_order, one_of, parent, synced
from desktop.models.places import on_earth
from desktop.models.types import Day, Id, Json, Number
from desktop.rules.vocabulary import GenderMarker, LinkWeight, ProjectKind, ProjectStage


class Project(Record, Base):
    """Its id is its scope. Countries and sectors are `{"code", "share"}`, shares sum to 100."""

    __tablename__ = "projects"
    __table_args__ = synced(
        one_of("stage", ProjectStage),
        one_of("kind", ProjectKind),
        one_of("gender_marker", GenderMarker),
        in_order("planned_start", "planned_end"),
        in_order("actual_start", "actual_end"),
        Index("ix_projects_binned", "id", "deleted_at", sqlite_where=text("deleted_at IS NOT NULL")),
        policies={"stage": "guarded", "description": "text"},
    )

    kind: Mapped[str] = mapped_column(default=ProjectKind.OWN)
    programme: Mapped[str | None]
    code: Mapped[str | None] = mapped_column(index=True)
    prima_id: Mapped[str | None]
    iati_id: Mapped[str | None] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(index=True)
    description: Mapped[str | None]
    drivers: Mapped[list[str]] = mapped_column(Json, default=list)
    project_type: Mapped[str | None] = atom("project_type")
    project_type_name: Mapped[str | None] = atom("project_type")
    thematic_area: Mapped[str | None]
    planned_start: Mapped[date | None] = atom("planned_dates", Day)
    planned_end: Mapped[date | None] = atom("planned_dates", Day)
    actual_start: Mapped[date | None] = atom("actual_dates", Day)
    actual_end: Mapped[date | None] = atom("actual_dates", Day)
    countries: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    sectors: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    donors: Mapped[list[str]] = mapped_column(Json, default=list)
    target_groups: Mapped[list[str]] = mapped_column(Json, default=list)
    budget: Mapped[Decimal | None] = atom("budget", Number)
    currency: Mapped[str | None] = atom("budget")
    budget_date: Mapped[date | None] = atom("budget", Day)
    manager_id: Mapped[UUID | None] = mapped_column(Id)
    gender_marker: Mapped[str | None] = atom("gender_marker")
    gender_reason: Mapped[str | None] = atom("gender_marker")
    stage: Mapped[str] = atom("stage", default=ProjectStage.CONCEPT, index=True)
    stage_reason: Mapped[str | None] = atom("stage")
    stage_by: Mapped[UUID | None] = atom("stage", Id)


class ProjectLocation(Record, Base):
    __tablename__ = "project_locations"
    __table_args__ = synced(on_earth(), parents=("project_id",))

    project_id: Mapped[UUID] = parent("projects")
    ref: Mapped[str | None]
    name: Mapped[str]
    description: Mapped[str | None]
    place_id: Mapped[UUID | None] = mapped_column(Id)
    place_code: Mapped[str | None] = atom("place_code")
    place_vocabulary: Mapped[str | None] = atom("place_code")
    place_level: Mapped[str | None] = atom("place_code")
    lat: Mapped[Decimal | None] = atom("position", Number)
    lon: Mapped[Decimal | None] = atom("position", Number)
    accuracy_m: Mapped[Decimal | None] = atom("position", Number)
    exactness: Mapped[str | None]
    location_class: Mapped[str | None]


class BudgetLine(Record, Base):
    __tablename__ = "budget_lines"
    __table_args__ = synced(in_order("period_start", "period_end"), parents=("project_id",))

    project_id: Mapped[UUID] = parent("projects")
    activity_id: Mapped[UUID | None] = mapped_column(Id)
    description: Mapped[str | None]
    line_type: Mapped[str | None]
    line_status: Mapped[str | None]
    period_start: Mapped[date | None] = atom("period", Day)
    period_end: Mapped[date | None] = atom("period", Day)
    amount: Mapped[Decimal] = atom("amount", Number)
    currency: Mapped[str] = atom("amount")
    value_date: Mapped[date | None] = atom("amount", Day)


class Expenditure(Record, Base):
    __tablename__ = "expenditures"
    __table_args__ = synced(parents=("project_id",))

    project_id: Mapped[UUID] = parent("projects")
    activity_id: Mapped[UUID | None] = mapped_column(Id)
    month: Mapped[date] = mapped_column(Day)
    amount: Mapped[Decimal] = atom("amount", Number)
    currency: Mapped[str] = atom("amount")
    rate: Mapped[Decimal | None] = atom("amount", Number)


class FrameworkLink(Record, Base):
    """A project's or a result's mark in MiGOF, the SDGs, the Global Compact or the SRF (domain 8)."""

    __tablename__ = "framework_links"
    __table_args__ = synced(one_of("weight", LinkWeight), parents=("project_id",))

    project_id: Mapped[UUID] = parent("projects")
    result_id: Mapped[UUID | None] = mapped_column(Id)
    framework: Mapped[str]
    item: Mapped[str]
    weight: Mapped[str] = mapped_column(default=LinkWeight.PRIMARY)
    reason: Mapped[str | None]
