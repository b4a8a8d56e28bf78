"""Gives back the memory of pages that were read once: each connection keeps up to 64 MiB of them."""

import sys
from contextlib import ExitStack

from sqlalchemy import Engine
from sqlalchemy.pool import QueuePool


def release_pages(engine: Engine) -> None:
    """Empty the page caches of the connections nobody uses now; the next query reads and decrypts again."""
    pool = engine.pool
    if isinstance(pool, QueuePool):
        with ExitStack() as held:
            for _each in range(pool.checkedin()):
                connection = engine.raw_connection()
                held.callback(connection.close)
                connection.cursor().execute("PRAGMA shrink_memory")
    _hand_to_the_system()


def _hand_to_the_system() -> None:
    """The C library of Linux keeps what was freed in the middle of its heap, until it is asked."""
    if sys.platform != "linux":
        return
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
    if trim is not None:
        trim(0)
