"""What a run of sync did, and how the laptop stands: records that need nothing else of syncing."""

from dataclasses import dataclass
from datetime import datetime


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
