"""Entities: the things that forms tell of again and again - a centre, a household - kept as lists of their own."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import STAMP, Base, Record, parent, synced
from desktop.models.types import Id


class Entity(Record, Base):
    """One line of an entity list; id natural: scope, list and name. `version` counts the submissions that changed it."""

    __tablename__ = "entities"
    __table_args__ = synced()

    list_name: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    label: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    submission_id: Mapped[UUID | None] = mapped_column(Id, info=STAMP)
    """The one that made it."""


class EntityValue(Record, Base):
    """One property of an entity; id natural: entity and property."""

    __tablename__ = "entity_values"
    __table_args__ = synced(parents=("entity_id",))

    entity_id: Mapped[UUID] = parent("entities")
    name: Mapped[str]
    value: Mapped[str | None]
