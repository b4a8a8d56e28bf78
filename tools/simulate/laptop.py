"""A laptop: a real store with capture triggers, the real client, and a person who has seen some of it."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, MetaData
from sqlalchemy.exc import OperationalError

from sync.client import capture
from sync.client.authors import authored
from sync.client.bodies import Bodies
from sync.client.replica import announce_scope, replica_of
from sync.client.rounds import Client, Report
from sync.client.transport import TransportError
from sync.messages.wire import Transaction
from tools.simulate.disks import Disk, upgrade
from tools.simulate.line import Line
from tools.simulate.scopes import SCOPES
from tools.simulate.shapes import NEXT_SCHEMA, NEXT_TABLES, NOW_SCHEMA, NOW_TABLES
from tools.simulate.violation import PowerCut

MISHAPS = (TransportError, PowerCut, OperationalError)


@dataclass(frozen=True, slots=True)
class Deed:
    """A write of a unique word, with what its author knew of the record: dots, and own deeds by their words."""

    word: str
    scope: str
    table: str
    record: str
    atom: str
    knew: frozenset[str]
    own: frozenset[str]
    unseen: frozenset[str] = frozenset()  # dots that arrived after the screen was opened


@dataclass(slots=True)
class Laptop:
    """Its store and all that a person remembers having done on it."""

    name: str
    email: str
    disk: Disk
    line: Line
    is_next: bool
    deeds: dict[str, Deed] = field(default_factory=dict)
    screens: dict[str, tuple[int, frozenset[str]]] = field(default_factory=dict)
    files: "Files" = field(default_factory=lambda: Files())
    is_revoked: bool = False
    came_back: bool = False  # copied, or put back to an earlier day
    saved: "tuple[bytes, dict[str, Deed], bool] | None" = None

    @property
    def metadata(self) -> MetaData:
        return NEXT_TABLES if self.is_next else NOW_TABLES

    def client(self) -> Client:
        schema = NEXT_SCHEMA if self.is_next else NOW_SCHEMA
        return Client(self.disk.begin, self.metadata, schema, self.line, self.files)

    def set_up(self, code: str, key: bytes) -> None:
        """Enrol, with this signing key: one that the product draws would make each run another."""
        with self.disk.begin() as connection:
            replica_of(connection)
            stored = base64.b64encode(key).decode()
            connection.exec_driver_sql("UPDATE sync_replica SET signing_key = ?", (stored,))
            for scope, (kind, office) in SCOPES.items():
                announce_scope(connection, scope, kind, office)
        self.client().enrol(code)

    def sync(self) -> Report | None:
        """One run; None where something came in between."""
        self.line.allow_more()
        try:
            return self.client().run()
        except MISHAPS:
            return None
        finally:
            self.disk.mend()

    @contextmanager
    def working(self, action: str, seen: int | None = None, **more: Any) -> Iterator[Connection]:
        with self.disk.begin() as connection:
            if seen is None:
                seen = capture.current_change(connection)
            with authored(self.disk.author, actor=self.email, action=action, seen=seen, **more):
                yield connection

    def rows(self, sql: str, *bound: Any) -> list[tuple[Any, ...]]:
        return self.disk.raw.execute(sql, bound).fetchall()

    def dots(self, record: str) -> frozenset[str]:
        sql = "SELECT dot FROM sync_operations WHERE record_id = ? AND state = 'applied'"
        return frozenset(dot for (dot,) in self.rows(sql, record))

    def transactions(self) -> list[Transaction]:
        """All that this store keeps, its own and others'."""
        with self.disk.begin() as connection:
            bodies = Bodies(connection)
            return [bodies.transaction(id_) for (id_,) in self.rows("SELECT id FROM sync_transactions")]

    def said(self) -> str:
        """The texts of all operations here, beginnings only."""
        ops = (op for transaction in self.transactions() for op in transaction.operations)
        return " ".join(str(value)[:80] for op in ops for value in op.value.values())

    def content(self) -> set[tuple[Any, ...]]:
        """All that people see, and what became of each operation."""
        found: set[tuple[Any, ...]] = set()
        for table in (*self.metadata.tables, "sync_conflicts"):
            found |= {(table, *row) for row in self.rows(f"SELECT * FROM {table}")}
        return found | set(self.rows("SELECT record_id, dot, state FROM sync_operations"))

    def own_prefix(self) -> str:
        return str(self.rows("SELECT replica_id FROM sync_replica")[0][0])

    def change(self) -> int:
        return int(self.rows("SELECT coalesce(max(change), 0) FROM journal")[0][0])

    def upgrade(self) -> None:
        if not self.is_next:
            upgrade(self.disk.engine, NOW_TABLES, NEXT_TABLES)
            self.is_next = True

    def save(self) -> None:
        self.saved = (self.disk.image(), dict(self.deeds), self.is_next)

    def restore(self) -> bool:
        """The store is as it was when it was saved; so is the person's memory of it."""
        if self.saved is None:
            return False
        image, deeds, self.is_next = self.saved
        self.disk.load(image)
        self.deeds, self.screens, self.came_back = dict(deeds), {}, True
        return True


def new_laptop(name: str, email: str, disk: Disk, line: Line, *, is_next: bool) -> Laptop:
    return Laptop(name=name, email=email, disk=disk, line=line, is_next=is_next)


class Files:
    """Attachments in memory."""

    def __init__(self) -> None:
        self.whole: dict[str, bytes] = {}
        self._parts: dict[str, bytearray] = {}

    def put(self, data: bytes) -> str:
        name = hashlib.sha256(data).hexdigest()
        self.whole[name] = data
        return name

    def has(self, scope_id: str, sha256: str) -> bool:
        return sha256 in self.whole

    def lacking(self, blobs: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
        return [(scope_id, sha256) for scope_id, sha256 in blobs if sha256 not in self.whole]

    def read(self, scope_id: str, sha256: str, offset: int, length: int) -> bytes:
        return self.whole[sha256][offset : offset + length]

    def write(self, scope_id: str, sha256: str, offset: int, data: bytes) -> None:
        part = self._parts.setdefault(sha256, bytearray())
        part[offset:] = data

    def finish(self, scope_id: str, sha256: str) -> bool:
        data = bytes(self._parts.pop(sha256, b""))
        if hashlib.sha256(data).hexdigest() != sha256:
            return False
        self.whole[sha256] = data
        return True
