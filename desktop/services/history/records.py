"""What the history service returns."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from desktop.services.readable import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRecord:
    """One line of a record's history.

    `field` is a column or a group that moves together, `record` where the record was made; `old` and `new` are
    the plain values (a mapping for a group); `state`: shown, superseded, open, waiting, quarantined,
    archived (what it said lies in the server's archive).
    """

    at: datetime
    who: str
    device: str
    table: str
    field: str
    old: Any
    new: Any
    reason: str | None
    state: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldChange:
    """A change in values people can read. `title` names the record where it is another than the one asked about."""

    at: datetime
    who: str
    device: str
    table: str
    title: str
    field: str
    before: tuple["Part", ...]
    after: tuple["Part", ...]
    reason: str | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What undo or redo did. `action` says which (`visits.finding`); `left` were changed by others since."""

    action: str
    written: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BinRecord:
    table: str
    id: UUID
    deleted_at: datetime
    words: str
