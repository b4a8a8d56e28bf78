"""The results matrix: results, indicators, dated targets and values (project scope)."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Record, atom, in_order, one_of, parent, synced
from desktop.models.types import Day, Id, Json, Number
from desktop.rules.vocabulary import (
    Aggregation,
    Direction,
    Frequency,
    Measure,
    ResultLevel,
    TargetBasis,
    ValueMode,
    ValueStatus,
)


class Result(Record, Base):
    __tablename__ = "results"
    __table_args__ = synced(
        one_of("level", ResultLevel), policies={"statement": "text"}, parents=("project_id", "parent_id")
    )

    project_id: Mapped[UUID] = parent("projects")
    parent_id: Mapped[UUID | None] = parent("results", optional=True)
    level: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    statement: Mapped[str]
    assumptions: Mapped[str | None]
    responsible: Mapped[str | None]


class Indicator(Record, Base):
    __tablename__ = "indicators"
    __table_args__ = synced(
        one_of("measure", Measure),
        one_of("value_mode", ValueMode),
        one_of("direction", Direction),
        one_of("place_aggregation", Aggregation),
        one_of("time_aggregation", Aggregation),
        one_of("frequency", Frequency),
        parents=("project_id", "result_id"),
    )

    project_id: Mapped[UUID] = parent("projects")
    result_id: Mapped[UUID] = parent("results")
    position: Mapped[int] = mapped_column(default=0)
    code: Mapped[str | None]
    title: Mapped[str]
    unit: Mapped[str | None]
    measure: Mapped[str] = mapped_column(default=Measure.UNIT)
    value_mode: Mapped[str] = mapped_column(default=ValueMode.PERIOD)
    direction: Mapped[str] = mapped_column(default=Direction.UP)
    baseline: Mapped[Decimal | None] = atom("baseline", Number)
    baseline_date: Mapped[date | None] = atom("baseline", Day)
    baseline_source: Mapped[str | None] = atom("baseline")
    baseline_due: Mapped[date | None] = atom("baseline", Day)
    time_aggregation: Mapped[str] = mapped_column(default=Aggregation.SUM)
    place_aggregation: Mapped[str] = mapped_column(default=Aggregation.SUM)
    data_source: Mapped[str | None]
    method: Mapped[str | None]
    frequency: Mapped[str | None]
    responsible: Mapped[str | None]
    dimensions: Mapped[list[str]] = mapped_column(Json, default=list)
    counts_persons: Mapped[bool] = mapped_column(default=False)
    counts_unique: Mapped[bool] = mapped_column(default=False)
    framework_reference: Mapped[str | None]
    retired_on: Mapped[date | None] = mapped_column(Day)


class Target(Record, Base):
    """A dated promise; the one of an issued report's day stays readable (domain 2)."""

    __tablename__ = "targets"
    __table_args__ = synced(
        one_of("basis", TargetBasis),
        in_order("period_start", "period_end"),
        parents=("project_id", "indicator_id"),
    )

    project_id: Mapped[UUID] = parent("projects")
    indicator_id: Mapped[UUID] = parent("indicators")
    value: Mapped[Decimal] = atom("target", Number)
    due: Mapped[date | None] = atom("target", Day)
    basis: Mapped[str] = atom("target", default=TargetBasis.ABSOLUTE)
    period_start: Mapped[date | None] = atom("target", Day)
    period_end: Mapped[date | None] = atom("target", Day)
    place_id: Mapped[UUID | None] = mapped_column(Id)
    place_name: Mapped[str | None]
    cells: Mapped[dict[str, Any] | None] = mapped_column(Json)
    valid_from: Mapped[date | None] = mapped_column(Day)
    amendment: Mapped[str | None]


class IndicatorValue(Record, Base):
    """What was reported for one period, place and source; empty is not zero."""

    __tablename__ = "indicator_values"
    __table_args__ = synced(
        one_of("status", ValueStatus),
        in_order("period_start", "period_end"),
        policies={"status": "guarded"},
        parents=("project_id", "indicator_id"),
    )

    project_id: Mapped[UUID] = parent("projects")
    indicator_id: Mapped[UUID] = parent("indicators")
    period_start: Mapped[date] = atom("value", Day)
    period_end: Mapped[date] = atom("value", Day)
    place_id: Mapped[UUID | None] = mapped_column(Id)
    place_name: Mapped[str | None]
    source: Mapped[str | None]
    value: Mapped[Decimal | None] = atom("value", Number)
    numerator: Mapped[Decimal | None] = atom("value", Number)
    denominator: Mapped[Decimal | None] = atom("value", Number)
    text_value: Mapped[str | None] = atom("value")
    cells: Mapped[dict[str, Any] | None] = atom("value", Json)
    status: Mapped[str] = atom("status", default=ValueStatus.DRAFT)
    status_reason: Mapped[str | None] = atom("status")
    status_by: Mapped[UUID | None] = atom("status", Id)
    document_id: Mapped[UUID | None] = mapped_column(Id)
