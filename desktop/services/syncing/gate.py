"""Holds a sync between two messages while a person wants the line for something else."""

import time
from collections.abc import Callable

_LOOK_S = 0.2


class Gate:
    """Paused and opened from the window, passed by the run; what was taken stays taken meanwhile."""

    def __init__(self, wait: Callable[[float], None] = time.sleep) -> None:
        self._wait = wait
        self._is_shut = False

    @property
    def is_shut(self) -> bool:
        return self._is_shut

    def shut(self) -> None:
        self._is_shut = True

    def open(self) -> None:
        self._is_shut = False

    def passed(self, still: Callable[[], None]) -> None:
        """Return once it is open; `still` is called meanwhile, and may raise to end the run."""
        while self._is_shut:
            self._wait(_LOOK_S)
            still()
