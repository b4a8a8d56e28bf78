"""Draws the settings: a page of cards, everything takes effect as it is chosen."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.i18n import _, language
from desktop.services.accounts.records import Me
from desktop.services.history.records import BinRecord
from desktop.services.upkeep.service import BackupRecord, CheckRecord
from desktop.services.upkeep.storage_use import StorageUse
from desktop.settings.preferences import LOCK_AFTER_MINUTES, TEXT_SCALES, Preferences
from desktop.ui import formats
from desktop.ui.language_names import language_choices
from desktop.ui.screens.settings.dialogs import (
    BinDialog,
    PassphraseDialog,
    facts_grid,
    lock_word,
    role_words,
)
from desktop.ui.screens.settings.presenter import About, SettingsPresenter
from desktop.ui.shell import Shell
from desktop.ui.theme.painting import Mark
from desktop.ui.theme.tokens import Tone
from desktop.ui.widgets import (
    Button,
    Card,
    Chip,
    ChoiceField,
    PageHeader,
    ScrollPage,
    Segment,
    SegmentedChoice,
    TwoColumns,
    clear_layout,
    column,
    flow,
    label,
    row,
)


def _without_code_marks(note: str) -> str:
    """The change log is Markdown; on screen a command stands in quotation marks."""
    return re.sub(r"`([^`]+)`", r"“\1”", note)


def make_screen(shell: Shell) -> QWidget:
    view = SettingsView()
    presenter = SettingsPresenter(view, shell)
    view.connect_to(presenter)
    presenter.begin()
    return view


class SettingsView(ScrollPage):
    """A SettingsScreen."""

    def __init__(self) -> None:
        super().__init__("settings_page", margin=24)
        self._presenter: SettingsPresenter | None = None
        self.add(PageHeader(_("Settings"), _("Everything here concerns this laptop alone.")))
        self._look = self._make_look()
        self._lock = self._make_lock()
        self._me = Card(_("You and this laptop"))
        self._backups = self._make_backups()
        self._store = self._make_store()
        self._about = self._make_about()
        mine, stored = [self._look, self._lock, self._me], [self._backups, self._store, self._about]
        self.add(TwoColumns(mine, stored, shares=(1, 1), least=760))
        self.body.addStretch(1)

    def connect_to(self, presenter: SettingsPresenter) -> None:
        self._presenter = presenter

    # Cards

    def _make_look(self) -> Card:
        self._language = ChoiceField(_("Language"), "settings_language", language_choices())
        self._language.edited.connect(lambda code: self._choose("language", code))
        self._theme = SegmentedChoice(
            [
                Segment("system", _("As the system"), "ph.desktop"),
                Segment("light", _("Light"), "ph.sun"),
                Segment("dark", _("Dark"), "ph.moon"),
            ],
            "settings_theme",
            _("Theme"),
            compact=False,
        )
        self._theme.chosen.connect(lambda value: self._choose("theme", value))
        sizes = [Segment(scale, formats.percent(scale)) for scale in TEXT_SCALES]
        self._size = SegmentedChoice(sizes, "settings_text_size", _("Text size"), compact=False)
        self._size.chosen.connect(lambda value: self._choose("text_scale", value))
        return Card(_("Look")).add(
            self._language,
            label(_("Theme"), "secondary"),
            self._theme,
            label(_("Text size"), "secondary"),
            self._size,
        )

    def _make_lock(self) -> Card:
        options = [(minutes, lock_word(minutes)) for minutes in LOCK_AFTER_MINUTES]
        self._lock_after = ChoiceField(_("Lock when nobody works for"), "settings_lock_after", options)
        self._lock_after.edited.connect(lambda value: self._choose("lock_after_minutes", value))
        self._no_lock = label(
            _(
                "This store has no passphrase; the key ring of the system opens it. Set one to be able to lock."
            ),
            "small",
            wrap=True,
        )
        change = Button(
            _("Change the passphrase"),
            "settings_change_passphrase",
            icon="ph.key",
            press=self._ask_passphrase,
        )
        card = Card(_("Lock")).add(self._lock_after, self._no_lock)
        card.body.addLayout(row(change, None))
        return card

    def _make_backups(self) -> Card:
        self._backup_list = column(gap=4)
        self._busy = label("", "small", wrap=True)
        self._busy.setObjectName("settings_busy")
        card = Card(_("Backups"))
        card.add(
            label(
                _("A checked, encrypted copy is made each day and before each update; seven are kept."),
                "secondary",
                wrap=True,
            )
        )
        card.body.addLayout(self._backup_list)
        card.add(
            flow(
                Button(
                    _("Back up now"),
                    "settings_back_up",
                    icon="ph.floppy-disk",
                    press=lambda: self._do("back_up"),
                ),
                Button(
                    _("Check the newest"),
                    "settings_verify",
                    icon="ph.shield-check",
                    press=lambda: self._do("verify"),
                ),
                Button(
                    _("Go back to a backup …"),
                    "settings_restore",
                    kind="ghost",
                    press=lambda: self._do("restore"),
                ),
            )
        )
        card.add(self._busy)
        return card

    def _make_store(self) -> Card:
        self._use = column(gap=4)
        self._checks = column(gap=4)
        card = Card(_("Storage"))
        card.body.addLayout(self._use)
        card.body.addLayout(self._checks)
        card.add(
            flow(
                Button(
                    _("Look the store over"),
                    "settings_examine",
                    icon="ph.heartbeat",
                    press=lambda: self._do("examine"),
                ),
                Button(
                    _("Deleted records …"),
                    "settings_bin",
                    icon="ph.trash",
                    press=lambda: self._do("open_bin"),
                ),
            )
        )
        return card

    def _make_about(self) -> Card:
        self._version = label("", "strong")
        self._version.setObjectName("settings_version")
        self._notes = column(gap=4)
        card = Card(_("About Milepost")).add(self._version)
        card.body.addLayout(self._notes)
        card.add(
            label(
                _(
                    "The bundle for support holds versions, counts and the log: no names, no texts, no figures."
                ),
                "small",
                wrap=True,
            )
        )
        card.add(
            flow(
                Button(
                    _("Write the bundle for support"),
                    "settings_diagnostics",
                    icon="ph.first-aid",
                    press=lambda: self._do("write_diagnostics"),
                )
            )
        )
        return card

    # What the presenter tells

    def show_preferences(self, preferences: Preferences, *, can_lock: bool) -> None:
        self._language.set_value(preferences.language or language())
        self._theme.set_value(preferences.theme)
        self._size.set_value(preferences.text_scale)
        self._lock_after.set_value(preferences.lock_after_minutes)
        self._lock_after.setVisible(can_lock)
        self._no_lock.setVisible(not can_lock)

    def show_me(self, me: Me, folder: Path) -> None:
        clear_layout(self._me.body)
        office = f"{me.office.name} ({me.office.code})" if me.office is not None else _("None yet")
        facts = [
            (_("Name"), me.person.name),
            (_("E-mail"), me.person.email or ""),
            (_("Office"), office),
            (_("Roles"), role_words(me)),
            (_("Device"), me.device_tag or _("Not joined to an office yet")),
            (_("Profile folder"), formats.isolated(str(folder))),
        ]
        self._me.body.addLayout(facts_grid(facts))
        join = Button(
            _("Join an office"), "settings_join", icon="ph.buildings", press=lambda: self._do("to_sync")
        )
        another = Button(
            _("Another profile"), "settings_another", kind="ghost", press=lambda: self._do("begin_another")
        )
        join.setVisible(not me.enrolled)
        self._me.add(flow(join, another))

    def show_backups(self, backups: Sequence[BackupRecord]) -> None:
        clear_layout(self._backup_list)
        if not backups:
            self._backup_list.addWidget(Chip(Mark(Tone.AT_RISK, _("No backup yet"), "ph.warning-fill")))
        for backup in backups:
            made = backup.made_at.astimezone()
            when = f"{formats.full_day(made.date())}, {formats.time_of(made)}"
            self._backup_list.addLayout(
                row(label(when), None, label(formats.size(backup.size_bytes), "muted"))
            )

    def show_use(self, use: StorageUse) -> None:
        clear_layout(self._use)
        for word, size in (
            (_("Records"), use.store),
            (_("Photos and documents"), use.attachments),
            (_("Backups"), use.backups),
            (_("Free on this disk"), use.free),
        ):
            self._use.addLayout(row(label(word), None, label(formats.size(size), "muted")))

    def show_checks(self, checks: Sequence[CheckRecord]) -> None:
        clear_layout(self._checks)
        faulty = [check for check in checks if not check.ok]
        if not faulty:
            whole = Mark(Tone.ON_TRACK, _("Everything is in order"), "ph.check-circle-fill")
            self._checks.addWidget(Chip(whole))
        for check in faulty:
            self._checks.addWidget(label(check.sentence, "error", wrap=True))

    def show_about(self, about: About) -> None:
        self._version.setText(_("Version {version}").format(version=about.version))
        clear_layout(self._notes)
        if about.notes:
            self._notes.addWidget(label(_("What is new"), "small_strong"))
        for note in about.notes:
            self._notes.addWidget(label(f"• {_without_code_marks(note)}", wrap=True))

    def show_busy(self, what: str) -> None:
        self._busy.setText(what)
        self._busy.setVisible(bool(what))

    # What the person does

    def _choose(self, name: str, value: object) -> None:
        if self._presenter is not None:
            self._presenter.preference_chosen(name, value)

    def _do(self, verb: str) -> None:
        acts: dict[str, Callable[[], None]] = {}
        if self._presenter is not None:
            presenter = self._presenter
            acts = {
                "back_up": presenter.back_up,
                "verify": presenter.verify,
                "restore": presenter.restore,
                "examine": presenter.examine,
                "open_bin": presenter.open_bin,
                "write_diagnostics": presenter.write_diagnostics,
                "begin_another": presenter.begin_another,
                "to_sync": presenter.to_sync,
            }
        if verb in acts:
            acts[verb]()

    def ask_bin(self, binned: Sequence[BinRecord]) -> None:
        if self._presenter is not None:
            BinDialog(self, binned, self._presenter.bring_back).open()

    def _ask_passphrase(self) -> None:
        if self._presenter is not None:
            PassphraseDialog(
                self, self._presenter.change_passphrase, has_old=self._lock_after.isVisible()
            ).open()
