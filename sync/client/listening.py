"""Does one exchange beside the caller, who goes on listening: to how long nothing moved, and to a wish to stop."""

import contextvars
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar, cast

T = TypeVar("T")
Quiet = Callable[[float], None]
"""Told for how many seconds nothing has moved; may raise to stop."""
_SLICE_S = 0.2


class Abandoned(Exception):
    """Nobody waits for this exchange any more."""


class Exchange:
    """One message and its answer."""

    def __init__(self, quiet: Quiet) -> None:
        self._quiet = quiet
        self._lock, self._done = threading.Lock(), threading.Event()
        self._moved_at = time.monotonic()
        self.is_abandoned = False

    def heard(self, work: Callable[[], T], *, let_go: Callable[[], None]) -> T:
        """What `work` answers or raises. Where `quiet` raises it is left to itself, and `let_go` called at its end."""
        outcome: list[tuple[T | None, BaseException | None]] = []

        def worked() -> None:
            try:
                outcome.append((work(), None))
            except BaseException as fault:  # noqa: BLE001 - raised where it is waited for
                outcome.append((None, fault))
            with self._lock:
                self._done.set()
            if self.is_abandoned:
                let_go()

        threading.Thread(target=contextvars.copy_context().run, args=(worked,), daemon=True).start()
        try:
            while not self._done.wait(_SLICE_S):
                self._listen()
        except BaseException:
            self._abandon(let_go)
            raise
        answer, fault = outcome[0]
        if fault is not None:
            raise fault
        return cast(T, answer)

    @contextmanager
    def moving(self) -> Iterator[None]:
        """Around what is told of a piece that moved, on the thread of the exchange. Raises Abandoned."""
        with self._lock:
            if self.is_abandoned:
                raise Abandoned
            yield
            self._moved_at = time.monotonic()

    def _listen(self) -> None:
        # Whoever is being told of a piece hears of a stop there, and nothing is quiet.
        if self._lock.acquire(blocking=False):
            try:
                self._quiet(time.monotonic() - self._moved_at)
            finally:
                self._lock.release()

    def _abandon(self, let_go: Callable[[], None]) -> None:
        with self._lock:
            self.is_abandoned = True
            is_over = self._done.is_set()
        if is_over:
            let_go()
