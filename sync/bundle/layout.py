"""How a bundle lies on the stick: magic, outside, sealed manifest, sealed frames."""

import msgspec

from sync.messages.directory import Directory
from sync.messages.packing import CHUNK_BYTES, MAX_BODY_BYTES, PART_BYTES
from sync.messages.wire import Page, Part, Scope, Transaction

MAGIC = b"MPBUNDLE"
FORMAT = 1

FRAME_BYTES = PART_BYTES + CHUNK_BYTES
"""Where a frame is full: little is lost with a broken end, and one bad stick block costs little."""

MAX_SEALED_BYTES = MAX_BODY_BYTES + (1 << 18)
"""Of a manifest or a frame: a message, and what age puts around it for many recipients."""

MAX_OUTSIDE_BYTES = 1 << 16
MAX_RECIPIENTS = 500


class BadBundle(Exception):
    """Nothing of the file was taken. `code`: not_a_bundle, newer, broken_off, damaged, not_for_us, forged,
    unknown_sender, revoked, own, foreign, epoch."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class Outside(msgspec.Struct, array_like=True, frozen=True):
    """What a courier may know: for which keys it is, by their fingerprints, and how long the rest is."""

    format: int
    recipients: tuple[bytes, ...]
    frames_bytes: int


class Place(msgspec.Struct, array_like=True, frozen=True):
    """A frame: its length and hash as it lies in the file, and what it brings."""

    size: int
    sha256: bytes
    changes: int
    chunks: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """Signed by its sender. It stands first, so that a file that breaks off can still say what it lacks."""

    format: int
    bundle: str
    sender: bytes
    name: str
    is_server: bool
    made_at: str
    recipients: tuple[bytes, ...]
    outside: bytes  # hash of what stands outside
    epoch: str
    answers: str  # the bundle of the recipient after which this one was made; empty where there was none
    frames: tuple[Place, ...]


class Signed(msgspec.Struct, array_like=True, frozen=True):
    """A packed manifest and the signature over these very bytes."""

    manifest: bytes
    signature: bytes


class Chunk(msgspec.Struct, array_like=True, frozen=True):
    """A piece of an attachment; `size` is that of the whole."""

    scope: str
    sha256: str
    size: int
    index: int
    data: bytes


class Heard(msgspec.Struct, array_like=True, frozen=True):
    """How far the sender has the chain of a replica in a scope, with the seal it ends on."""

    scope: str
    replica: str
    n: int
    hash: bytes


class Receipt(msgspec.Struct, array_like=True, frozen=True):
    """What became of a transaction at the server; the seal says which one of this name it means."""

    scope: str
    replica: str
    first_n: int
    hash: bytes
    outcome: str
    code: str | None = None
    first_seq: int | None = None
    mark: bytes = b""  # of what has a place


BlobName = tuple[str, str, int]
"""Scope, sha256 and size of an attachment."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where the sender stands: what whoever answers needs to know, to send neither too little nor all of it."""

    replica: str
    cursors: dict[str, int] = {}
    heard: tuple[Heard, ...] = ()
    wanted: tuple[BlobName, ...] = ()
    offered: tuple[BlobName, ...] = ()  # of which a receipt is still to come


class Frame(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What travels: the same structs as over the net."""

    standing: Standing | None = None
    directory: Directory | None = None
    scopes: list[Scope] = []
    transactions: list[Transaction] = []
    parts: list[Part] = []
    marks: list[bytes] = []  # of those of them that had a place before the server was restored
    receipts: list[Receipt] = []
    stored: list[BlobName] = []  # attachments that the server has, whole and verified
    pages: list[Page] = []
    chunks: list[Chunk] = []
