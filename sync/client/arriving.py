"""Fetches a stretch that is too large for one answer, piece by piece; what has come is kept, whatever breaks."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from sync.client.transport import Transport, TransportError
from sync.messages.packing import MAX_BODY_BYTES
from sync.messages.prepared import digest_of
from sync.messages.wire import Ready

_Begin = Callable[[], AbstractContextManager[Connection]]
_TRIES = 2


class Arrivals:
    """One store's stretches on their way; each piece is one short transaction."""

    def __init__(self, begin: _Begin, transport: Transport, token: str) -> None:
        self._begin = begin
        self._transport = transport
        self._token = token

    def fetch(self, ready: Ready) -> bytes:
        """All of it, from where an earlier run stopped. Raises TransportError: broken where it came damaged twice."""
        if not 0 < ready.size <= MAX_BODY_BYTES:
            raise TransportError("broken", "stretch")
        for _try in range(_TRIES):
            data = self._pieces(ready)
            while len(data) < ready.size:
                path = f"/prepared/{ready.scope}/{ready.start}/{len(data)}"
                piece = self._transport.send("GET", path, b"", self._token)
                if not piece:
                    break  # the server has made it anew meanwhile
                self._keep(ready, len(data), piece)
                data += piece
            if digest_of(data) == ready.digest:
                return data
            with self._begin() as connection:
                _forget(connection, ready)
        raise TransportError("broken", "stretch")

    def _pieces(self, ready: Ready) -> bytes:
        """What is here of exactly this stretch."""
        with self._begin() as connection:
            rows = connection.exec_driver_sql(
                "SELECT digest, data FROM sync_arriving WHERE scope_id = ? AND start = ? ORDER BY place",
                (ready.scope, ready.start),
            ).all()
            if any(digest != ready.digest for digest, _ in rows):
                _forget(connection, ready)
                return b""
        return b"".join(data for _, data in rows)

    def _keep(self, ready: Ready, place: int, piece: bytes) -> None:
        with self._begin() as connection:
            connection.exec_driver_sql(
                "INSERT INTO sync_arriving (scope_id, start, place, digest, data) VALUES (?, ?, ?, ?, ?)",
                (ready.scope, ready.start, place, ready.digest, piece),
            )


def _forget(connection: Connection, ready: Ready) -> None:
    """Its pieces: they came damaged, or are of a stretch that is no more."""
    connection.exec_driver_sql(
        "DELETE FROM sync_arriving WHERE scope_id = ? AND start = ?", (ready.scope, ready.start)
    )
