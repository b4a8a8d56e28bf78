"""A disk that takes nothing more, as the system itself can play it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def a_disk_that_stops_at(size: int) -> Iterator[None]:
    """The system refuses every byte past `size` of a file.

    SQLite is told what a disk gone read-only tells it too: the write failed, and not for want of room.
    """
    resource = pytest.importorskip("resource", reason="only there can the system be told to refuse writing")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    assert signal.getsignal(signal.SIGXFSZ) is signal.SIG_IGN  # or the process would end
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
