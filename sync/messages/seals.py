"""Hashes that chain a replica's transactions, name a state, and guard a page."""

import hashlib
from collections.abc import Iterable, Mapping

import msgspec

from sync.messages.wire import Person, Transaction

FIRST = b""
"""What the first transaction of a replica in a scope follows."""


def chained(previous: bytes, transaction: Transaction) -> bytes:
    """The seal of this transaction, given the one before of the same replica and scope."""
    content = msgspec.msgpack.encode(msgspec.structs.replace(transaction, hash=b""))
    return hashlib.sha256(previous + content).digest()


def chained_body(previous: bytes, body: bytes, seal: bytes) -> bytes:
    """The same, of a transaction that is packed already, with `seal` on it: the last of its fields."""
    bare = body[: -len(_packed(seal))] + _packed(b"")
    return hashlib.sha256(previous + bare).digest()


_packed = msgspec.msgpack.encode


def state_hash(cursors: Mapping[str, int]) -> str:
    """One short name for all cursors of a laptop."""
    lines = "".join(f"{scope}:{seq}\n" for scope, seq in sorted(cursors.items()) if seq)
    return hashlib.sha256(lines.encode()).hexdigest()[:16] if lines else ""


def page_hash(bodies: Iterable[bytes]) -> bytes:
    """Guards a page against a proxy that cuts or changes it."""
    digest = hashlib.blake2b(digest_size=8)
    for body in bodies:
        digest.update(body)
    return digest.digest()


def person_digest(person: Person) -> str:
    """Changes whenever the person's roles do."""
    return hashlib.sha256(msgspec.json.encode(person, order="sorted")).hexdigest()[:8]
