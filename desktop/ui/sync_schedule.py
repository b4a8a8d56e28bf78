"""Begins a sync when the laptop's schedule says so; a press of the button needs no schedule."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from desktop.errors import UserError
from desktop.rules.sync_schedule import due_after, parse_time_of_day
from desktop.services.roster import Services
from desktop.services.syncing.sync_state import SyncReport
from desktop.settings.sync_settings import SyncSettings
from desktop.ui.sync_run import SyncRun

LOOK_EVERY_MS = 30_000


class SyncSchedule(QObject):
    """Looks twice a minute; a RunListener, so that a run by hand moves the next one on."""

    def __init__(
        self,
        services: Services,
        run: SyncRun,
        parent: QObject | None = None,
        *,
        is_paid_for: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._run = services, run
        self._is_paid_for = is_paid_for or is_metered
        self._last_try: datetime | None = None
        self._unwatch = run.watch(self)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Also for a run that was told to forget who watched it."""
        self._unwatch()
        self._unwatch = self._run.watch(self)
        self._timer.start()

    def end(self) -> None:
        """Begin nothing more, such as while the window is locked."""
        self._timer.stop()

    def look(self) -> bool:
        """Begin a run if one is due; whether it did."""
        syncing = self._services.syncing
        settings = syncing.settings()
        if settings.schedule == "off" or self._run.standing != "idle":
            return False
        state = syncing.state()
        if not state.enrolled:
            return False
        now = self._services.clock().astimezone()
        due = next_run(settings, [state.last_run, self._last_try], now)
        if due is not None and due > now:
            return False
        if settings.only_unmetered and self._is_paid_for():
            return False
        return self._run.start(was_asked=False)

    def run_moved(self) -> None:
        """Only the end of a run matters here."""

    def run_ended(self, report: SyncReport | None, problem: UserError | None, *, was_asked: bool) -> None:
        self._last_try = self._services.clock()


def next_run(settings: SyncSettings, tries: Sequence[datetime | None], now: datetime) -> datetime | None:
    """When the schedule wants the next one, in local time; None where it is due at once: it never ran, or ran while the
    clock was ahead."""
    tried = [one for one in tries if one is not None and one <= now]
    if not tried:
        return None
    every = settings.every_minutes if settings.schedule == "every" else None
    times = [one for text in settings.times if (one := parse_time_of_day(text)) is not None]
    return due_after(max(tried).astimezone(), every_minutes=every, times=times)


def is_metered() -> bool:
    """Whether the system says that each byte is paid for; a system that does not say counts as free."""
    from PySide6.QtNetwork import QNetworkInformation

    feature = QNetworkInformation.Feature.Metered
    if QNetworkInformation.instance() is None and not QNetworkInformation.loadBackendByFeatures(feature):
        return False
    known = QNetworkInformation.instance()
    return bool(known is not None and known.supports(feature) and known.isMetered())
