"""Action points and their comments (project scope)."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Record, atom, one_of, parent, synced
from desktop.models.types import Day, Id
from desktop.rules.vocabulary import ActionState, Priority


class ActionPoint(Record, Base):
    __tablename__ = "action_points"
    __table_args__ = synced(
        one_of("state", ActionState),
        one_of("priority", Priority),
        policies={"state": "guarded"},
        parents=("project_id", "visit_id", "finding_id"),
    )

    project_id: Mapped[UUID] = parent("projects")
    visit_id: Mapped[UUID | None] = parent("visits", optional=True)
    finding_id: Mapped[UUID | None] = parent("findings", optional=True)
    code: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    details: Mapped[str | None]
    owner_id: Mapped[UUID | None] = atom("owner", Id, index=True)
    owner_name: Mapped[str | None] = atom("owner")
    due: Mapped[date | None] = mapped_column(Day, index=True)
    priority: Mapped[str] = mapped_column(default=Priority.NORMAL)
    state: Mapped[str] = atom("state", default=ActionState.OPEN, index=True)
    state_reason: Mapped[str | None] = atom("state")
    state_by: Mapped[UUID | None] = atom("state", Id)
    done: Mapped[str | None]
    completed_by: Mapped[UUID | None] = mapped_column(Id)
    evidence_id: Mapped[UUID | None] = mapped_column(Id)


class ActionComment(Record, Base):
    __tablename__ = "action_comments"
    __table_args__ = synced(policies={"text": "append"}, parents=("action_id",))

    action_id: Mapped[UUID] = parent("action_points")
    text: Mapped[str]
