"""Gives back the memory of pages that were read once, and of connections that nobody uses."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine


def release_pages(engine: "Engine") -> None:
    """Keep one idle connection, without its pages, and close the others.

    Each holds up to 64 MiB of pages and, emptied, still the 4 MiB of a schema with its capture triggers; the one
    that stays answers the next query at once.
    """
    from sqlalchemy.pool import QueuePool

    pool = engine.pool
    if not isinstance(pool, QueuePool):
        return
    idle = [engine.raw_connection() for _each in range(pool.checkedin())]
    for at, connection in enumerate(idle):
        if at:
            connection.detach()
        else:
            connection.cursor().execute("PRAGMA shrink_memory")
    for connection in idle:
        connection.close()


def hand_to_the_system() -> None:
    """The C library of Linux keeps what was freed in the middle of its heap, until it is asked."""
    if sys.platform != "linux":
        return
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
    if trim is not None:
        trim(0)
