"""Leads to an open store: first start, passphrase, key ring, or what stands in the way and how to go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.clock import Clock
from desktop.errors import BadInput, StoreProblem, UserError
from desktop.i18n import LANGUAGES, _, language
from desktop.paths import default_store
from desktop.reference.offices import all_offices
from desktop.services.accounts.service import has_passphrase, list_profiles, recover
from desktop.services.roster import Services
from desktop.services.upkeep.service import known_backups, restore
from desktop.settings.preferences import TEXT_SCALES, Preferences
from desktop.ui import formats
from desktop.ui.beginnings import StoreBeginnings, free_folder, passphrase_beside
from desktop.ui.jobs import Jobs
from desktop.ui.language_names import language_choices
from desktop.ui.screens.first_start.presenter import Begun, Draft, FirstStartPresenter, Way
from desktop.ui.screens.unlock.presenter import Door, UnlockPresenter
from desktop.ui.start_window import StartWindow
from desktop.ui.widgets import Button, ChoiceField, FormDialog, NextStep, SecretField


class Program(Protocol):
    """The part of the program that opens stores; app.wiring is one."""

    clock: Clock

    def needs_passphrase(self, folder: Path) -> bool: ...

    def open_services(self, folder: Path, passphrase: str | None) -> Services: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    exists: bool
    needs_passphrase: bool


class Entrance(QObject):
    """Shows page after page in the start window until `opened` tells services and folder."""

    opened = Signal(object, object)
    relook = Signal(object)
    """New preferences: language or text size were chosen before a store is open."""

    def __init__(
        self,
        window: StartWindow,
        jobs: Jobs,
        program: Program,
        folder: Path,
        preferences: Preferences,
        parent: QObject,
        *,
        passphrase: str | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._jobs, self._program = window, jobs, program
        self._folder, self._preferences = folder, preferences
        self._passphrase = passphrase
        self._draft = Draft()

    def begin(self) -> None:
        """Look what is there; the key ring may take its time, so this runs in the background."""
        folder = self._folder

        def look(_progress: object) -> _Look:
            exists = bool(folder in {door.folder for door in self._doors()})
            return _Look(exists=exists, needs_passphrase=exists and self._program.needs_passphrase(folder))

        self._jobs.start(look, done=self._seen, failed=self._stopped, title=_("Looking for the store"))

    def _seen(self, look: _Look) -> None:
        # Who named a folder means that one: nobody else's is opened in its place.
        if not look.exists and self._folder == default_store() and self._doors():
            self._folder = self._doors()[0].folder
            self.begin()
        elif not look.exists:
            self.show_first_start()
        else:
            self._enter_known(needs_passphrase=look.needs_passphrase)

    def _enter_known(self, *, needs_passphrase: bool) -> None:
        passphrase = self._passphrase or passphrase_beside(self._folder)
        if needs_passphrase and not passphrase:
            self.show_unlock()
        else:
            self._open(passphrase)

    def _doors(self) -> Sequence[Door]:
        found = {profile.folder: profile.name for root in self._roots() for profile in list_profiles(root)}
        return [Door(folder=folder, name=name) for folder, name in found.items()]

    def _roots(self) -> tuple[Path, ...]:
        return tuple(dict.fromkeys((self._folder.parent, default_store().parent)))

    # Opening what is there

    def _open(self, passphrase: str | None) -> None:
        folder = self._folder
        self._window.show_opening()
        self._jobs.start(
            lambda _progress: self._program.open_services(folder, passphrase),
            done=lambda services: self.opened.emit(services, folder),
            failed=self._stopped,
            title=_("Opening the store"),
        )

    def show_unlock(self) -> None:
        from desktop.ui.screens.unlock.view import UnlockView

        view = UnlockView(_("Unlock"), _("Your data on this laptop is encrypted. The passphrase opens it."))
        presenter: UnlockPresenter[tuple[Services, Path]] = UnlockPresenter(
            view,
            self._jobs,
            doors=self._doors(),
            chosen=self._folder,
            unlock=lambda folder, passphrase: (self._program.open_services(folder, passphrase), folder),
            opened=lambda answer: self.opened.emit(*answer),
            recover=lambda folder, secret, new: recover(folder, secret=secret, new_passphrase=new),
        )
        view.connect_to(presenter)
        if known_backups(self._folder):
            view.add_way_out(
                Button(_("Restore a backup"), "unlock_restore", kind="link", press=self.ask_restore)
            )
        view.add_way_out(
            Button(_("Another person"), "unlock_new_profile", kind="link", press=self.begin_new_profile)
        )
        self._window.show_page(view)

    def _stopped(self, problem: UserError) -> None:
        steps = [NextStep(_("Try again"), self.begin, "ph.arrow-clockwise", "primary")]
        if isinstance(problem, StoreProblem) and known_backups(self._folder):
            steps.append(NextStep(_("Restore a backup"), self.ask_restore, "ph.clock-counter-clockwise"))
        else:
            steps.append(NextStep(_("Another person"), self.begin_new_profile, "ph.user-plus"))
        self._passphrase = None
        self._window.show_problem(problem, tuple(steps))

    def ask_restore(self) -> None:
        RestoreDialog(self._window, self._folder, self._restore).open()

    def _restore(self, backup: Path, passphrase: str) -> None:
        restore(self._folder, backup, passphrase=passphrase or None, clock=self._program.clock)
        self._open(passphrase or None)

    # Beginning anew

    def begin_new_profile(self) -> None:
        self._folder = free_folder(default_store())
        self._draft = Draft()
        self.show_first_start()

    def show_first_start(self) -> None:
        from desktop.ui.screens.first_start.view import FirstStartView  # once in the life of a store

        offices = [(office.code, f"{office.name} ({office.code})") for office in all_offices()]
        ways = tuple(Way)
        view = FirstStartView(languages=language_choices(), language=language(), offices=offices, ways=ways)
        beginnings = StoreBeginnings(self._folder, self._program.open_services, self._program.clock)
        presenter = FirstStartPresenter(
            view, self._jobs, beginnings, draft=self._draft, ways=ways,
            finished=lambda begun: self._begun(beginnings, begun),
        )  # fmt: skip
        view.connect_to(presenter)
        view.language_asked.connect(self._speak)
        view.text_size_asked.connect(self._enlarge)
        self._window.show_page(view)
        presenter.begin()

    def _begun(self, beginnings: StoreBeginnings, begun: Begun) -> None:
        self.opened.emit(beginnings.opened, begun.folder)

    def _speak(self, code: str) -> None:
        if code in LANGUAGES:
            self._prefer(self._preferences.with_(language=code))
            self.show_first_start()

    def _enlarge(self) -> None:
        sizes = [*TEXT_SCALES, TEXT_SCALES[0]]
        larger = sizes[sizes.index(self._preferences.text_scale) + 1]
        self._prefer(self._preferences.with_(text_scale=larger))
        self.show_first_start()

    def _prefer(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self.relook.emit(preferences)


class RestoreDialog(FormDialog):
    """Which backup to put in the store's place; the present file is kept beside it."""

    def __init__(self, parent: QWidget, folder: Path, restore_it: "Restore") -> None:
        super().__init__(
            parent,
            _("Restore a backup"),
            _("Restore and open"),
            self._pass_on,
            object_name="restore_dialog",
            sentence=_(
                "The backup takes the place of the store. The present file is kept in the backups folder."
            ),
        )
        options = [
            (str(backup.path), f"{formats.full_day(backup.made_at.astimezone().date())}, "
                               f"{formats.time_of(backup.made_at.astimezone())}, {formats.size(backup.size_bytes)}")
            for backup in known_backups(folder)
        ]  # fmt: skip
        self._restore = restore_it
        self.backup = ChoiceField(_("Backup"), "restore_backup", options)
        self.secret = SecretField(_("Passphrase"), "restore_passphrase")
        self.secret.setVisible(has_passphrase(folder))
        self.add(self.backup, self.secret)
        if options:
            self.backup.set_value(options[0][0])

    def _pass_on(self) -> None:
        chosen = self.backup.value()
        if not chosen:
            raise BadInput(_("Choose a backup."))
        self._restore(Path(chosen), self.secret.line.text())


class Restore(Protocol):
    def __call__(self, backup: Path, passphrase: str) -> None: ...
