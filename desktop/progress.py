"""How far a long task is, and the wish to stop it."""

from collections.abc import Callable


class Cancelled(Exception):
    """The person asked to stop; the task leaves nothing half done (exit code 130)."""


class Progress:
    """Handed to long work, which calls `step`; the caller listens, and may ask to stop."""

    def __init__(self, listener: Callable[[int, int, str], None] | None = None) -> None:
        self._listener = listener
        self._stop = False

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop = True

    def step(self, done: int, total: int, what: str = "") -> None:
        """Say that `done` of `total` is finished; raises Cancelled once asked to stop."""
        if self._stop:
            raise Cancelled
        if self._listener is not None:
            self._listener(done, total, what)


SILENT = Progress()
