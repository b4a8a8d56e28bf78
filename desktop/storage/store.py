"""Makes and opens a store: lock, key, schema, triggers - in that order."""

from desktop.clock import Clock
from desktop.errors import StoreProblem
from desktop.i18n import _
from desktop.paths import this_program
from desktop.storage.connecting import Connections, damaged
from desktop.storage.database import Database
from desktop.storage.folder import Profile, ProfileLock
from desktop.storage.held_key import HeldKey
from desktop.storage.migrate import bring_up_to_date

SMALLEST_STORE = 4096
"""Bytes of one page."""


class OpenStore:
    """A store in use by this process: its database and its key, until closed."""

    def __init__(self, database: Database, key: HeldKey, lock: ProfileLock) -> None:
        self.database = database
        self._key = key
        self._lock = lock

    @property
    def key(self) -> bytes:
        """Not to be kept: a lock lets go of it. Raises StoreProblem while the store is locked."""
        return self._key.value()

    def seal(self) -> None:
        """Close every connection and let go of the key; the folder stays taken, records on screen stay."""
        self.database.close()
        self._key.drop()

    def unseal(self, key: bytes) -> None:
        """Go on with the key after `seal`."""
        self._key.take(key)

    def close(self) -> None:
        self.database.close()
        self._key.drop()
        self.database.profile.wipe_temporary()
        self._lock.give_back()


def open_store(profile: Profile, key: bytes, clock: Clock, *, new: bool = False) -> OpenStore:
    """Raises StoreProblem for a missing, locked, damaged, newer or foreign store; never makes one in its place."""
    if not new and not profile.store.exists():
        raise StoreProblem(
            _("There is no store in {folder}.").format(folder=profile.folder),
            _("Make one with: {milepost} init, or restore a backup.").format(milepost=this_program()),
        )
    if not new and profile.store.stat().st_size < SMALLEST_STORE:
        # SQLite takes an empty file for a new store, and would fill it.
        raise damaged(profile.store)
    lock = ProfileLock(profile)
    lock.take_to_read()
    held = HeldKey(key)
    database = Database(Connections(profile.store, held), profile, clock, lock)
    try:
        profile.wipe_temporary()
        bring_up_to_date(database, key, new=new)
    except BaseException:
        database.close()
        lock.give_back()
        raise
    return OpenStore(database, held, lock)
