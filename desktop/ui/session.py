"""One open store and its window: screens, lock, search index, daily backup, unsent work in words."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from desktop.errors import UserError
from desktop.i18n import _, ngettext
from desktop.services.accounts.service import has_passphrase, recover, unlock_again
from desktop.services.history.records import TakenBack
from desktop.services.history.words import told_redone, told_undone
from desktop.services.roster import Services, are_records_loaded
from desktop.settings.preferences import Preferences
from desktop.ui import formats
from desktop.ui.background import BackgroundJobs, Debounce
from desktop.ui.counts import Counted, count_what_waits
from desktop.ui.found_records import find_for_palette
from desktop.ui.frame.hooks import Hooks
from desktop.ui.idle import IdleWatch
from desktop.ui.lock_cover import LockCover
from desktop.ui.main_window import MainWindow
from desktop.ui.only_read import OnlyRead
from desktop.ui.screen_list import load_screen, screen_entries
from desktop.ui.screens.unlock.presenter import Door, UnlockPresenter
from desktop.ui.shell import Change
from desktop.ui.sync_schedule import SyncSchedule
from desktop.ui.unsent_words import is_all_well, unsent_in_words
from desktop.ui.window_shell import WindowShell

INDEX_AFTER_MS = 1500
COUNT_AFTER_MS = 700
SETTLING_TURNS = 3
"""A reload that waits may save, and that is told again."""
UPKEEP_EVERY_MS = 60 * 60 * 1000


class Session(QObject):
    """Lives from the moment a store is open until its window is closed."""

    locked = Signal()
    unlocked = Signal()
    preferred = Signal(object)
    """Preferences changed in Settings: look, language, idle time."""

    def __init__(self, app: QApplication, services: Services, folder: Path, preferences: Preferences) -> None:
        super().__init__(app)
        self.services, self.folder = services, folder
        self.is_changing = False
        """The window is being made again in another language: no reason to leave."""
        self.jobs = BackgroundJobs(self)
        self._unlocking = BackgroundJobs(self, workers=1)
        """The one thing that goes on while the others are held."""
        self.shell = WindowShell(services, self.jobs, preferences)
        self.shell.preferred.connect(self.preferred)
        self._can_lock = has_passphrase(folder)
        self._counted: Counted | None = None
        self.window = self._make_window()
        self._only_read = OnlyRead(services, self.window.only_read, self._went_on)
        self.cover = LockCover(self.window)
        self._idle = IdleWatch(app, preferences.lock_after_minutes if self._can_lock else 0)
        self._idle.idle.connect(self.lock)
        self._index_soon = Debounce(INDEX_AFTER_MS, self._catch_up, self)
        self._count_soon = Debounce(COUNT_AFTER_MS, self._ask_counts, self)
        self._is_indexing = False
        self._has_ended = False
        self.shell.watch((), self._heard)
        self._upkeep = QTimer(self, interval=UPKEEP_EVERY_MS)
        self._upkeep.timeout.connect(self._back_up)
        self._schedule = SyncSchedule(services, self.shell.sync_run, self)

    def begin(self) -> None:
        """Show the window; what it does not need for its first picture comes after it."""
        self.window.show()
        QTimer.singleShot(0, self, self._after_first_paint)

    def _after_first_paint(self) -> None:
        if self._has_ended:  # closed before its first picture
            return
        self._only_read.look()
        self._ask_counts()
        self._catch_up()
        self._back_up()
        self._upkeep.start()
        self._schedule.begin()
        self.jobs.idle.connect(self._rest, Qt.ConnectionType.SingleShotConnection)

    def _make_window(self) -> MainWindow:
        me = self.services.accounts.me()
        place = me.office.name if me.office is not None else ""
        person = formats.dotted((me.person.name, place))
        hooks = Hooks(
            undo=self._undo,
            redo=self._redo,
            lock=self.lock if self._can_lock else None,
            quit_question=self._unsent_when_leaving,
            unsaved_question=self._unsaved_when_leaving,
            search=lambda words: find_for_palette(self.services.search, words),
            remember=lambda key, value: self.shell.remember(key, value),
            recall=lambda key: self.shell.recall(key),
            person_actions=self._person_actions(),
            load=self._load,
        )
        window = MainWindow(screen_entries(self.shell, self._count), hooks, person=person)
        self.shell.attach(window)
        return window

    def _load(self, key: str, then: Callable[[], None]) -> bool:
        """Load what a screen needs and call `then`; False where all of it is there already."""
        if are_records_loaded():
            return False
        self.jobs.start(
            lambda _progress: load_screen(key),
            done=lambda _none: then(),
            failed=self.shell.show_problem,
            title=_("Loading"),
        )
        return True

    def _person_actions(self) -> list[QAction]:
        back_up = QAction(_("&Back up now"), self)
        back_up.setObjectName("action_back_up")
        back_up.triggered.connect(lambda _checked=False: self._back_up_by_hand())
        return [back_up]

    # Lock

    def lock(self) -> None:
        """Save what is typed, cover the window, let go of the key; what is open stays open below."""
        if self.cover.is_on or not self._can_lock:
            return
        self.window.flush()
        view = self.cover.put_on()
        presenter: UnlockPresenter[None] = UnlockPresenter(
            view,
            self._unlocking,
            doors=(Door(folder=self.folder, name=self.folder.name),),
            chosen=self.folder,
            unlock=lambda _folder, passphrase: unlock_again(self.services.store, passphrase=passphrase),
            opened=lambda _none: self._open_again(),
            recover=lambda folder, secret, new: recover(folder, secret=secret, new_passphrase=new),
        )
        view.connect_to(presenter)
        self._schedule.end()
        self._only_read.rest()
        if self.shell.sync_run.standing == "paused":
            self.shell.sync_run.cancel()  # else the key would stay as long as the pause
        self.jobs.hold(self._seal)
        self.locked.emit()

    def _seal(self) -> None:
        """Notices under way are told and reloads that wait are done first: none may ask the store once it is locked."""
        try:
            for _turn in range(SETTLING_TURNS):
                QCoreApplication.sendPostedEvents(self.shell, int(QEvent.Type.MetaCall))
                for waiting in self.window.findChildren(Debounce):
                    waiting.flush()
        finally:
            self.services.lock()

    def _open_again(self) -> None:
        self.jobs.go_on()
        self._schedule.begin()
        self.cover.take_off()
        self._idle.begin()
        self._only_read.look()
        self.unlocked.emit()

    def set_lock_after(self, minutes: int) -> None:
        self._idle.set_minutes(minutes if self._can_lock else 0)

    def speak_anew(self) -> None:
        """Make the window again in the present language, at the same screen."""
        self.is_changing = True
        key, old = self.window.current_key, self.window
        old.flush()
        self._forget_answers()
        self.shell.forget_screens()
        self.shell.watch((), self._heard)
        self.window = self._make_window()
        self._only_read = OnlyRead(self.services, self.window.only_read, self._went_on)
        self.cover = LockCover(self.window)
        self.window.go_to(key)
        self.window.setGeometry(old.geometry())
        self.window.show()
        self._after_first_paint()
        old.hide()
        old.deleteLater()
        self.is_changing = False

    # Following the store

    def _went_on(self) -> None:
        """There is room again: what is typed is saved now, and what was left undone is done."""
        self.shell.try_again()
        self._catch_up()
        self._back_up()

    def _heard(self, changed: Change) -> None:
        self._only_read.look()
        if changed.areas != {"local_settings"}:
            self._index_soon.call()
            self._count_soon.call()

    def _catch_up(self) -> None:
        if self._is_indexing:
            self._index_soon.call()
            return
        self._is_indexing = True
        self.jobs.start(
            self.services.search.catch_up,
            done=lambda _count: self._indexed(),
            failed=lambda _problem: self._indexed(),
            cancelled=self._indexed,
            title=_("Reading what is new for the search"),
        )

    def _indexed(self) -> None:
        self._is_indexing = False

    def _ask_counts(self) -> None:
        self.jobs.start(
            lambda _progress: count_what_waits(self.services),
            done=self._show_counts,
            failed=lambda _problem: None,
            title=_("Counting what waits"),
        )

    def _show_counts(self, counted: Counted) -> None:
        self._counted = counted
        words = unsent_in_words(counted.state, self.services.clock())
        self.window.show_unsent(words, is_calm=is_all_well(counted.state))
        self.window.navigation.refresh_counts()

    def _count(self, key: str) -> int:
        return self._counted.by_screen.get(key, 0) if self._counted is not None else 0

    def _unsent_when_leaving(self) -> str:
        """What unsent work means when the window is closed; nothing where all of it is sent."""
        state = self._counted.state if self._counted is not None else None
        if state is None or not state.enrolled or not state.unsent:
            return ""
        return ngettext(
            "{count} change is on this laptop only. It is safe here and is sent at the next sync.",
            "{count} changes are on this laptop only. They are safe here and are sent at the next sync.",
            state.unsent,
        ).format(count=state.unsent)

    def _unsaved_when_leaving(self) -> str:
        why = self.shell.why_unsaved
        if not why:
            return ""
        return _("{why} What you typed last stands in the window only: who quits now loses it.").format(
            why=why
        )

    # Undo, backup

    def _undo(self) -> None:
        self._take_back(
            lambda: self.services.history.undo(), told_undone, _("There is nothing to take back.")
        )

    def _redo(self) -> None:
        self._take_back(lambda: self.services.history.redo(), told_redone, _("There is nothing to do again."))

    def _take_back(
        self, step: Callable[[], TakenBack | None], told: Callable[[TakenBack], str], nothing: str
    ) -> None:
        if self._load("", lambda: self._take_back(step, told, nothing)):
            return
        self.window.flush()
        try:
            taken = step()
        except UserError as problem:
            self.shell.show_problem(problem)
            return
        self.shell.notice(nothing if taken is None else told(taken))

    def _back_up(self) -> None:
        if self.services.upkeep.why_only_read():
            return  # the strip says it
        self.jobs.start(
            lambda _progress: self.services.upkeep.back_up_if_due(),
            done=lambda _made: None,
            failed=self._not_backed_up,
            title=_("Daily backup"),
        )

    def _not_backed_up(self, problem: UserError) -> None:
        self.shell.notice(_("The daily backup could not be made: {why}").format(why=problem.what()))

    def _rest(self) -> None:
        """Counting and the index read much of the store once; nobody needs those pages again."""
        self.jobs.start(lambda _progress: self.services.upkeep.rest(), done=lambda _none: None)

    def _back_up_by_hand(self) -> None:
        self.jobs.start(
            lambda _progress: self.services.upkeep.back_up(),
            done=lambda made: self.shell.toast(_("Backed up as {name}.").format(name=made.path.name)),
            failed=self.shell.show_problem,
            title=_("Backing up"),
        )

    # Leaving

    def end(self) -> None:
        """Stop the background, close the store, give the folder back."""
        self._has_ended = True
        self._upkeep.stop()
        self._only_read.rest()
        self._schedule.end()
        self._idle.end()
        self._index_soon.cancel()
        self._count_soon.cancel()
        self._unlocking.forget()
        self._forget_answers()
        self.shell.let_go()
        self.window.hide()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(self.window, int(QEvent.Type.DeferredDelete))
        self.services.close()

    def _forget_answers(self) -> None:
        """No job may answer to a screen that is gone, nor ask a store that is closed."""
        self.jobs.forget()
        self._is_indexing = False
