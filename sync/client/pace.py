"""Keeps to a number of kilobits a second, so that a sync leaves room on a thin line."""

import time
from collections.abc import Callable

PIECE_BYTES = 16 * 1024
"""What is sent or taken between two looks at the clock."""


class Pace:
    """`spend` returns once the bytes were due; sent and received count alike."""

    def __init__(
        self,
        kbps: int,
        *,
        wait: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bytes_a_second = kbps * 1000 / 8
        self._wait, self._clock = wait, clock
        self._due = clock()

    def spend(self, size_bytes: int) -> None:
        now = self._clock()
        self._due = max(self._due, now) + size_bytes / self._bytes_a_second
        self._wait(self._due - now)
