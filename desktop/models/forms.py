"""Monitoring forms, their immutable versions, submissions and answers."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Record, atom, one_of, parent, synced
from desktop.models.types import Id, Json
from desktop.rules.vocabulary import SubmissionState


class Form(Record, Base):
    """Belongs to an office (country scope) or the region; id natural: scope and form_id."""

    __tablename__ = "forms"
    __table_args__ = synced()

    form_id: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    retired: Mapped[bool] = mapped_column(default=False)


class FormVersion(Record, Base):
    """Immutable; id natural: form and source hash."""

    __tablename__ = "form_versions"
    __table_args__ = synced(parents=("form_id",))

    form_id: Mapped[UUID] = parent("forms")
    version: Mapped[str]
    title: Mapped[str]
    source_name: Mapped[str]
    source_sha256: Mapped[str] = mapped_column(index=True)
    xform: Mapped[str]
    languages: Mapped[list[str]] = mapped_column(Json, default=list)
    question_count: Mapped[int] = mapped_column(default=0)
    repairs: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)


class Submission(Record, Base):
    __tablename__ = "submissions"
    __table_args__ = synced(one_of("state", SubmissionState), policies={"state": "guarded"})

    visit_id: Mapped[UUID | None] = mapped_column(Id, index=True)
    site_id: Mapped[UUID | None] = mapped_column(Id)
    version_id: Mapped[UUID] = mapped_column(Id, index=True)
    form_title: Mapped[str]
    instance_name: Mapped[str | None]
    fill_language: Mapped[str | None]
    state: Mapped[str] = atom("state", default=SubmissionState.DRAFT)
    state_reason: Mapped[str | None] = atom("state")
    state_by: Mapped[UUID | None] = atom("state", Id)
    missing: Mapped[int] = mapped_column(default=0)
    xml: Mapped[str | None]
    origin: Mapped[dict[str, str] | None] = mapped_column(Json)
    """What a file it came by says of it: `id`, `submitted_at`, `submitted_by` elsewhere."""


class Answer(Record, Base):
    """One answered node of a submission, with what is said beside it; id natural: submission and path."""

    __tablename__ = "answers"
    __table_args__ = synced(policies={"comment": "text"}, parents=("submission_id",))

    submission_id: Mapped[UUID] = parent("submissions")
    path: Mapped[str]
    value: Mapped[str | None]
    mark: Mapped[str | None]
    comment: Mapped[str | None]
