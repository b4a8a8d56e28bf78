"""What an export of submissions is asked for, and what it says it wrote."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ExportKind(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"
    OPENROSA = "openrosa"


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedSubmissions:
    """`everything`: drafts, those sent back and those rejected too, not only what is finished."""

    visit_id: UUID | None = None
    everything: bool = False
    audit: bool = False
    """Of OpenRosa folders: who answered what, as `audit.csv` in each; a form that asks for an audit has one anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A submission or a file that is not in the export; `reason` is a code.

    `not_here`, `damaged`, `unsafe_name`, or one of the consent rules: `personal_document`, `no_consent`,
    `no_guardian`, `consent_withdrawn`.
    """

    submission_id: UUID
    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    submissions: int
    tables: tuple[tuple[str, int], ...] = ()
    """Name and rows of each table."""
    media: int = 0
    left_out: tuple[LeftOut, ...] = ()
