"""What the action service returns and is asked with."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from desktop.rules.vocabulary import ActionState, Priority
from desktop.services.steps import StepOffer


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """One line of the list."""

    id: UUID
    code: str
    title: str
    project_id: UUID
    project_code: str
    project_title: str
    visit_id: UUID | None
    visit_code: str | None
    finding_id: UUID | None
    owner_id: UUID | None
    owner: str | None
    """The person's name, or that of an outsider."""
    due: date | None
    priority: Priority
    state: ActionState
    is_overdue: bool
    days_late: int
    awaits_my_check: bool
    """Completed by somebody else, and the present person may verify it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRecord:
    id: UUID
    at: datetime
    author: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRecord:
    """An action point, complete."""

    row: ActionRow
    details: str | None
    state_reason: str | None
    done: str | None
    completed_by: str | None
    evidence_id: UUID | None
    evidence_name: str | None
    created_at: datetime
    created_by: str | None
    office: str | None
    comments: tuple[CommentRecord, ...]
    steps: tuple[StepOffer, ...]
    may_edit: bool
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFilter:
    """Which action points; empty means all."""

    mine: bool = False
    states: frozenset[ActionState] = field(default_factory=frozenset)
    overdue: bool = False
    awaiting_check: bool = False
    project_id: UUID | None = None
    visit_id: UUID | None = None
    priority: Priority | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPage:
    """Some lines and the key of the next page (None: the last)."""

    items: tuple[ActionRow, ...]
    after: str | None
