"""Runs jobs beside the window; the only room that knows threads. Also the one debounce."""

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal

from desktop.errors import Unexpected, UserError
from desktop.progress import Cancelled, Progress
from desktop.ui.jobs import HowFar, JobHandle

log = logging.getLogger(__name__)
T = TypeVar("T")
_BETWEEN_REPORTS_S = 0.05
SAVE_AT_LATEST_MS = 2_000
"""What somebody types without a pause is on disk by then: no power cut takes more of it."""


class _Job(QObject):
    """One piece of work and its signals; lives on the window's thread."""

    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    moved = Signal(int, int, str)
    ended = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.progress = Progress(self._report)
        self._last_report = 0.0

    def cancel(self) -> None:
        self.progress.stop()

    def _report(self, done: int, total: int, what: str) -> None:
        # A fast loop would flood the window with signals; the last step is always told.
        now = time.monotonic()
        if done >= total or now - self._last_report >= _BETWEEN_REPORTS_S:
            self._last_report = now
            self.moved.emit(done, total, what)


class _Run(QRunnable):
    def __init__(self, job: _Job, work: Callable[[Progress], Any]) -> None:
        super().__init__()
        self._job, self._work = job, work

    def run(self) -> None:
        job = self._job
        try:
            job.done.emit(self._work(job.progress))
        except Cancelled:
            job.cancelled.emit()
        except UserError as problem:
            job.failed.emit(problem)
        except Exception as bug:
            log.exception("job failed: %s", job.title)
            job.failed.emit(Unexpected(bug))
        finally:
            job.ended.emit()


class BackgroundJobs(QObject):
    """Jobs on a thread pool; answers arrive on the thread that made this object."""

    began = Signal(str)
    idle = Signal()
    at_rest = Signal()
    """Nothing runs; something may be held."""

    def __init__(self, parent: QObject | None = None, workers: int = 2) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(workers)
        self._running: dict[_Job, _Answers] = {}
        self._is_held = False
        self._waiting: list[tuple[_Job, _Run]] = []
        self._once_at_rest: Callable[[], None] | None = None
        self.at_rest.connect(self._come_to_rest)

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
        job = _Job(title)
        answers = _Answers(done, failed, progress, cancelled)
        queued = Qt.ConnectionType.QueuedConnection
        job.done.connect(answers.give_done, queued)
        job.failed.connect(answers.give_failed, queued)
        job.cancelled.connect(answers.give_cancelled, queued)
        job.moved.connect(answers.give_progress, queued)
        job.ended.connect(self._let_go_of_ended, queued)
        self._running[job] = answers  # held until it ends, else Qt frees it under the worker
        self.began.emit(title)
        if self._is_held:
            self._waiting.append((job, _Run(job, work)))
        else:
            self._pool.start(_Run(job, work))
        return job

    def hold(self, then: Callable[[], None]) -> None:
        """Begin nothing more until `go_on`; `then` is called once nothing runs, unless that came first."""
        self._is_held = True
        if not self._running:
            then()
        else:
            self._once_at_rest = then

    def _come_to_rest(self) -> None:
        then, self._once_at_rest = self._once_at_rest, None
        if then is not None:
            then()

    def go_on(self) -> None:
        """What was asked for while held begins now."""
        self._is_held, waiting = False, self._waiting
        self._once_at_rest = None
        self._waiting = []
        for _job, run in waiting:
            self._pool.start(run)

    @property
    def running_titles(self) -> tuple[str, ...]:
        """What is under way, for the question before quitting."""
        return tuple(job.title for job in self._running)

    def cancel_all(self) -> None:
        for job in tuple(self._running):
            job.cancel()

    def wait(self, timeout_ms: int = 10_000) -> bool:
        """Cancel what runs and wait for it to stop, before the store is closed."""
        self.cancel_all()
        self._forget_waiting()
        return self._pool.waitForDone(timeout_ms)

    def _forget_waiting(self) -> None:
        for job, _run in self._waiting:
            self._running.pop(job, None)
        self._waiting = []

    def forget(self, timeout_ms: int = 10_000) -> bool:
        """Wait as `wait` does, and let no answer arrive, nor what `hold` promised: the screens that asked are about to go."""
        self._once_at_rest = None
        answered = self.wait(timeout_ms)
        for answers in self._running.values():
            answers.forget()
        return answered

    def _let_go_of_ended(self) -> None:
        job = self.sender()
        if isinstance(job, _Job):
            self._running.pop(job, None)
        if not self._running:
            self.idle.emit()
        if len(self._running) == len(self._waiting):
            self.at_rest.emit()


class _Answers(QObject):
    """The callbacks of one job, called on the thread this object lives on."""

    def __init__(
        self,
        done: Callable[[Any], None],
        failed: Callable[[UserError], None] | None,
        progress: HowFar | None,
        cancelled: Callable[[], None] | None,
    ) -> None:
        super().__init__()
        self._done, self._failed, self._progress, self._cancelled = done, failed, progress, cancelled
        self._is_wanted = True

    def forget(self) -> None:
        """Whoever asked is gone."""
        self._is_wanted = False

    def give_done(self, answer: object) -> None:
        if self._is_wanted:
            self._done(answer)

    def give_failed(self, problem: UserError) -> None:
        if self._is_wanted and self._failed is not None:
            self._failed(problem)

    def give_progress(self, done: int, total: int, what: str) -> None:
        if self._is_wanted and self._progress is not None:
            self._progress(done, total, what)

    def give_cancelled(self) -> None:
        if self._is_wanted and self._cancelled is not None:
            self._cancelled()


class Debounce(QObject):
    """Calls once the calls for it have paused: saving while typing, searching, redrawing a preview.

    `at_latest_ms` after the first call that waits it is done, pause or none.
    """

    def __init__(
        self,
        wait_ms: int,
        action: Callable[[], None],
        parent: QObject | None = None,
        *,
        at_latest_ms: int | None = None,
    ) -> None:
        super().__init__(parent)
        self._action = action
        self._timer = QTimer(self, singleShot=True, interval=wait_ms)
        self._timer.timeout.connect(action)
        self._at_latest_s = None if at_latest_ms is None else at_latest_ms / 1000
        self._waits_since = 0.0

    @property
    def is_waiting(self) -> bool:
        return self._timer.isActive()

    def call(self) -> None:
        """Ask for the action after the pause; asking again begins the pause anew."""
        now = time.monotonic()
        if not self._timer.isActive():
            self._waits_since = now
        self._timer.start()
        if self._at_latest_s is not None and now - self._waits_since >= self._at_latest_s:
            self.flush()

    def flush(self) -> None:
        """Do it now if it was asked for: on leaving the field and before closing."""
        if self._timer.isActive():
            self._timer.stop()
            self._action()

    def cancel(self) -> None:
        self._timer.stop()
