"""The stretches that were made ready: immutable, found by where they begin."""

from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, bindparam, delete, select, union_all

from sync.server.store.pages import Placed, stretch
from sync.server.store.scopes import ScopeRow
from sync.server.store.tables import chains, compacted, prepared
from sync.server.store.upserts import upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A stretch after `start` up to and with `end`; one of size 0 says that a transaction too large for it stands here."""

    start: int
    end: int
    size: int
    plain: int
    digest: bytes


# Made once: a first pull asks each of them for every scope, and making one takes longer than asking it.
_SCOPE: BindParameter[str] = bindparam("scope")
_KINDS = (compacted.c, prepared.c)
_BEGINNINGS = union_all(
    *(select(c.start, c.end, c.size, c.plain, c.digest).where(c.scope == _SCOPE) for c in _KINDS)
)
_KEPT = _BEGINNINGS.order_by(_BEGINNINGS.selected_columns.start)
_DATA = union_all(*(select(c.data).where(c.scope == _SCOPE, c.start == bindparam("start")) for c in _KINDS))
_WRITTEN = select(chains.c.n).where(chains.c.scope == _SCOPE, chains.c.replica == bindparam("replica"))


class Stretches:
    """Reads of the order and of what is ready of it, inside one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def kept_of(self, scope: str) -> list[Kept]:
        """What is ready of a scope, in order: what compaction packed, and what was made ready after it."""
        rows = self._connection.execute(_KEPT, {"scope": scope})
        return [
            Kept(start=start, end=end, size=size, plain=plain, digest=bytes(digest))
            for start, end, size, plain, digest in rows
        ]

    def data_of(self, scope: str, start: int) -> bytes:
        """The bytes of the stretch that begins there; empty where there is none."""
        return bytes(self._connection.execute(_DATA, {"scope": scope, "start": start}).scalar() or b"")

    def is_written_by(self, scope: str, replica: str) -> bool:
        """Whether the replica has work of its own in the scope."""
        asked = {"scope": scope, "replica": replica}
        return self._connection.execute(_WRITTEN, asked).first() is not None

    def after(self, scope: ScopeRow, seq: int, own: str, limit: int) -> list[Placed]:
        """The next transactions, without the bodies of the asker's own."""
        return list(stretch(self._connection, scope, seq, own, limit))

    def keep(self, scope: str, kept: Kept, data: bytes) -> None:
        """In the place of what began there and all after it: one that has grown moves the next one's beginning."""
        self._connection.execute(
            delete(prepared).where(prepared.c.scope == scope, prepared.c.start >= kept.start)
        )
        values = {name: getattr(kept, name) for name in ("start", "end", "size", "plain", "digest")}
        statement = upsert(self._connection, prepared).values(scope=scope, data=data, **values)
        self._connection.execute(statement.on_conflict_do_nothing(index_elements=["scope", "start"]))
