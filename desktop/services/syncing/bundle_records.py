"""What the bundle service returns."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

PartyKind = Literal["server", "colleague", "added", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRecord:
    """Whom a bundle is for or from. `fingerprint` is what two people compare by telephone; `id` names it in calls."""

    id: str
    name: str
    email: str
    kind: PartyKind
    fingerprint: str
    is_revoked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRecord:
    """This laptop's own: `line` is what others add."""

    line: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """How many records of a kind, by table."""

    table: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPreview:
    """What would go out. `actions` counts what people did, `kinds` the records that speaks of."""

    actions: int
    kinds: tuple[KindCount, ...]
    files: int
    file_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRecord:
    path: Path
    bundle: str
    recipients: tuple[PartyRecord, ...]
    changes: int
    files: int
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleLook:
    """A bundle before it is taken. For somebody else's only the recipients and the size are known."""

    path: Path
    size_bytes: int
    is_whole: bool
    is_for_us: bool
    recipients: tuple[PartyRecord, ...]
    sender: PartyRecord | None = None
    made_at: datetime | None = None
    new: int = 0
    known: int = 0
    receipts: int = 0
    kinds: tuple[KindCount, ...] = ()
    file_bytes: int = 0
    missing_changes: int = 0
    missing_chunks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRecord:
    """What a bundle brought; counts are changes where nothing else is said.

    `refused`: the sender's role does not allow them. `gaps`: an earlier bundle has to come first. `strange`: they or
    receipts belong to a copy of a store.
    """

    bundle: str
    sender: PartyRecord
    made_at: datetime | None
    taken: int
    known: int
    refused: int
    gaps: int
    strange: int
    receipts: int
    files: int
    conflicts: int
    missing_changes: int
    missing_chunks: int

    @property
    def is_whole(self) -> bool:
        return not self.missing_changes and not self.missing_chunks

    @property
    def has_rest(self) -> bool:
        """Whether something in it was not taken."""
        return bool(self.refused or self.gaps or self.strange) or not self.is_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelRecord:
    """A bundle that went out or came in. `unanswered` counts what of it nobody has answered for yet."""

    id: int
    bundle: str
    is_out: bool
    at: datetime
    parties: tuple[PartyRecord, ...]
    file_name: str
    size_bytes: int
    changes: int
    files: int
    missing: int
    unanswered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedRecord:
    """A bundle for somebody else, kept unread to be handed on."""

    name: str
    size_bytes: int
    is_whole: bool
    recipients: tuple[PartyRecord, ...]
