"""How a store is read where nothing can be written: on a full disk, in a folder that is not to be written.

A store in WAL mode wants two files beside it to be read at all. `readonly_shm` does with what is there of them, and
reads what the log holds; `immutable` needs neither, and passes over a log: it is used where there is none to pass over.
"""

from pathlib import Path

from desktop.errors import StoreProblem
from desktop.i18n import _

FROM_ITS_LOG, WITHOUT_A_LOG = "mode=ro&readonly_shm=1", "mode=ro&immutable=1"


class CannotWrite(StoreProblem):
    """The disk or the folder takes nothing now; what the store holds may be read all the same."""

    def __init__(self, what: str, what_now: str, *, why: str, way_out: str) -> None:
        super().__init__(what, what_now)
        self.why, self.way_out = why, way_out
        """For as long as it lasts: what hinders, and what to do about it."""


def full() -> CannotWrite:
    return CannotWrite(
        _("The disk is full, so this could not be saved."),
        _("Free some space and try again; everything saved before is safe."),
        why=_("The disk is full, so nothing can be saved."),
        way_out=_("Free some space; Milepost then goes on by itself."),
    )


def not_to_be_written() -> CannotWrite:
    return CannotWrite(
        _("The folder of the store cannot be written."),
        _("Check the folder's permissions; nothing was changed."),
        why=_("The folder of the store cannot be written, so nothing can be saved."),
        way_out=_("Change its permissions; Milepost then goes on by itself."),
    )


def out_of_order() -> CannotWrite:
    return CannotWrite(
        _("The disk with the store does not answer as it should."),
        _("Check that it is connected and not full, then try again; everything saved before is safe."),
        why=_("The disk with the store does not answer as it should, so nothing can be saved."),
        way_out=_("Check that it is connected and not full; Milepost then goes on by itself."),
    )


def uri_to_read(store: Path) -> str:
    """How SQLite opens the store without writing a byte. Raises StoreProblem where it would pass over saved work."""
    log, shared = (store.with_name(f"{store.name}-{part}") for part in ("wal", "shm"))
    is_empty = not log.exists() or not log.stat().st_size
    if not is_empty and not shared.exists():
        try:
            shared.touch(mode=0o600)  # an empty one will do
        except OSError as problem:
            raise _log_out_of_reach() from problem
    way = FROM_ITS_LOG if shared.exists() else WITHOUT_A_LOG
    return f"{store.absolute().as_uri()}?{way}"


def _log_out_of_reach() -> StoreProblem:
    return StoreProblem(
        _("What was saved last can be read only where the folder of the store can be written."),
        _("Change its permissions, or copy the whole folder to another disk and open it there."),
    )
