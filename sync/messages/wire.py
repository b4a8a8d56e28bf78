"""What laptop and server say to each other, as typed structs."""

from typing import Any

import msgspec

from sync.messages.directory import Directory

PROTOCOL = 1
"""What this release speaks. A newer one only adds to a message: an older side reads what it knows of it."""

OLDEST = 1
"""The oldest that is still handed what others wrote. The work of an older one is taken all the same."""

UNSAID = 1
"""What a message speaks that does not say so: never moved, or one of an old release would claim to be of a new one."""

Scalar = str | int | float | bool | None


class Operation(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One change of one atom, or with atom `*` the making of a record; its dot follows from its place."""

    table: str
    record: str
    atom: str
    base: tuple[str, ...]
    value: dict[str, Any]


class Transaction(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What one action changed in one scope; taken whole or not at all."""

    scope: str
    replica: str  # replica id and incarnation, as its dots begin
    first_n: int
    action: str
    actor: str | None
    at: str
    reason: str | None
    operations: tuple[Operation, ...]
    hash: bytes  # of this and, through the one before, of all earlier ones of the replica in the scope

    def dot(self, position: int) -> str:
        return f"{self.replica}.{self.first_n + position}"


class Scope(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Announces a scope to the server: its kind and whose it is."""

    scope: str
    kind: str
    office: str | None


class Known(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """How far a replica's chain reaches on a server that was put back to a backup, with the seal it ends on."""

    scope: str
    replica: str
    n: int
    hash: bytes
    kept_back: tuple[int, ...] = ()  # first numbers of what has no place there


class Part(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A piece of a transaction too large for one message; staged by the server until all are there."""

    scope: str
    replica: str
    first_n: int
    index: int
    count: int
    data: bytes
    hash: bytes = b""  # of the transaction: under its name the server may have a copied store's; none from older laptops


class Request(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Pushes and pulls at once."""

    protocol: int = UNSAID  # the newest that the laptop speaks
    replica: str
    schema: str = ""
    epoch: str = ""
    person: str = ""  # digest of what this laptop knows of its person
    state_hash: str = ""  # of all cursors, after `moved`
    moved: dict[str, int] = {}  # cursors the server does not know yet
    cursors: dict[str, int] | None = None  # all of them, only when the server asked
    scopes: list[Scope] = []
    transactions: list[Transaction] = []
    parts: list[Part] = []
    confirmed: list[
        tuple[str, str, int]
    ] = []  # scope, replica and number of what a person meant, large as it is
    marks: list[bytes] = []  # of the transactions that had a place before the server was restored
    wants_pages: bool = True
    directory: int | None = None  # serial of the one known here; none from a laptop that keeps none
    secured: int | None = (
        None  # the count of the server's backups known here; none from a laptop that keeps none
    )
    ready: bool = False  # takes stretches that were made ready, beside pages
    compare: list[str] = []  # scopes whose sum is asked for
    again: dict[str, int] = {}  # scopes to be handed out once more after a place, own work and all


class Ack(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What became of a transaction: applied, merged, conflict, waiting, quarantined, gap, forked or staged."""

    scope: str
    replica: str
    first_n: int
    outcome: str
    code: str | None = None
    first_seq: int | None = None
    again: bool = False  # it was here before; nothing was done twice
    mark: bytes = b""  # of what has a place: shown again after a restore of the server, it has it by right


class Sequenced(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A transaction in the server's order; without a body when it is the asker's own or too large for a page."""

    first_seq: int
    count: int
    replica: str
    first_n: int
    tag: str
    email: str
    body: bytes | None = None
    large: int = 0  # its size in bytes, when it must be fetched by itself
    hash: bytes = b""  # of the asker's own: a copied store may have written it; none from older servers


class Ready(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A stretch of a scope made ready once for all (`sync.messages.prepared`): with its bytes, or to be fetched by pieces."""

    scope: str
    kind: str
    office: str | None
    start: int
    end: int
    size: int
    digest: bytes
    data: bytes | None = None


class Page(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A gap-free stretch of one scope's order: after `start`, up to and with `end`."""

    scope: str
    kind: str
    office: str | None
    start: int
    end: int
    transactions: tuple[Sequenced, ...]
    hash: bytes


class Person(msgspec.Struct, omit_defaults=True, frozen=True, kw_only=True):
    """Who this laptop works for, and with which role in which office."""

    email: str
    tag: str
    roles: dict[str, str]


class Response(msgspec.Struct, omit_defaults=True, kw_only=True):
    epoch: str
    protocol: int = UNSAID  # the newest that both sides speak
    acks: list[Ack] = []
    ready: list[Ready] = []  # to be taken before the pages
    pages: list[Page] = []
    more: bool = False
    sums: dict[str, tuple[int, str]] = {}  # by scope: place and sum (`sync.merge.sums`) of what was compared
    cursors_wanted: bool = False
    known: list[
        Known
    ] = []  # with another epoch than the laptop's: what of its own work need not be sent again
    revoked: bool = False  # what was pushed is kept, in quarantine; nothing else is answered
    too_old: bool = False  # what was pushed is taken; the laptop would not understand what others wrote
    person: Person | None = None
    directory: Directory | None = None
    backups: int | None = None  # how many were made and checked, where the laptop knows another number
    secured: dict[str, int] = {}  # with it: how far the last one reaches in each scope that the laptop keeps


class Enrolment(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Asks for a place on the server with a one-time code."""

    protocol: int = UNSAID
    code: str
    replica: str
    public_key: bytes = b""
    signature: bytes = b""  # by that key, over sync.messages.joining.words_to_sign


class Enrolled(msgspec.Struct, omit_defaults=True, kw_only=True):
    device_id: str
    token: str
    epoch: str
    person: Person
    directory: Directory | None = None


class BlobNames(msgspec.Struct, kw_only=True):
    """Asks which chunks the server still lacks: scope, sha256 and size of each blob."""

    blobs: list[tuple[str, str, int]]


class BlobGaps(msgspec.Struct, kw_only=True):
    """Missing chunk numbers of each blob asked about; empty: stored and verified. None: not allowed."""

    missing: list[list[int] | None]


class Problem(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Why a whole request was refused, in a code."""

    code: str
    detail: str = ""
    now: str = ""  # the server's date, for a laptop whose clock is wrong
