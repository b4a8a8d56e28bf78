"""A new release of the server over the data of the one before: the embedded database is brought up as it starts."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sync.messages.schema import Schema
from sync.server.app.backups import is_sound
from sync.server.app.options import now
from sync.server.app.place import Place, ServerProblem
from sync.server.rounds.push import judge_again
from sync.server.store import migrate as migrations
from sync.server.store.database import Database


@contextmanager
def serving_database(place: Place, schema: Schema) -> Iterator[Database]:
    """The database to serve from. The caller holds the folder's lock.

    An embedded one of an older release is copied, checked and upgraded. PostgreSQL may serve other processes of that
    release still, so it is refused with what to do. Raises DatabaseProblem, ServerProblem; then nothing was changed.
    """
    if place.database_url is None and _copied_before_upgrade(place):
        with place.database(to_upgrade=True) as database:
            judge_again(database, schema, now())
    with place.database() as database:
        yield database


def _copied_before_upgrade(place: Place) -> bool:
    """False where nothing is to be upgraded."""
    with place.database(as_it_is=True) as database:
        if not database.is_older():
            return False
        kept = place.data / f"server-before-{migrations.HEAD}.db"
        growing = kept.with_name(f"{kept.name}.part")
        growing.unlink(missing_ok=True)
        try:
            database.copy_to(growing)
            if not is_sound(growing):
                raise ServerProblem("The copy made before the upgrade is not sound; nothing was changed.")
            growing.replace(kept)
        except OSError as fault:
            raise ServerProblem(
                f"No copy can be made before the upgrade: {fault.strerror}. Nothing was changed."
            ) from fault
        finally:
            growing.unlink(missing_ok=True)
    sys.stderr.write(f"Upgrading data of an older release; as it was, it is kept in {kept}.\n")
    return True
