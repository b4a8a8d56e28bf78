"""Which archives there are, and what goes into one: the transactions as they came."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, select

from sync.messages.wire import Transaction
from sync.server.store.loading import insert_many
from sync.server.store.tables import archives, devices, transactions


class Entry(msgspec.Struct, array_like=True, frozen=True):
    """A transaction as the server had it."""

    first_seq: int
    count: int
    replica: str
    first_n: int
    tag: str
    email: str
    received_at: str
    outcome: str
    body: bytes

    def transaction(self) -> Transaction:
        return msgspec.msgpack.decode(self.body, type=Transaction)


class Archived(msgspec.Struct, frozen=True, kw_only=True):
    """Where a stretch of history lies whole."""

    scope: str
    start: int
    end: int
    name: str
    size: int
    digest: bytes
    made_at: str


def entries_between(connection: Connection, scope: str, start: int, end: int) -> Iterator[Entry]:
    """The transactions after `start` up to `end` that lie as they came."""
    t = transactions.c
    rows = connection.execute(
        select(
            t.first_seq,
            t.count.label("operations"),
            t.replica,
            t.first_n,
            devices.c.tag,
            devices.c.email,
            t.received_at,
            t.outcome,
            t.body,
        )
        .select_from(transactions.join(devices, devices.c.id == t.device_id))
        .where(t.scope == scope, t.first_seq > start, t.first_seq <= end)
        .order_by(t.first_seq)
        .execution_options(yield_per=500)
    )
    for row in rows:
        yield Entry(*row[:-1], bytes(row.body))


def all_archives(connection: Connection, scope: str | None = None) -> list[Archived]:
    """Oldest history first."""
    query = select(archives).order_by(archives.c.scope, archives.c.start)
    if scope is not None:
        query = query.where(archives.c.scope == scope)
    rows = connection.execute(query)
    return [Archived(**{**row._mapping, "digest": bytes(row.digest)}) for row in rows]


def note_archive(connection: Connection, archived: Archived) -> None:
    names = ("scope", "start", "end", "name", "size", "digest", "made_at")
    insert_many(connection, archives, names, [[getattr(archived, name) for name in names]])
