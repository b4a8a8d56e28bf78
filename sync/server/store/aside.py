"""What the server keeps back, across all scopes, for the person who runs it."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import ColumnElement, Connection, select

from sync.messages.wire import Transaction
from sync.server.store.tables import KEPT_BACK, devices, transactions


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A transaction that waits or is quarantined; `number` is of its first operation in its replica's chain."""

    scope: str
    replica: str
    number: int
    outcome: str
    code: str | None
    received_at: str
    tag: str
    email: str
    body: bytes

    @property
    def name(self) -> str:
        """Short, and the same at every call: what a command is given to name it."""
        return f"{self.scope[:8]}/{self.replica}/{self.number}"

    def transaction(self) -> Transaction:
        return msgspec.msgpack.decode(self.body, type=Transaction)


def all_aside(connection: Connection, scope: str | None = None) -> Sequence[Aside]:
    """In the order in which a person would look: by scope, by laptop, oldest first."""
    t = transactions.c
    here: list[ColumnElement[bool]] = [KEPT_BACK]
    if scope is not None:
        here.append(t.scope == scope)
    rows = connection.execute(
        select(
            t.scope,
            t.replica,
            t.first_n,
            t.outcome,
            t.code,
            t.received_at,
            t.body,
            devices.c.tag,
            devices.c.email,
        )
        .select_from(transactions.join(devices, devices.c.id == t.device_id))
        .where(*here)
        .order_by(t.scope, t.replica, t.first_n)
    )
    return [
        Aside(
            scope=row.scope,
            replica=row.replica,
            number=row.first_n,
            outcome=row.outcome,
            code=row.code,
            received_at=row.received_at,
            tag=row.tag,
            email=row.email,
            body=bytes(row.body),
        )
        for row in rows
    ]
