"""What a run of sync did, and how the laptop stands: records that need nothing else of syncing."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedRecord:
    """Where this laptop's copy of a project was not what it should be, and what came of it."""

    scope_id: str
    kind: str  # operations (other than the server's) or rows (other than the history here says)
    count: int
    is_whole: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What a run did, and what is left after it; `compared` scopes were held against the server's."""

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
    compared: int = 0
    mended: tuple[MendedRecord, ...] = ()


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
