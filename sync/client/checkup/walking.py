"""Walks through the records of some scopes, a few at a time: each piece is one short transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

import msgspec
import zstandard
from sqlalchemy import Connection
from sqlalchemy.exc import NoResultFound

from sync.client.bodies import Bodies
from sync.merge.edits import Edit
from sync.messages.packing import Unreadable

AT_ONCE = 1000
"""Operations of one piece, about: whoever types waits no longer than for these."""

UNREADABLE = (msgspec.MsgspecError, zstandard.ZstdError, Unreadable, LookupError, NoResultFound)
"""What reading an operation comes to whose value was cut, changed or taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A record of a scope with all its operations; `shown` are those that this release can show."""

    scope: str
    record: str
    table: str
    edits: tuple[Edit, ...]
    shown: tuple[Edit, ...]


class Walk:
    """Over all records of these scopes, in the order of their ids."""

    def __init__(self, scopes: Collection[str]) -> None:
        self._scopes = frozenset(scopes)
        self._after = ""
        self._bodies: Bodies | None = None
        self.is_over = False

    def next(self, connection: Connection) -> list[Held]:
        """The next piece; `is_over` once there is no more. What is damaged beyond reading counts as not here."""
        until = _end_of_piece(connection, self._after)
        self.is_over = until is None
        # What is packed is unpacked once for the whole walk.
        self._bodies = self._bodies.over(connection) if self._bodies else Bodies(connection)
        rows = connection.exec_driver_sql(
            "SELECT t.scope_id, o.record_id, o.table_name, o.dot, o.atom, o.base, o.value, o.transaction_id, o.position,"
            " t.first_seq, o.state FROM sync_operations AS o JOIN sync_transactions AS t ON t.id = o.transaction_id"
            " WHERE o.record_id > ? AND (? IS NULL OR o.record_id <= ?) ORDER BY o.record_id, t.scope_id, o.table_name",
            (self._after, until, until),
        ).all()
        self._after = until or ""
        wanted = (row for row in rows if row[0] in self._scopes)
        return [
            _held(key, [(self._edit(*row[3:-1]), row[-1]) for row in members])
            for key, members in groupby(wanted, key=lambda row: (row[0], row[1], row[2]))
        ]

    def _edit(
        self,
        dot: str,
        atom: str,
        base: str,
        value: str,
        transaction_id: int,
        position: int,
        first_seq: int | None,
    ) -> Edit | None:
        assert self._bodies is not None
        try:
            said = self._bodies.value(transaction_id, position, value)
        except UNREADABLE:
            return None
        seq = None if first_seq is None else first_seq + position
        return Edit(dot=dot, atom=atom, base=tuple(base.split()), value=said, seq=seq)


def _end_of_piece(connection: Connection, after: str) -> str | None:
    found = connection.exec_driver_sql(
        "SELECT record_id FROM sync_operations WHERE record_id > ? ORDER BY record_id LIMIT 1 OFFSET ?",
        (after, AT_ONCE),
    ).scalar()
    return None if found is None else str(found)


def _held(key: tuple[str, str, str], read: list[tuple[Edit | None, str]]) -> Held:
    scope, record, table = key
    edits = [(edit, state) for edit, state in read if edit is not None]
    return Held(
        scope=scope,
        record=record,
        table=table,
        edits=tuple(edit for edit, _ in edits),
        shown=tuple(edit for edit, state in edits if state != "held"),
    )
