"""What presenters ask of a background; who does it, and on which thread, they never learn."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from desktop.errors import UserError
from desktop.progress import Cancelled, Progress

T = TypeVar("T")
HowFar = Callable[[int, int, str], None]
"""Told `done`, `total` and what is being done."""


class JobHandle(Protocol):
    """A job under way."""

    def cancel(self) -> None:
        """Ask it to stop; an answer may still arrive if it was just done."""


class Jobs(Protocol):
    """Runs what may take over 50 ms while the window stays alive."""

    def start(
        self,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
        progress: HowFar | None = None,
        cancelled: Callable[[], None] | None = None,
        title: str = "",
    ) -> JobHandle:
        """Begin; exactly one of `done`, `failed` and `cancelled` is called later, in the window's turn."""


class _Over:
    def cancel(self) -> None:
        """The work ended before `start` returned."""


class JobsAtOnce:
    """Jobs that run where they are started: for presenters' tests and for headless renders."""

    def start(
        self,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
        progress: HowFar | None = None,
        cancelled: Callable[[], None] | None = None,
        title: str = "",
    ) -> JobHandle:
        try:
            answer = work(Progress(progress))
        except Cancelled:
            if cancelled is not None:
                cancelled()
        except UserError as problem:
            if failed is not None:
                failed(problem)
        else:
            done(answer)
        return _Over()
