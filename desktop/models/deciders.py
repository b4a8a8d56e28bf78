"""Who was asked to decide a conflict (scope of the record it is about)."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Record, synced
from desktop.models.ids import natural_id
from desktop.models.types import Id, Json


class ConflictDeciders(Record, Base):
    """One record a conflict, the same on every laptop; `people` are ids of persons, merged as a set."""

    __tablename__ = "conflict_deciders"
    __table_args__ = synced(policies={"people": "set"})

    conflict_id: Mapped[UUID] = mapped_column(Id, index=True)
    people: Mapped[list[str]] = mapped_column(Json, default=list)


def deciders_id(conflict_id: UUID) -> UUID:
    """The id of the record that says who was asked about this conflict."""
    return natural_id("conflict_deciders", conflict_id)
