"""How far a checked backup reaches in each scope, so that a laptop can say what even the loss of the server leaves."""

import json
from collections.abc import Mapping

from sqlalchemy import Connection, select, update

from sync.server.store.state import SECURED, State
from sync.server.store.tables import cursors, scopes

_BEGUN = "backup_begun"


def counters_in(connection: Connection) -> dict[str, int]:
    """Where each scope's order ends now."""
    return {row.id: row.counter for row in connection.execute(select(scopes.c.id, scopes.c.counter))}


def note_begun(connection: Connection) -> int:
    """A copy made from now on, by whatever program, holds all that is here; answers how many scopes."""
    counters = counters_in(connection)
    State(connection).keep(_BEGUN, json.dumps(counters))
    return len(counters)


def take_begun(connection: Connection) -> dict[str, int] | None:
    """What `note_begun` noted, once; None where nothing was begun."""
    state = State(connection)
    counters: dict[str, int] | None = json.loads(state.find(_BEGUN) or "null")
    state.keep(_BEGUN, "null")
    return counters


def note_secured(connection: Connection, counters: Mapping[str, int]) -> None:
    """A backup that holds each scope up to there was made and checked; what an older one holds stays noted."""
    for scope_id, counter in counters.items():
        connection.execute(
            update(scopes)
            .where(scopes.c.id == scope_id, scopes.c.secured < counter, scopes.c.counter >= counter)
            .values(secured=counter)
        )
    State(connection).count_up(name=SECURED)


def secured_for(connection: Connection, device_id: str) -> dict[str, int]:
    """Of the scopes that this device keeps."""
    kept = select(cursors.c.scope).where(cursors.c.device_id == device_id)
    rows = connection.execute(
        select(scopes.c.id, scopes.c.secured).where(scopes.c.id.in_(kept), scopes.c.secured > 0)
    )
    return {row.id: row.secured for row in rows}
