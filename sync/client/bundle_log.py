"""Which bundles went and came, and what of them is still without an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from sync.client.acquaintances import Acquaintance

_Party = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A bundle as it is remembered. `open` counts changes of it that nobody answered for; `parties`: key and name."""

    id: int
    bundle: str
    is_out: bool
    at: str
    parties: tuple[_Party, ...]
    file_name: str
    size_bytes: int
    changes: int
    files: int
    missing: int
    open: int


def note_out(
    connection: Connection,
    bundle: str,
    at: str,
    recipients: Sequence[Acquaintance],
    file_name: str,
    size_bytes: int,
    changes: int,
    files: int,
    until: int,
) -> None:
    parties = [(one.key.hex(), one.name) for one in recipients]
    _note(connection, (bundle, 1, at, parties, file_name, size_bytes, changes, files, until, 0))


def note_in(
    connection: Connection,
    bundle: str,
    at: str,
    sender: Acquaintance,
    file_name: str,
    size_bytes: int,
    changes: int,
    files: int,
    missing: int,
) -> None:
    parties = [(sender.key.hex(), sender.name)]
    _note(connection, (bundle, 0, at, parties, file_name, size_bytes, changes, files, 0, missing))


def logged(connection: Connection, limit: int = 50) -> list[Logged]:
    """The newest first."""
    rows = connection.exec_driver_sql(
        "SELECT b.id, b.bundle, b.is_out, b.at, b.parties, b.file_name, b.size_bytes, b.changes, b.files, b.missing,"
        " CASE b.is_out WHEN 1 THEN (SELECT count(*) FROM sync_transactions AS t WHERE t.own = 1 AND t.outcome IS NULL"
        " AND t.id <= b.until) ELSE 0 END FROM sync_bundles AS b ORDER BY b.id DESC LIMIT ?",
        (limit,),
    ).all()
    return [
        Logged(
            id=id_,
            bundle=bundle,
            is_out=bool(is_out),
            at=at,
            parties=tuple(msgspec.json.decode(parties, type=list[_Party])),
            file_name=file_name,
            size_bytes=size_bytes,
            changes=changes,
            files=files,
            missing=missing,
            open=open_,
        )
        for id_, bundle, is_out, at, parties, file_name, size_bytes, changes, files, missing, open_ in rows
    ]


def _note(
    connection: Connection, row: tuple[str, int, str, list[_Party], str, int, int, int, int, int]
) -> None:
    bundle, is_out, at, parties, *rest = row
    connection.exec_driver_sql(
        "INSERT INTO sync_bundles (bundle, is_out, at, parties, file_name, size_bytes, changes, files, until, missing)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (bundle, is_out, at, msgspec.json.encode(parties).decode(), *rest),
    )
