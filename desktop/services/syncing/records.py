"""What the syncing service returns."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What a run did, and what is left after it."""

    rounds: int
    requests: int
    pushed: int
    pulled: int
    merged: int
    conflicts: int
    waiting: int
    quarantined: int
    bytes_sent: int
    bytes_received: int
    blobs_pending: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncState:
    """`unsent` records are on this laptop only, the oldest since `oldest`; `server` is empty before enrolment."""

    server: str
    enrolled: bool
    unsent: int
    oldest: datetime | None
    waiting: int
    quarantined: int
    conflicts: int
    files_pending: int
    last_run: datetime | None
    last_report: SyncReport | None
    last_problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SideRecord:
    """One of the values to decide between; `value` and `base` are plain, a mapping where fields move together."""

    number: int
    value: Any
    base: Any
    who: str
    device: str
    at: datetime
    reason: str | None
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRecord:
    """`id` is the same on every laptop; `words` is what people know the record by."""

    id: str
    table: str
    record_id: UUID
    scope_id: UUID
    field: str
    words: str
    sides: tuple[SideRecord, ...]
    seen: int
