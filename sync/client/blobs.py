"""Attachments' bytes: in chunks, in any order, resumed where the power went."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection, MetaData

from sync.client.shape import synced_tables
from sync.client.transport import Transport, TransportError
from sync.messages.packing import CHUNK_BYTES, Unreadable, pack, unpack
from sync.messages.wire import BlobGaps, BlobNames

_ASK_AT_ONCE = 200
_Begin = Callable[[], AbstractContextManager[Connection]]
InOrder = Callable[[Connection], Sequence[tuple[str, str]]]
"""Scope and sha256 of those that are to move, the ones that people need most first."""


def by_size(connection: Connection) -> Sequence[tuple[str, str]]:
    """Where nobody says what is needed: the small ones first."""
    rows = connection.exec_driver_sql("SELECT scope_id, sha256 FROM sync_blobs ORDER BY size_bytes, sha256")
    return [(scope, sha256) for scope, sha256 in rows]


class BlobFiles(Protocol):
    """Where the store keeps the bytes of attachments, by scope and sha256."""

    def has(self, scope_id: str, sha256: str) -> bool:
        """Whether all bytes are here, verified."""
        ...

    def lacking(self, blobs: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
        """Those (scope, sha256) that are not here; a quick look that opens no file."""
        ...

    def read(self, scope_id: str, sha256: str, offset: int, length: int) -> bytes: ...

    def write(self, scope_id: str, sha256: str, offset: int, data: bytes) -> None:
        """Keep a piece of one that is arriving; pieces come in order, and must survive a power cut."""
        ...

    def finish(self, scope_id: str, sha256: str) -> bool:
        """All pieces are here: verify and keep them; False throws them away."""
        ...


def list_blobs(connection: Connection, metadata: MetaData, files: BlobFiles) -> None:
    """Note the blobs that rows speak of, and want those again that are lost here."""
    _want_lost(connection, files)
    note_blobs(connection, metadata, files)


def note_blobs(connection: Connection, metadata: MetaData, files: BlobFiles) -> None:
    """Note the blobs that rows speak of: those here are to be sent, the others are wanted."""
    for table in synced_tables(metadata):
        if not {"sha256", "size_bytes"} <= set(table.columns.keys()):
            continue
        alive = "AND t.deleted_at IS NULL" if "deleted_at" in table.columns else ""
        rows = connection.exec_driver_sql(
            f'SELECT DISTINCT t.scope_id, t.sha256, t.size_bytes FROM "{table.name}" AS t'
            " LEFT JOIN sync_blobs AS b ON b.scope_id = t.scope_id AND b.sha256 = t.sha256"
            f" WHERE b.sha256 IS NULL AND t.sha256 IS NOT NULL {alive}"
        ).all()
        new = [
            (scope, sha256, size or 0, "here" if files.has(scope, sha256) else "wanted")
            for scope, sha256, size in rows
        ]
        if new:
            connection.exec_driver_sql(
                "INSERT OR IGNORE INTO sync_blobs (scope_id, sha256, size_bytes, state) VALUES (?, ?, ?, ?)",
                new,
            )


def _want_lost(connection: Connection, files: BlobFiles) -> None:
    rows = connection.exec_driver_sql(
        "SELECT scope_id, sha256 FROM sync_blobs WHERE state IN ('sent', 'whole')"
    )
    lost = files.lacking([(scope, sha256) for scope, sha256 in rows])
    if lost:
        connection.exec_driver_sql(
            "UPDATE sync_blobs SET state = 'wanted', received = 0 WHERE scope_id = ? AND sha256 = ?",
            [tuple(blob) for blob in lost],
        )


def count_pending(connection: Connection) -> int:
    sql = "SELECT count(*) FROM sync_blobs WHERE state IN ('here', 'wanted')"
    return int(connection.exec_driver_sql(sql).scalar_one())


def move_blobs(
    begin: _Begin,
    files: BlobFiles,
    transport: Transport,
    token: str,
    progress: Callable[[int, int], None],
    *,
    in_order: InOrder = by_size,
    largest: int | None = None,
) -> None:
    """Send what the server lacks, then get what is wanted; what cannot move now, or is too large, stays pending."""
    with begin() as connection:
        rows = _to_move(connection, in_order, largest)
    here: list[tuple[str, str, int]] = []
    wanted: list[tuple[str, str, int, int]] = []
    for scope, sha256, size, state, received in rows:
        # A wanted one may have been attached here too in the meantime.
        if state == "here" or files.has(scope, sha256):
            here.append((scope, sha256, size))
        else:
            wanted.append((scope, sha256, size, received))
    for start in range(0, len(here), _ASK_AT_ONCE):
        step = _counted_from(start, len(rows), progress)
        _send(begin, files, transport, token, here[start : start + _ASK_AT_ONCE], step)
    gaps = _gaps(transport, token, [(scope, sha256, size) for scope, sha256, size, _ in wanted])
    for done, ((scope, sha256, size, received), missing) in enumerate(zip(wanted, gaps, strict=True)):
        progress(len(here) + done, len(rows))
        if missing == []:
            _get(begin, files, transport, token, (scope, sha256, size), received)


def _to_move(
    connection: Connection, in_order: InOrder, largest: int | None
) -> list[tuple[str, str, int, str, int]]:
    places = {blob: at for at, blob in enumerate(in_order(connection))}
    rows = connection.exec_driver_sql(
        "SELECT scope_id, sha256, size_bytes, state, received FROM sync_blobs"
        " WHERE state IN ('here', 'wanted') AND (? IS NULL OR size_bytes <= ?)",
        (largest, largest),
    )
    return sorted(map(tuple, rows), key=lambda row: (places.get(row[:2], len(places)), row[2], row[1]))


def _counted_from(start: int, total: int, progress: Callable[[int, int], None]) -> Callable[[int], None]:
    return lambda at: progress(start + at, total)


def _gaps(transport: Transport, token: str, blobs: list[tuple[str, str, int]]) -> list[list[int] | None]:
    answers: list[list[int] | None] = []
    for start in range(0, len(blobs), _ASK_AT_ONCE):
        asked = pack(BlobNames(blobs=blobs[start : start + _ASK_AT_ONCE]))
        answer = transport.send("POST", "/blobs", asked, token)
        try:
            answers += unpack(answer, BlobGaps).missing
        except Unreadable as fault:
            raise TransportError("broken", str(fault)) from fault
    return answers


def _send(
    begin: _Begin,
    files: BlobFiles,
    transport: Transport,
    token: str,
    blobs: list[tuple[str, str, int]],
    progress: Callable[[int], None],
) -> None:
    gaps = _gaps(transport, token, blobs)
    for at, ((scope, sha256, _), missing) in enumerate(zip(blobs, gaps, strict=True)):
        progress(at)  # before each file, so that who asks to stop does not wait for hundreds
        if missing is None or (missing and not files.has(scope, sha256)):
            continue
        for index in missing:
            data = files.read(scope, sha256, index * CHUNK_BYTES, CHUNK_BYTES)
            transport.send("PUT", f"/blobs/{scope}/{sha256}/{index}", data, token)
    # Sent only counts once the server has put it together and verified it.
    for (scope, sha256, _), missing in zip(blobs, _gaps(transport, token, blobs), strict=True):
        if missing == []:
            note_blob(begin, scope, sha256, "sent", 0)


def _get(
    begin: _Begin,
    files: BlobFiles,
    transport: Transport,
    token: str,
    blob: tuple[str, str, int],
    received: int,
) -> None:
    scope, sha256, size = blob
    if size == 0:
        files.write(scope, sha256, 0, b"")
    while received < size:
        data = transport.send("GET", f"/blobs/{scope}/{sha256}/{received // CHUNK_BYTES}", b"", token)
        if not data:
            break
        files.write(scope, sha256, received, data)
        received += len(data)
        note_blob(begin, scope, sha256, "wanted", received)
    is_whole = received == size and files.finish(scope, sha256)
    note_blob(begin, scope, sha256, "whole" if is_whole else "wanted", 0)


def note_blob(begin: _Begin, scope_id: str, sha256: str, state: str, received: int) -> None:
    """How far an attachment has come, in a commit of its own: what is on disk is noted, whatever follows."""
    with begin() as connection:
        connection.exec_driver_sql(
            "UPDATE sync_blobs SET state = ?, received = ? WHERE scope_id = ? AND sha256 = ?",
            (state, received, scope_id, sha256),
        )
