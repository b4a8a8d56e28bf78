"""Writes a bundle for the server, for colleagues' laptops, or for both: own work they have not answered for."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import Connection, MetaData

from sync.bundle.filling import Filler
from sync.bundle.keys import DeviceKey
from sync.bundle.layout import BlobName, Frame, Standing
from sync.bundle.writing import new_bundle_id, writing
from sync.client.acquaintances import Acquaintance, directory_of, myself, private_key_of
from sync.client.apply import Begin
from sync.client.blobs import BlobFiles, list_blobs
from sync.client.bodies import plain
from sync.client.bundle_log import note_out
from sync.client.outbox import mark_in
from sync.client.receipts import ends_with, standing_here
from sync.client.replica import replica_of
from sync.client.seal import seal
from sync.messages.directory import Directory
from sync.messages.packing import CHUNK_BYTES
from sync.messages.wire import Scope, Transaction

_AT_ONCE = 200
Heads = Mapping[tuple[str, str], int]
"""How far somebody has each own chain, by scope and replica."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a bundle holds."""

    bundle: str
    changes: int
    files: int
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a bundle for these recipients is to hold."""

    transactions: tuple[tuple[int, int], ...]  # id, and how many operations it may at most be: its bytes
    scopes: Mapping[str, Scope]
    blobs: tuple[BlobName, ...]
    standing: Standing

    @property
    def file_bytes(self) -> int:
        return sum(size for _, _, size in self.blobs)


def content_for(
    begin: Begin,
    metadata: MetaData,
    files: BlobFiles,
    recipients: Sequence[Acquaintance],
    *,
    has_files: bool = True,
) -> Content:
    """Seals what is unsealed, and says what these recipients lack of this laptop's own work."""
    with begin() as connection:
        seal(connection, metadata)
        list_blobs(connection, metadata, files)
    with begin() as connection:
        directory = directory_of(connection)
        scopes = _scopes_for(connection, directory, recipients)
        wanted = tuple(_lacking(connection, scopes, recipients))
        standing = standing_here(connection)
        asked = [name for one in recipients if not one.is_server for name in _asked(connection, one)]
        named = _named(connection, wanted) if any(not one.is_server for one in recipients) else []
    offered = standing.offered if any(one.is_server for one in recipients) else ()
    blobs = [name for name in dict.fromkeys((*offered, *asked, *named)) if name[0] in scopes]
    lacking = {tuple(name) for name in files.lacking([name[:2] for name in blobs])}
    here = tuple(name for name in blobs if name[:2] not in lacking) if has_files else ()
    return Content(transactions=wanted, scopes=scopes, blobs=here, standing=standing)


def kinds_in(begin: Begin, content: Content) -> Counter[str]:
    """How many records of each table it says something of."""
    records = {
        (op.table, op.record)
        for transaction, _, _ in _bodies(begin, content.transactions)
        for op in transaction.operations
    }
    return Counter(table for table, _ in records)


def write_bundle(
    begin: Begin,
    metadata: MetaData,
    files: BlobFiles,
    target: Path,
    recipients: Sequence[Acquaintance],
    *,
    made_at: str,
    name: str = "",
    has_files: bool = True,
    step: Callable[[int, int], None] = lambda done, total: None,
) -> Written:
    """Complete under its name or not there at all; `name` is how the sender is called inside. `step` counts changes and pieces of files; it may raise to give up."""
    content = content_for(begin, metadata, files, recipients, has_files=has_files)
    total = len(content.transactions) + sum(max(1, -(-size // CHUNK_BYTES)) for *_, size in content.blobs)
    with begin() as connection:
        key = DeviceKey(private_key_of(connection))
        me = myself(connection)
        epoch = replica_of(connection).epoch
    bundle = new_bundle_id()
    step(0, total)
    with writing(
        target,
        key,
        [one.key for one in recipients],
        name=name or me.name,
        made_at=made_at,
        epoch=epoch,
        bundle=bundle,
    ) as writer:
        filler = Filler(writer, lambda _done: None)
        filler.add(Frame(standing=content.standing))
        done = 0
        for transaction, body, mark in _bodies(begin, content.transactions):
            filler.add_transaction(transaction, body, [content.scopes[transaction.scope]], mark)
            done += 1
            step(done, total)
        for blob in content.blobs:
            done = _add_blob(filler, files, blob, lambda at: step(at, total), done)
        filler.flush()
    written = Written(
        bundle=bundle,
        changes=sum(place.changes for place in writer.places),
        files=filler.files,
        size_bytes=target.stat().st_size,
    )
    until = max((id_ for id_, _ in content.transactions), default=0)
    with begin() as connection:
        note_out(
            connection,
            written.bundle,
            made_at,
            recipients,
            target.name,
            written.size_bytes,
            written.changes,
            written.files,
            until,
        )
    return written


def _scopes_for(
    connection: Connection, directory: Directory | None, recipients: Sequence[Acquaintance]
) -> dict[str, Scope]:
    """Those that each of the recipients may read: all of them can open all of the file."""
    rows = connection.exec_driver_sql("SELECT scope_id, kind, office FROM sync_scopes").all()
    return {
        scope: Scope(scope, kind, office)
        for scope, kind, office in rows
        if all(one.role_in(directory, kind, office) for one in recipients)
    }


def _lacking(
    connection: Connection, scopes: Mapping[str, Scope], recipients: Sequence[Acquaintance]
) -> Iterator[tuple[int, int]]:
    for_server = any(one.is_server for one in recipients)
    heads = [_heads(connection, one) for one in recipients if not one.is_server]
    rows = connection.exec_driver_sql(
        "SELECT id, scope_id, replica, first_n, outcome IS NULL, length(body) FROM sync_transactions"
        " WHERE own = 1 ORDER BY id"
    ).all()
    for id_, scope, replica, first_n, is_unanswered, size in rows:
        is_news = any(first_n > heard.get((scope, replica), 0) for heard in heads)
        if scope in scopes and (is_news or (for_server and is_unanswered)):
            yield id_, size


def _heads(connection: Connection, one: Acquaintance) -> Heads:
    standing = _told(connection, one)
    heard = standing.heard if standing else ()
    return {(head.scope, head.replica): head.n for head in heard if ends_with(connection, head)}


def _asked(connection: Connection, one: Acquaintance) -> tuple[BlobName, ...]:
    standing = _told(connection, one)
    return standing.wanted if standing else ()


def _told(connection: Connection, one: Acquaintance) -> Standing | None:
    packed = connection.exec_driver_sql(
        "SELECT standing FROM sync_peers WHERE key = ?", (one.key.hex(),)
    ).scalar()
    return msgspec.msgpack.decode(packed, type=Standing) if packed else None


def _named(connection: Connection, wanted: Iterable[tuple[int, int]]) -> list[BlobName]:
    """The attachments that this work speaks of."""
    names: list[BlobName] = []
    for id_, _ in wanted:
        transaction = _transaction(connection, id_)[0]
        names += [
            (transaction.scope, str(op.value["sha256"]), int(op.value.get("size_bytes") or 0))
            for op in transaction.operations
            if op.value.get("sha256")
        ]
    return names


def _bodies(begin: Begin, wanted: Sequence[tuple[int, int]]) -> Iterator[tuple[Transaction, bytes, bytes]]:
    """In short transactions, so that the window can save meanwhile."""
    for start in range(0, len(wanted), _AT_ONCE):
        with begin() as connection:
            part = [_transaction(connection, id_) for id_, _ in wanted[start : start + _AT_ONCE]]
        yield from part


def _transaction(connection: Connection, id_: int) -> tuple[Transaction, bytes, bytes]:
    """What it says, its bytes, and the server's mark where it had a place before a restore."""
    stored, code = connection.exec_driver_sql(
        "SELECT body, code FROM sync_transactions WHERE id = ?", (id_,)
    ).one()
    body = plain(stored)
    return msgspec.msgpack.decode(body, type=Transaction), body, mark_in(code)


def _add_blob(
    filler: Filler, files: BlobFiles, name: BlobName, step: Callable[[int], None], done: int
) -> int:
    scope, sha256, size = name
    content = files.read(scope, sha256, 0, size)  # at once: it lies encrypted as one piece
    if len(content) != size:
        return done  # gone since it was looked for; its row will ask for it again

    def chunk(index: int) -> bytes:
        step(done + index + 1)
        return content[index * CHUNK_BYTES : (index + 1) * CHUNK_BYTES]

    filler.add_blob(scope, sha256, size, chunk)
    return done + max(1, -(-size // CHUNK_BYTES))
