"""What the syncing service returns."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from desktop.services.syncing.sync_state import MendedRecord as MendedRecord
from desktop.services.syncing.sync_state import SyncReport as SyncReport
from desktop.services.syncing.sync_state import SyncState as SyncState

if TYPE_CHECKING:
    from desktop.services.readable import Part

Rung = Literal["here", "waiting", "stored", "secured"]
"""On this laptop only; at the server, which waits for what it builds on; stored there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRecord:
    """A try that failed: when, why in words, what to do, and the code and detail for who helps."""

    at: datetime
    code: str
    detail: str
    what: str
    what_now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderRecord:
    """How many records of this laptop stand where; `here` is what a lost laptop would take along."""

    here: int
    oldest: datetime | None
    waiting: int
    stored: int
    secured: int
    """In a backup of the server that was checked."""
    files_here: int
    file_bytes: int
    files_wanted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereRecord:
    """A record changed here and how far its newest change has come. `code` is the visit or project it belongs to."""

    table: str
    record_id: UUID
    scope_id: UUID
    visit_id: UUID | None
    title: str
    code: str
    at: datetime
    rung: Rung
    is_open: bool
    key: tuple[str, str]
    """Asks for the page after this record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideRecord:
    """What a person did and the server did not take: kept here, with the reason; `records` say on what."""

    code: str
    sentence: str
    action: str
    at: datetime
    records: tuple[WhereRecord, ...]
    is_waiting: bool
    """The server only waits for what it builds on; nothing is to be done."""

    @property
    def deletes_much(self) -> bool:
        """Held until its person says that it is meant (sync.server.rounds.guard)."""
        return self.code == "mass_change"


@dataclass(frozen=True, slots=True, kw_only=True)
class SideRecord:
    """One of the values to decide between; `value` and `base` are plain, a mapping where fields move together.

    `parts` say the same for people. `field` is another than the conflict's where someone edited what another deleted.
    """

    number: int
    value: Any
    base: Any
    who: str
    device: str
    at: datetime
    reason: str | None
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SideCard(SideRecord):
    """A side as the conflict desk draws it."""

    field: str
    parts: tuple["Part", ...]
    base_parts: tuple["Part", ...]
    office: str
    is_mine: bool
    is_this_laptop: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRecord:
    """A column that a third value may be written for; `choices` are its closed list."""

    field: str
    kind: str
    value: Any
    """As it is shown meanwhile."""
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRecord:
    """A colleague who was asked to decide; `by` and `why` are of the newest asking."""

    person_id: UUID
    name: str
    by: str
    why: str | None


Pick = Literal["shown", "other", "office", "mine", "newest"]
"""Sides by what they are: shown meanwhile, the second, what the office already has, mine, the last in the server's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRecord:
    """`id` is the same on every laptop; `words` is what people know the record by."""

    id: str
    table: str
    record_id: UUID
    scope_id: UUID
    field: str
    words: str
    sides: tuple[SideCard, ...]
    seen: int
    visit_id: UUID | None
    code: str
    is_text: bool
    may_decide: bool
    """False where the role on this laptop may not change the field: the office decides."""
    columns: tuple[ColumnRecord, ...]
    """Empty where no third value can be typed, such as for a deletion or a state."""
    project: str
    """Code and title of the project it belongs to; empty for what all share."""
    asked: tuple[AskedRecord, ...]
    """Colleagues it was handed to."""
    is_mine: bool
    """I was asked to decide it; or nobody was, and one of the values is mine."""
    newest: datetime
    """When the last of its values was written, by the clock of that laptop; it only sorts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftConflict:
    """A conflict that was not decided with the others, and why."""

    conflict: ConflictRecord
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedRecord:
    """What one decision about several conflicts did; all of it is one step of undo."""

    decided: tuple[ConflictRecord, ...]
    left: tuple[LeftConflict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParallelRecord:
    """Two people changed different fields of one record without having seen each other's; both are kept."""

    table: str
    record_id: UUID
    scope_id: UUID
    visit_id: UUID | None
    title: str
    code: str
    my_fields: tuple[str, ...]
    their_fields: tuple[str, ...]
    who: str
    device: str
    at: datetime
    change: int
    """The store's change number with which theirs arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedRecord:
    """How far the run under way is. `seconds_left` is None while nobody can know."""

    changes: int
    bytes_sent: int
    bytes_received: int
    files_done: int
    files_total: int
    seconds_left: int | None
    silent_s: int = 0
    """For how many seconds the server has not answered; 0 while that is nothing to speak of."""


LookStep = Literal["network", "name", "connection", "tls", "server", "place", "clock"]
LookState = Literal["ok", "failed", "not_looked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookRecord:
    """One step of the way to the server, looked at just now; not, where a step before it failed."""

    step: LookStep
    state: LookState
    sentence: str
    remedy: str

    @property
    def is_well(self) -> bool:
        return self.state == "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeRecord:
    """One project, or what a country or the region shares, and how this laptop stands with it."""

    scope_id: UUID
    kind: Literal["project", "country", "region"]
    code: str
    title: str
    unsent: int
    """Records that are here alone, the oldest of them since `oldest`."""
    oldest: datetime | None
    conflicts: int
    waiting: int
    aside: int
    files: int
    file_bytes: int
    """Attachments that wait to be sent or to come."""
    position: int
    """Changes of the server's order that are here."""
