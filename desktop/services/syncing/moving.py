"""How far a sync is: bytes that moved, files that are done, the time that is left."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from desktop.i18n import _
from desktop.progress import SILENT, Progress
from desktop.services.syncing.gate import Gate
from desktop.services.syncing.records import MovedRecord
from desktop.services.syncing.sentences import silent_words
from sync.client.transport import HttpTransport

Told = Callable[[MovedRecord], None]
_HEARD_AFTER_S = 2.0
"""A message that takes longer than this is broken off for who asks to stop; a shorter one ends first."""
_TOLD_EVERY_S = 0.2
_SURE_AFTER_S = 3.0
_SILENT_FROM_S = 5
"""Seconds without an answer from which a person is told."""


class Moving:
    """Listens to a run between its messages, and within long ones."""

    def __init__(
        self,
        progress: Progress,
        gate: Gate,
        told: Told,
        bytes_to_go: int,
        clock: Callable[[], float] = time.monotonic,
        *,
        what: str = "",
    ) -> None:
        """`what` is being done, in words."""
        self._what = what or _("Syncing")
        self._progress, self._gate, self._told, self._clock = progress, gate, told, clock
        self._to_go = bytes_to_go
        self._begun = self._last_step = self._last_told = clock()
        self._done = self._total = 0
        self._silent_s = 0
        self._transport: HttpTransport | None = None

    def watch(self, transport: HttpTransport) -> None:
        """Whose bytes are counted."""
        self._transport = transport

    def between_messages(self, done: int, total: int) -> None:
        """Raises Cancelled once asked to stop; waits here while the gate is shut."""
        self._done, self._total, self._silent_s = done, total, 0
        self._step()
        self._gate.passed(self._step)
        self._last_step = self._clock()

    def within_message(self) -> None:
        """Of each piece that moved."""
        now, was_silent = self._clock(), self._silent_s > 0
        self._silent_s = 0
        if was_silent or now - self._last_told >= _TOLD_EVERY_S:
            self._last_told = now
            self._told(self.moved())
        if now - self._last_step >= _HEARD_AFTER_S:
            self._step()

    def while_quiet(self, seconds: float) -> None:
        """Several times a second while nothing moves. Raises Cancelled once asked to stop."""
        self._silent_s = int(seconds) if seconds >= _SILENT_FROM_S else 0
        if seconds >= _HEARD_AFTER_S:
            self._step()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """A message that nobody waits for may outlast the run, and must not be the last to hold a window's job."""
        self._progress, self._told = SILENT, _tell_nobody

    def _step(self) -> None:
        self._told(self.moved())
        # Told step by step, so that a terminal is not filled by the seconds.
        silent = self._silent_s - self._silent_s % _SILENT_FROM_S
        self._progress.step(self._done, self._total, silent_words(silent) if silent else self._what)

    def moved(self) -> MovedRecord:
        sent = self._transport.bytes_sent if self._transport else 0
        received = self._transport.bytes_received if self._transport else 0
        are_files = self._done < self._total
        return MovedRecord(
            changes=0 if are_files else self._done,
            bytes_sent=sent,
            bytes_received=received,
            files_done=self._done if are_files else 0,
            files_total=self._total if are_files else 0,
            seconds_left=self._left(sent + received),
            silent_s=self._silent_s,
        )

    def _left(self, moved: int) -> int | None:
        """By the pace so far; only of what is known to go: how much will come, nobody here knows."""
        spent, rest = self._clock() - self._begun, self._to_go - moved
        if spent < _SURE_AFTER_S or rest <= 0 or not moved:
            return None
        return max(1, round(rest * spent / moved))


def _tell_nobody(_moved: MovedRecord) -> None:
    """Nobody listens any more."""
