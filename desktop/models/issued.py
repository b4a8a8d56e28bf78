"""Issued reports: which revision left, with which hashes (project scope)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Record, synced
from desktop.models.types import Id, Instant


class IssuedReport(Record, Base):
    __tablename__ = "issued_reports"
    __table_args__ = synced()

    visit_id: Mapped[UUID | None] = mapped_column(Id, index=True)
    project_id: Mapped[UUID | None] = mapped_column(Id, index=True)
    kind: Mapped[str] = mapped_column(default="visit")
    revision: Mapped[int]
    audience: Mapped[str]
    report_language: Mapped[str]
    file_sha256: Mapped[str]
    data_sha256: Mapped[str]
    issued_at: Mapped[datetime] = mapped_column(Instant)
