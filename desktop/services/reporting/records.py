"""What the reporting service returns; the finished PDF is handed on from the reports room."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from desktop.reports.rendered import RenderedReport
from desktop.rules.vocabulary import Audience

__all__ = ["CheckedReport", "IssuedRecord", "ProjectPdf", "RenderedReport", "ReportCheck", "VisitPdf"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPdf:
    """A visit report as it stands now. `is_issued`: just this edition of this revision was issued before."""

    report: RenderedReport
    reference: str
    revision: int
    is_issued: bool
    language: str
    audience: Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPdf:
    """A project report as it stands now; it is printed, not issued."""

    report: RenderedReport
    reference: str
    revision: int
    language: str
    audience: Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedRecord:
    """One issue of a report; its PDF is kept beside it."""

    id: UUID
    visit_id: UUID | None
    revision: int
    audience: Audience
    language: str
    file_sha256: str
    data_sha256: str
    issued_at: datetime
    author: str | None


class ReportCheck(StrEnum):
    """What became of a report file since it was printed."""

    ISSUED = "issued"
    """Byte for byte as this store knows it was issued."""
    WHOLE = "whole"
    """As it was printed, and its data is what its pages say; this store knows of no such issue."""
    CHANGED = "changed"
    """The file or its data is not what was printed or issued."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedReport:
    check: ReportCheck
    pages: int
    sha256: str
    data_sha256: str
    reference: str
    revision: int
    is_draft: bool
    """It says on each page that it was not issued."""
    issued: IssuedRecord | None
