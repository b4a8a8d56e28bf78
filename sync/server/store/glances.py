"""What decides whether a laptop has anything to hear, asked of the driver itself: it is most of what a server is asked."""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from sync.server.store.state import EPOCH, SECURED, SERIAL

STANDING = (
    "SELECT (SELECT value FROM server_state WHERE name = ?), (SELECT value FROM server_state WHERE name = ?),"
    " (SELECT value FROM server_state WHERE name = ?), id, state_hash, seen_at, revoked_at"
    " FROM devices WHERE token_hash = ?"
)
"""Tables that stand on every machine of a cluster."""

BEHIND = (
    "SELECT 1 FROM scopes LEFT JOIN cursors ON cursors.scope = scopes.id AND cursors.device_id = ?"
    " WHERE scopes.counter > coalesce(cursors.seq, 0)"
    " AND (scopes.office IN {offices} OR (scopes.kind = 'region' AND ? = 1)) LIMIT 1"
)
"""The one look-up across scopes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The server's epoch, its serial of people and laptops, its count of backups; and of the laptop what it has."""

    epoch: str
    serial: int
    secured: int
    device_id: str
    state_hash: str
    is_at_work: bool
    """It has used its token, and was not revoked."""


class Glance:
    """A few questions in a row; each sees all that was kept before it."""

    def __init__(self, cursor: Any, *, is_sqlite: bool) -> None:
        self._cursor, self._is_sqlite = cursor, is_sqlite

    def standing(self, token_hash: str) -> Standing | None:
        """None for an unknown token."""
        row = self._first(STANDING, (EPOCH, SERIAL, SECURED, token_hash))
        if row is None:
            return None
        epoch, serial, secured, device_id, state_hash, seen_at, revoked_at = row
        return Standing(
            epoch=epoch,
            serial=int(serial or 0),
            secured=int(secured or 0),
            device_id=device_id,
            state_hash=state_hash,
            is_at_work=seen_at is not None and revoked_at is None,
        )

    def is_behind(self, device_id: str, offices: Collection[str], *, reads_region: bool) -> bool:
        """Whether any scope in reach has something that the laptop has not heard."""
        listed = "(SELECT value FROM json_each(?))" if self._is_sqlite else "(SELECT unnest(?::text[]))"
        reach: object = json.dumps(sorted(offices)) if self._is_sqlite else sorted(offices)
        return self._first(BEHIND.format(offices=listed), (device_id, reach, int(reads_region))) is not None

    def _first(self, sql: str, values: tuple[object, ...]) -> Any:
        self._cursor.execute(sql if self._is_sqlite else sql.replace("?", "%s"), values)
        return self._cursor.fetchone()


@contextmanager
def glancing(engine: Engine) -> Iterator[Glance]:
    """Without a transaction around it: what is answered "nothing new" was so at the first question."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        try:
            yield Glance(cursor, is_sqlite=engine.dialect.name == "sqlite")
        finally:
            cursor.close()
    finally:
        raw.close()
