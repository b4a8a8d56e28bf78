"""Offices, people and the posts they hold (region scope)."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Record, atom, in_order, one_of, parent, synced
from desktop.models.types import Day, Id, Json
from desktop.rules.vocabulary import OfficeType, Role


class Office(Record, Base):
    __tablename__ = "offices"
    __table_args__ = synced(one_of("type", OfficeType), in_order("valid_from", "valid_to"))

    code: Mapped[str] = mapped_column(index=True)
    names: Mapped[dict[str, str]] = mapped_column(Json)
    parent_code: Mapped[str | None]
    type: Mapped[str]
    countries: Mapped[list[str]] = mapped_column(Json, default=list)
    valid_from: Mapped[date | None] = atom("validity", Day)
    valid_to: Mapped[date | None] = atom("validity", Day)
    zone: Mapped[str] = mapped_column(default="UTC")
    working_days: Mapped[list[int]] = mapped_column(Json, default=lambda: [1, 2, 3, 4, 5])
    holidays: Mapped[list[str]] = mapped_column(Json, default=list)


class Person(Record, Base):
    __tablename__ = "people"
    __table_args__ = synced()

    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(index=True)
    office_code: Mapped[str | None]
    languages: Mapped[list[str]] = mapped_column(Json, default=list)


class Post(Record, Base):
    """A duty from/to; project, country or the whole region where both are empty."""

    __tablename__ = "posts"
    __table_args__ = synced(one_of("role", Role), in_order("held_from", "held_to"), parents=("person_id",))

    title: Mapped[str | None]
    person_id: Mapped[UUID] = parent("people")
    role: Mapped[str]
    office_code: Mapped[str]
    country: Mapped[str | None]
    project_id: Mapped[UUID | None] = mapped_column(Id)
    held_from: Mapped[date | None] = atom("held", Day)
    held_to: Mapped[date | None] = atom("held", Day)
    lent_by: Mapped[UUID | None] = mapped_column(Id)


class Partner(Record, Base):
    __tablename__ = "partners"
    __table_args__ = synced(one_of("type", ("government", "un", "ngo", "civil_society", "private")))

    name: Mapped[str] = mapped_column(index=True)
    type: Mapped[str | None]
    country: Mapped[str | None]
    contact: Mapped[dict[str, Any] | None] = mapped_column(Json)
