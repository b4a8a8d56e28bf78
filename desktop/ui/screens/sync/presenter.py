"""Syncs, enrols, and says where every record of this laptop is; knows no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.roster import Services
from desktop.services.syncing.records import (
    AsideRecord,
    ConflictRecord,
    LadderRecord,
    ParallelRecord,
    ProblemRecord,
    Rung,
    ScopeRecord,
    SyncReport,
    SyncState,
    WhereRecord,
)
from desktop.settings.sync_settings import SyncSettings
from desktop.ui.jobs import JobHandle
from desktop.ui.record_places import place_of
from desktop.ui.screens.sync import words
from desktop.ui.screens.sync.desk.presenter import DeskPresenter
from desktop.ui.shell import Change, Shell

_SHOWN_WHERE_ANY = ("waiting", "secured")
"""A server whose backups are made elsewhere may never speak of them."""
RUNGS: tuple[Rung, ...] = ("here", "waiting", "stored", "secured")
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
    troubles: tuple[ProblemRecord, ...]
    settings: SyncSettings
    scopes: tuple[ScopeRecord, ...]


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

    def show_running(self, sentence: str, *, share: float | None = None, is_paused: bool = False) -> None:
        """What the sync under way has done so far, of which how much; an empty sentence when none is."""

    def show_scopes(self, scopes: Sequence[ScopeRecord]) -> None: ...

    def show_connection(
        self, state: SyncState, troubles: Sequence[ProblemRecord], settings: SyncSettings
    ) -> None: ...

    def show_trouble(self, what: str, what_now: str) -> None:
        """Why the last try failed; empty where it did not."""

    def ask_to_enrol(self) -> None: ...


class SyncPresenter:
    def __init__(self, screen: SyncScreen, shell: Shell, desk: DeskPresenter) -> None:
        self._screen, self._shell, self._desk = screen, shell, desk
        self._snapshot: Snapshot | None = None
        self._rung: Rung | None = None
        self._run = shell.sync_run
        self._run.watch(self)
        self._is_reading = self._is_stale = self._is_unread = False

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
        self._is_reading = self._is_unread = False
        self._snapshot = snapshot
        state = snapshot.state
        self._screen.show_head(
            words.head_sentence(state, self.services.clock()),
            verb=_("Sync now") if state.enrolled else _("Join an office"),
            is_enrolled=state.enrolled,
        )
        if self._run.standing == "idle":
            self._show_trouble(snapshot)
        self._show_ladder(snapshot)
        aside = tuple(one for one in snapshot.aside if not one.is_waiting)
        self._screen.show_aside(aside, words.aside_words(len(aside)) if aside else "")
        self._desk.show(snapshot.conflicts, state, snapshot.parallel)
        self._screen.show_counts(len(snapshot.conflicts), snapshot.ladder.here)
        self._screen.show_scopes(snapshot.scopes)
        self._screen.show_connection(state, snapshot.troubles, snapshot.settings)
        if self._is_stale:
            self.reload()

    def _show_trouble(self, snapshot: Snapshot) -> None:
        last = snapshot.troubles[0] if snapshot.troubles else None
        if not snapshot.state.enrolled or not snapshot.state.last_problem:
            self._screen.show_trouble("", "")
        elif last is not None:
            self._screen.show_trouble(last.what, last.what_now)
        else:
            self._screen.show_trouble(snapshot.state.last_problem, "")

    def _not_read(self, problem: UserError) -> None:
        self._is_reading, self._is_unread = False, True
        self._screen.show_trouble(problem.what(), problem.what_now())

    def _show_ladder(self, snapshot: Snapshot) -> None:
        ladder, now = snapshot.ladder, self.services.clock()
        counts: dict[Rung, int] = {
            "here": ladder.here,
            "waiting": ladder.waiting,
            "stored": ladder.stored,
            "secured": ladder.secured,
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
            if one not in _SHOWN_WHERE_ANY or counts[one]
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
        """Sync, or enrol where there is no server yet; read again what could not be read."""
        if self._is_unread:
            self.reload()
        elif self._snapshot is not None and not self._snapshot.state.enrolled:
            self._screen.ask_to_enrol()
        else:
            self._run.start()

    def pause_pressed(self) -> None:
        """Hold the run after the message under way, or let it go on."""
        if self._run.standing == "paused":
            self._run.go_on()
        else:
            self._run.pause()

    def cancel(self) -> None:
        """Stop after the message under way; what came by then stays, what is unsent goes next time."""
        self._run.cancel()

    def run_moved(self) -> None:
        """The run begins, moves on, pauses or goes on."""
        self._screen.show_trouble("", "")
        moved = self._run.moved
        is_paused = self._run.standing == "paused"
        self._screen.show_running(
            words.moved_words(moved, is_paused=is_paused), share=words.share_of(moved), is_paused=is_paused
        )

    def run_ended(self, report: SyncReport | None, problem: UserError | None, *, was_asked: bool) -> None:
        """A run by schedule says nothing beside what the screen shows; one that was asked for is answered."""
        self._screen.show_running("")
        if problem is not None:
            self._screen.show_trouble(problem.what(), problem.what_now())
        elif was_asked and report is not None:
            self._shell.notice(_("Synced: {what}.").format(what=words.run_words(report)))
        elif was_asked:
            self._shell.notice(_("Stopped. What had come stays; the rest follows at the next sync."))
        self.reload()

    def enrol(
        self,
        url: str,
        code: str,
        done: Callable[[], None],
        failed: Callable[[UserError], None],
        waits: Callable[[str], None],
    ) -> JobHandle:
        """Take a place on the server; the dialog stays open where that fails, and says why, or what is waited for."""
        syncing = self.services.syncing

        def enrolled(state: SyncState) -> None:
            done()
            self._shell.toast(_("This laptop has its place at {server} now.").format(server=state.server))
            self.reload()
            self._run.start()

        return self._shell.jobs.start(
            lambda progress: syncing.enrol(url, code, progress),
            done=enrolled,
            failed=failed,
            progress=lambda _done, _total, what: waits(what),
            title=_("Enrolling"),
        )

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
        troubles=syncing.troubles(),
        settings=syncing.settings(),
        scopes=syncing.scopes(),
    )
