"""Changes look, lock and passphrase; makes and checks backups; writes the bundle for support. Knows no Qt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.errors import BadInput, UserError
from desktop.i18n import _
from desktop.paths import changes_folder
from desktop.services.accounts.records import Me
from desktop.services.accounts.service import change_passphrase, check_passphrase, has_passphrase
from desktop.services.field_words import kind_word
from desktop.services.history.records import BinRecord
from desktop.services.upkeep.diagnostics import program_version
from desktop.services.upkeep.service import BackupRecord, CheckRecord
from desktop.services.upkeep.storage_use import StorageUse
from desktop.settings.preferences import Preferences
from desktop.ui.shell import Shell

NEWEST = 5
FIRST_SENTENCE = re.compile(r"(?<=[a-z)][.:;]) .*")
"""What follows the first sentence of a note: the page says what is new, the change log says all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The version that is running, and the notes on what is new in it."""

    version: str
    notes: tuple[str, ...]


class SettingsScreen(Protocol):
    def show_preferences(self, preferences: Preferences, *, can_lock: bool) -> None: ...

    def show_me(self, me: Me, folder: Path) -> None: ...

    def show_backups(self, backups: Sequence[BackupRecord]) -> None: ...

    def show_use(self, use: StorageUse) -> None: ...

    def show_about(self, about: About) -> None: ...

    def show_checks(self, checks: Sequence[CheckRecord]) -> None: ...

    def show_busy(self, what: str) -> None: ...

    def ask_bin(self, binned: Sequence[BinRecord]) -> None: ...


class SettingsPresenter:
    def __init__(self, screen: SettingsScreen, shell: Shell) -> None:
        self._screen, self._shell = screen, shell
        self._folder = shell.services.database.profile.folder

    def begin(self) -> None:
        services = self._shell.services
        self._screen.show_preferences(self._shell.preferences, can_lock=has_passphrase(self._folder))
        self._screen.show_me(services.accounts.me(), self._folder)
        self._screen.show_about(About(version=program_version(), notes=_notes()))
        self._show_upkeep()

    def _show_upkeep(self) -> None:
        upkeep = self._shell.services.upkeep
        self._screen.show_busy("")
        self._screen.show_backups(upkeep.backups()[:NEWEST])
        self._screen.show_use(upkeep.storage_use())

    def preference_chosen(self, name: str, value: object) -> None:
        self._shell.prefer(self._shell.preferences.with_(**{name: value}))
        self._screen.show_preferences(self._shell.preferences, can_lock=has_passphrase(self._folder))

    def change_passphrase(self, old: str, new: str, again: str) -> None:
        """Raises BadInput or StoreProblem; the dialog that asked shows it and stays."""
        if new != again:
            raise BadInput(_("The two new passphrases differ."), _("Type them again."))
        if has_passphrase(self._folder):
            check_passphrase(self._folder, old)
        change_passphrase(self._folder, key=self._shell.services.store.key, new=new)
        self._shell.toast(_("The passphrase is changed. The old one opens nothing any more."))
        self.begin()

    def back_up(self) -> None:
        upkeep = self._shell.services.upkeep
        self._screen.show_busy(_("Backing up …"))
        self._shell.jobs.start(
            lambda _progress: upkeep.back_up(),
            done=lambda made: self._done(_("Backed up and checked: {name}.").format(name=made.path.name)),
            failed=self._failed,
            title=_("Backing up"),
        )

    def verify(self) -> None:
        upkeep = self._shell.services.upkeep
        self._screen.show_busy(_("Checking the newest backup …"))
        self._shell.jobs.start(
            lambda _progress: upkeep.verify(),
            done=lambda made: self._done(_("{name} opens and is whole.").format(name=made.path.name)),
            failed=self._failed,
            title=_("Checking the newest backup"),
        )

    def examine(self) -> None:
        upkeep = self._shell.services.upkeep
        self._screen.show_busy(_("Looking the store over …"))
        self._shell.jobs.start(
            upkeep.examine, done=self._examined, failed=self._failed, title=_("Looking the store over")
        )

    def _examined(self, checks: Sequence[CheckRecord]) -> None:
        self._screen.show_busy("")
        self._screen.show_checks(checks)

    def restore(self) -> None:
        """Leave the store for the page that restores a backup; the present state is kept beside it."""
        self._shell.confirm(
            _("Go back to a backup?"),
            _(
                "Milepost closes this store and lets you choose. What is here now is kept in the backups folder."
            ),
            verb=_("Choose a backup"),
            then=self._shell.leave_to_restore,
            danger=False,
        )

    def open_bin(self) -> None:
        """What was deleted, newest first, to choose from."""
        binned = self._shell.services.history.bin()
        if binned:
            self._screen.ask_bin(binned)
        else:
            self._shell.toast(_("The bin is empty."))

    def bring_back(self, binned: BinRecord | None) -> None:
        """Raises UserError; the dialog that asked shows it and stays."""
        if binned is None:
            raise BadInput(_("Choose what is to come back."))
        self._shell.services.history.restore(binned.table, binned.id)
        self._shell.toast(_("{what} is back.").format(what=binned.words or kind_word(binned.table)))

    def begin_another(self) -> None:
        """Another person of this laptop, or another store: the first start again."""
        self._shell.confirm(
            _("Begin another profile?"),
            _("Milepost closes this store; it stays as it is and can be chosen at the next start."),
            verb=_("Close and begin another"),
            then=self._shell.leave_to_begin,
            danger=False,
        )

    def to_sync(self) -> None:
        self._shell.go_to("sync")

    def write_diagnostics(self) -> None:
        target = self._shell.choose_target(
            _("Where to write the bundle"), "milepost-diagnostics.zip", ((_("Archives"), ("*.zip",)),)
        )
        if target is None:
            return
        upkeep = self._shell.services.upkeep
        self._screen.show_busy(_("Writing the bundle …"))
        self._shell.jobs.start(
            lambda _progress: upkeep.write_diagnostics(target),
            done=lambda _none: self._written(target),
            failed=self._failed,
            title=_("Writing the bundle"),
        )

    def _written(self, target: Path) -> None:
        self._screen.show_busy("")
        self._shell.exported(target)

    def _done(self, sentence: str) -> None:
        self._shell.toast(sentence)
        self._show_upkeep()

    def _failed(self, problem: UserError) -> None:
        self._screen.show_busy("")
        self._shell.show_problem(problem)


def _notes() -> tuple[str, ...]:
    folder = changes_folder()
    if not folder.is_dir():
        return ()
    notes = (" ".join(path.read_text("utf-8").split()) for path in sorted(folder.glob("*.md")))
    return tuple(FIRST_SENTENCE.sub("", note).rstrip(".:;") + "." for note in notes)
