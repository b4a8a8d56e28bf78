"""Administrative places and sites, with their codes (country scope)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Record, atom, one_of, synced
from desktop.models.types import Day, Id, Json, Number
from desktop.rules.vocabulary import PlaceCodeSystem


def on_earth() -> CheckConstraint:
    """Both halves of a WGS84 position or none; a constraint of its own for each table, which names it."""
    return CheckConstraint(
        "(lat IS NULL) = (lon IS NULL) AND (lat IS NULL OR "
        "(CAST(lat AS REAL) BETWEEN -90 AND 90 AND CAST(lon AS REAL) BETWEEN -180 AND 180))",
        name="position",
    )


class Place(Record, Base):
    __tablename__ = "places"
    __table_args__ = synced(one_of("code_system", PlaceCodeSystem), on_earth())

    country: Mapped[str] = mapped_column(index=True)
    level: Mapped[int | None]
    is_site: Mapped[bool] = mapped_column(default=False)
    code: Mapped[str | None] = atom("code", index=True)
    code_system: Mapped[str | None] = atom("code")
    name: Mapped[str] = mapped_column(index=True)
    names: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    parent_id: Mapped[UUID | None] = mapped_column(Id, index=True)
    lat: Mapped[Decimal | None] = atom("position", Number)
    lon: Mapped[Decimal | None] = atom("position", Number)
    accuracy_m: Mapped[Decimal | None] = atom("position", Number)
    valid_from: Mapped[date | None] = mapped_column(Day)
