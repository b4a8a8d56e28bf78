"""Syncs, enrols, and says where every record of this laptop is; knows no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.errors import UserError
from desktop.i18n import _
from desktop.progress import Progress
from desktop.services.roster import Services
from desktop.services.syncing.records import (
    AsideRecord,
    ConflictRecord,
    LadderRecord,
    ParallelRecord,
    Rung,
    SyncReport,
    SyncState,
    WhereRecord,
)
from desktop.ui.jobs import JobHandle
from desktop.ui.record_places import place_of
from desktop.ui.screens.sync import words
from desktop.ui.screens.sync.desk.presenter import DeskPresenter
from desktop.ui.shell import Change, Shell

RUNGS: tuple[Rung, ...] = ("here", "waiting", "stored")
AREAS_OF_ITS_OWN = frozenset({"local_settings"})
"""Changes that move nothing on this screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All the screen shows, read at one go."""

    state: SyncState
    ladder: LadderRecord
    aside: tuple[AsideRecord, ...]
    conflicts: tuple[ConflictRecord, ...]
    parallel: tuple[ParallelRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rung of the ladder at the head: how many stand there, and a line that explains."""

    rung: Rung
    word: str
    count: int
    note: str
    asks_for_care: bool


class SyncScreen(Protocol):
    def show_head(self, sentence: str, *, verb: str, is_enrolled: bool) -> None: ...

    def show_steps(self, steps: Sequence[Step], chosen: Rung) -> None: ...

    def show_rows(
        self, fetch: Callable[[tuple[str, str] | None, int], Sequence[WhereRecord]], count: int, rung: Rung
    ) -> None: ...

    def show_aside(self, aside: Sequence[AsideRecord], sentence: str) -> None: ...

    def show_counts(self, conflicts: int, here: int) -> None:
        """Beside the names of the tabs; the first time, the tab with work to do comes to the front."""

    def show_running(self, sentence: str) -> None:
        """What the sync under way has done so far; empty when none is."""

    def show_trouble(self, what: str, what_now: str) -> None:
        """Why the last try failed; empty where it did not."""

    def ask_to_enrol(self) -> None: ...


class SyncPresenter:
    def __init__(self, screen: SyncScreen, shell: Shell, desk: DeskPresenter) -> None:
        self._screen, self._shell, self._desk = screen, shell, desk
        self._snapshot: Snapshot | None = None
        self._rung: Rung | None = None
        self._job: JobHandle | None = None
        self._is_running = False
        self._is_reading = self._is_stale = False

    @property
    def services(self) -> Services:
        return self._shell.services

    def begin(self) -> None:
        self.reload()

    def on_changed(self, changed: Change) -> bool:
        """Whether the screen has to be read again."""
        return changed.areas != AREAS_OF_ITS_OWN

    def reload(self) -> None:
        """Read everything again; asked for while that is under way, it is read once more afterwards."""
        if self._is_reading:
            self._is_stale = True
            return
        self._is_reading, self._is_stale = True, False
        services = self.services
        self._shell.jobs.start(
            lambda _progress: read_snapshot(services),
            done=self._read,
            failed=self._not_read,
            title=_("Reading the state of sync"),
        )

    def _read(self, snapshot: Snapshot) -> None:
        self._is_reading = False
        self._snapshot = snapshot
        state = snapshot.state
        self._screen.show_head(
            words.head_sentence(state, self.services.clock()),
            verb=_("Sync now") if state.enrolled else _("Join an office"),
            is_enrolled=state.enrolled,
        )
        if not self._is_running:
            self._screen.show_trouble(state.last_problem if state.enrolled else "", "")
        self._show_ladder(snapshot)
        aside = tuple(one for one in snapshot.aside if not one.is_waiting)
        self._screen.show_aside(aside, words.aside_words(len(aside)) if aside else "")
        self._desk.show(snapshot.conflicts, state, snapshot.parallel)
        self._screen.show_counts(len(snapshot.conflicts), snapshot.ladder.here)
        if self._is_stale:
            self.reload()

    def _not_read(self, problem: UserError) -> None:
        self._is_reading = False
        self._screen.show_trouble(problem.what(), problem.what_now())

    def _show_ladder(self, snapshot: Snapshot) -> None:
        ladder, now = snapshot.ladder, self.services.clock()
        counts: dict[Rung, int] = {
            "here": ladder.here,
            "waiting": ladder.waiting,
            "stored": ladder.stored,
        }
        busiest: Rung = next((one for one in RUNGS if counts[one]), "here")
        rung = self._rung or busiest
        steps = [
            Step(
                rung=one,
                word=words.rung_word(one),
                count=counts[one],
                note=words.rung_note(one, ladder, now),
                asks_for_care=one == "here" and counts[one] > 0,
            )
            for one in RUNGS
            if one != "waiting" or counts[one]
        ]
        self._screen.show_steps(steps, rung)
        self._screen.show_rows(
            lambda after, limit: self.services.syncing.whereabouts(rung, after=after, limit=limit),
            counts[rung],
            rung,
        )

    def rung_chosen(self, rung: Rung) -> None:
        self._rung = rung
        if self._snapshot is not None:
            self._show_ladder(self._snapshot)

    def record_opened(self, record: WhereRecord) -> None:
        place = place_of(record.table, record.record_id, record.visit_id, record.scope_id)
        if place is None:
            self._shell.notice(_("This record has no screen of its own."))
        else:
            self._shell.go_to(place.screen, place.record_id, part=place.part)

    # Running

    def primary_pressed(self) -> None:
        """Sync, or enrol where there is no server yet."""
        if self._snapshot is not None and not self._snapshot.state.enrolled:
            self._screen.ask_to_enrol()
        elif not self._is_running:
            self._run()

    def _run(self) -> None:
        self._is_running = True
        self._screen.show_trouble("", "")
        self._screen.show_running(_("Asking the server …"))
        syncing = self.services.syncing
        self._job = self._shell.jobs.start(
            lambda progress: syncing.sync(progress),
            done=self._ran,
            failed=self._failed,
            progress=self._moved,
            cancelled=self._cancelled,
            title=_("Syncing"),
        )

    def cancel(self) -> None:
        """Stop after the message under way; what came by then stays, what is unsent goes next time."""
        if self._is_running and self._job is not None:
            self._job.cancel()

    def _moved(self, done: int, total: int, _what: str) -> None:
        if done < total:
            said = _("Moving files: {done} of {total}").format(done=done, total=total)
        else:
            said = _("Syncing, {count} changes so far").format(count=done)
        self._screen.show_running(said)

    def _ran(self, report: SyncReport) -> None:
        self._ended()
        self._shell.notice(_("Synced: {what}.").format(what=words.run_words(report)))

    def _failed(self, problem: UserError) -> None:
        self._ended()
        self._screen.show_trouble(problem.what(), problem.what_now())

    def _cancelled(self) -> None:
        self._ended()
        self._shell.notice(_("Stopped. What had come stays; the rest follows at the next sync."))

    def _ended(self) -> None:
        self._is_running = False
        self._screen.show_running("")
        self.reload()

    def enrol(
        self, url: str, code: str, done: Callable[[], None], failed: Callable[[UserError], None]
    ) -> None:
        """Take a place on the server; the dialog stays open where that fails, and says why."""
        syncing = self.services.syncing

        def enrolled(state: SyncState) -> None:
            done()
            self._shell.toast(_("This laptop has its place at {server} now.").format(server=state.server))
            self.reload()
            self._run()

        def work(_progress: Progress) -> SyncState:
            return syncing.enrol(url, code)

        self._shell.jobs.start(work, done=enrolled, failed=failed, title=_("Enrolling"))

    def retry_aside(self, *, is_meant: bool = False) -> None:
        """Offer what was set aside once more, at once."""
        self.services.syncing.retry(is_meant=is_meant)
        self.primary_pressed()


def read_snapshot(services: Services) -> Snapshot:
    syncing = services.syncing
    return Snapshot(
        state=syncing.state(),
        ladder=syncing.ladder(),
        aside=syncing.set_aside(),
        conflicts=syncing.conflicts(),
        parallel=syncing.parallel_edits(),
    )
