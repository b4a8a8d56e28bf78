"""What is said about versions of a form: how two differ, and what an upgrade does to a draft."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.forms import FormChanges, PartChange, QuestionChange

__all__ = [
    "FormChanges",
    "PartChange",
    "QuestionChange",
    "RetiredAnswer",
    "UpgradeReport",
    "VersionDifference",
    "VersionMark",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionMark:
    """One side of a comparison; without an id it is a file that was not taken in."""

    id: UUID | None
    form_id: str
    title: str
    version: str
    source_name: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDifference:
    before: VersionMark
    after: VersionMark
    changes: FormChanges


@dataclass(frozen=True, slots=True, kw_only=True)
class RetiredAnswer:
    """An answer its version asks for no more, or one that did not fit the newer question; `version` asked it last."""

    path: str
    label: str
    value: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpgradeReport:
    """What moving a draft to another version does, or did.

    `moved` are answers whose question stands elsewhere now, old path to new; `retired` those without a question;
    `set_aside` those that do not fit their question any more. All of them stay with the submission.
    """

    submission_id: UUID
    before: VersionMark
    after: VersionMark
    kept: int
    moved: dict[str, str]
    retired: dict[str, str]
    set_aside: dict[str, str]
