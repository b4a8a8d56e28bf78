"""What decides whether a laptop has anything to hear, asked of the driver itself: it is most of what a server is asked."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Engine

from sync.server.store.state import EPOCH, SECURED, SERIAL, Counts

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
    """Where the server stands, and what it has noted of the laptop."""

    counts: Counts
    device_id: str
    state_hash: str
    seen_at: str | None
    revoked_at: str | None


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
            counts=Counts(epoch, int(serial or 0), int(secured or 0)),
            device_id=device_id,
            state_hash=state_hash,
            seen_at=seen_at,
            revoked_at=revoked_at,
        )

    def is_behind(self, device_id: str, offices: Collection[str], *, reads_region: bool) -> bool:
        """Whether any scope in reach has something that the laptop has not heard."""
        reach = sorted(offices)
        listed = f"({', '.join('?' for _ in reach)})" if self._is_sqlite else "(SELECT unnest(?::text[]))"
        asked = (device_id, *(reach if self._is_sqlite else [reach]), int(reads_region))
        return self._first(BEHIND.format(offices=listed), asked) is not None

    def _first(self, sql: str, values: tuple[object, ...]) -> Any:
        self._cursor.execute(sql if self._is_sqlite else sql.replace("?", "%s"), values)
        return self._cursor.fetchone()


@contextmanager
def glancing(engine: Engine) -> Iterator[Glance]:
    """Without a transaction around it: what is answered "nothing new" was so at the first question."""
    is_sqlite = engine.dialect.name == "sqlite"
    raw = engine.raw_connection()
    try:
        if not is_sqlite:  # else each question costs two more messages: BEGIN before it and ROLLBACK after
            cast(Any, raw.driver_connection).autocommit = True
        cursor = raw.cursor()
        try:
            yield Glance(cursor, is_sqlite=is_sqlite)
        except engine.dialect.loaded_dbapi.Error as fault:
            if engine.dialect.is_disconnect(fault, cast(Any, raw.driver_connection), cursor):
                engine.dispose()  # the others are gone as well; the toolkit does so for what goes through it
            raise
        finally:
            cursor.close()
            if not is_sqlite and not cast(Any, raw.driver_connection).closed:
                cast(Any, raw.driver_connection).autocommit = False
    finally:
        raw.close()
