"""Which bundles went and came, and what of them is still without an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row

from sync.bundle.layout import Standing
from sync.client.acquaintances import Acquaintance, acquaintances
from sync.client.receipts import ends_with

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
        "SELECT id, bundle, is_out, at, parties, file_name, size_bytes, changes, files, missing, until"
        " FROM sync_bundles ORDER BY id DESC LIMIT ?",
        (limit,),
    ).all()
    open_ = _Open(connection)
    return [_logged(row, open_) for row in rows]


def _logged(row: Row[Any], open_: "_Open") -> Logged:
    parties = tuple(msgspec.json.decode(row.parties, type=list[_Party]))
    return Logged(
        id=row.id,
        bundle=row.bundle,
        is_out=bool(row.is_out),
        at=row.at,
        parties=parties,
        file_name=row.file_name,
        size_bytes=row.size_bytes,
        changes=row.changes,
        files=row.files,
        missing=row.missing,
        open=open_.count(row.until, [key for key, _ in parties]) if row.is_out else 0,
    )


class _Open:
    """Counts own changes without an answer: the server's receipt, or a colleague's word that it has them."""

    def __init__(self, connection: Connection) -> None:
        self._servers = {one.key.hex() for one in acquaintances(connection) if one.is_server}
        self._own = connection.exec_driver_sql(
            "SELECT id, scope_id, replica, first_n, outcome IS NULL AS is_unanswered FROM sync_transactions WHERE own = 1"
        ).all()
        told = connection.exec_driver_sql("SELECT key, standing FROM sync_peers").all()
        self._heads = {
            key: {(head.scope, head.replica): head.n for head in heard if ends_with(connection, head)}
            for key, standing in told
            for heard in [msgspec.msgpack.decode(standing, type=Standing).heard]
        }

    def count(self, until: int, keys: Sequence[str]) -> int:
        if self._servers.intersection(keys):
            return sum(one.id <= until and one.is_unanswered for one in self._own)
        heads = [self._heads.get(key, {}) for key in keys]
        return sum(
            one.id <= until and any(one.first_n > head.get((one.scope_id, one.replica), 0) for head in heads)
            for one in self._own
        )


def _note(
    connection: Connection, row: tuple[str, int, str, list[_Party], str, int, int, int, int, int]
) -> None:
    bundle, is_out, at, parties, *rest = row
    connection.exec_driver_sql(
        "INSERT INTO sync_bundles (bundle, is_out, at, parties, file_name, size_bytes, changes, files, until, missing)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (bundle, is_out, at, msgspec.json.encode(parties).decode(), *rest),
    )
