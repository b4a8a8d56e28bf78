"""The one sync a window runs at a time: begun by a press or by the schedule, paused, cancelled; knows no Qt."""

from collections.abc import Callable
from typing import Literal, Protocol

from desktop.errors import UserError
from desktop.i18n import _
from desktop.progress import Progress
from desktop.services.roster import Services
from desktop.services.syncing.gate import Gate
from desktop.services.syncing.records import MovedRecord
from desktop.services.syncing.sync_state import SyncReport
from desktop.ui.jobs import JobHandle, Jobs

Standing = Literal["idle", "running", "paused"]


class RunListener(Protocol):
    """One who shows the run, or waits for its end."""

    def run_moved(self) -> None:
        """Begun, further, paused or going on: look at the run."""

    def run_ended(self, report: SyncReport | None, problem: UserError | None, *, was_asked: bool) -> None:
        """Neither report nor problem: it was cancelled. `was_asked`: a person began it."""


class SyncRun:
    """Answers arrive on the window's thread, as from every job."""

    def __init__(
        self, services: Services, jobs: Jobs, *, is_paid_for: Callable[[], bool] = lambda: False
    ) -> None:
        """`is_paid_for`: whether each byte of the connection costs something."""
        self._services, self._jobs, self._is_paid_for = services, jobs, is_paid_for
        self._job: JobHandle | None = None
        self._gate = Gate()
        self._listeners: list[RunListener] = []
        self._was_asked = False
        self.standing: Standing = "idle"
        self.moved: MovedRecord | None = None

    @property
    def is_under_way(self) -> bool:
        return self.standing != "idle"

    def watch(self, listener: RunListener) -> Callable[[], None]:
        """The answer ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def start(self, *, was_asked: bool = True, check_copy: bool = False, all_files: bool = False) -> bool:
        """Begin, with all that is here held against the server's or not; False where one is under way.

        `all_files` moves the large ones too where each byte is paid for.
        """
        if self.standing != "idle":
            return False
        self.standing, self.moved, self._was_asked = "running", None, was_asked
        self._gate = gate = Gate()
        syncing = self._services.syncing
        spares = not all_files and syncing.settings().spares_metered and self._is_paid_for()
        self._tell()

        def work(progress: Progress) -> SyncReport:
            return syncing.sync(
                progress,
                gate=gate,
                told=self._keep,
                is_beside_a_person=True,
                check_copy=check_copy,
                only_small_files=spares,
            )

        job = self._jobs.start(
            work,
            done=lambda report: self._ended(report, None),
            failed=lambda problem: self._ended(None, problem),
            progress=lambda _done, _total, _what: self._tell(),
            cancelled=lambda: self._ended(None, None),
            title=_("Syncing"),
        )
        self._job = job if self.is_under_way else None  # it may be over already
        return True

    def _keep(self, moved: MovedRecord) -> None:
        # Written by the thread that syncs, read by the window's: one reference, replaced whole.
        self.moved = moved

    def pause(self) -> None:
        """After the message under way; what was taken stays."""
        if self.standing == "running":
            self._gate.shut()
            self.standing = "paused"
            self._tell()

    def go_on(self) -> None:
        if self.standing == "paused":
            self._gate.open()
            self.standing = "running"
            self._tell()

    def cancel(self) -> None:
        """What came by then stays, what is unsent goes next time."""
        if self._job is not None:
            self._job.cancel()
            self._gate.open()

    def forget(self) -> None:
        """Who watched is gone, and the answer of a run under way was dropped with them; the next may begin."""
        self._listeners.clear()
        self._job, self.standing, self.moved = None, "idle", None

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener.run_moved()

    def _ended(self, report: SyncReport | None, problem: UserError | None) -> None:
        self._job, self.standing = None, "idle"
        for listener in tuple(self._listeners):
            listener.run_ended(report, problem, was_asked=self._was_asked)
