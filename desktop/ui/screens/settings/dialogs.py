"""The passphrase dialog of the settings, and words and rows its cards share."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.rules.vocabulary import Role
from desktop.services.accounts.records import Me
from desktop.services.field_words import kind_word
from desktop.services.history.records import BinRecord
from desktop.ui import formats
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import ChoiceField, FormDialog, SecretField, label


class PassphraseDialog(FormDialog):
    """The present passphrase once, the new one twice."""

    def __init__(self, parent: QWidget, change: Callable[[str, str, str], None], *, has_old: bool) -> None:
        super().__init__(
            parent,
            _("Change the passphrase"),
            _("Change it"),
            self._pass_on,
            object_name="passphrase_dialog",
            sentence=_(
                "Nothing is encrypted anew: the key of the data gets a new lock. The recovery sheet stays valid."
            ),
        )
        self._change = change
        self.old = SecretField(_("Present passphrase"), "passphrase_old")
        self.new = SecretField(_("New passphrase"), "passphrase_new")
        self.again = SecretField(_("The same again"), "passphrase_again")
        self.old.setVisible(has_old)
        self.add(self.old, self.new, self.again)

    def _pass_on(self) -> None:
        self._change(self.old.line.text(), self.new.line.text(), self.again.line.text())


class BinDialog(FormDialog):
    """Which of the deleted records is to come back; the newest stands first."""

    def __init__(
        self, parent: QWidget, binned: Sequence[BinRecord], bring_back: Callable[[BinRecord | None], None]
    ) -> None:
        super().__init__(
            parent,
            _("Deleted records"),
            _("Bring it back"),
            self._pass_on,
            object_name="bin_dialog",
            sentence=_("A project comes back with everything that belongs to it."),
        )
        self._bring_back = bring_back
        self._by_id = {str(one.id): one for one in binned}
        options = [(key, _bin_line(one)) for key, one in self._by_id.items()]
        self.chosen = ChoiceField(_("What is to come back"), "bin_record", options)
        self.add(self.chosen)
        self.chosen.set_value(options[0][0])

    def _pass_on(self) -> None:
        self._bring_back(self._by_id.get(str(self.chosen.value())))


def _bin_line(binned: BinRecord) -> str:
    words = " ".join(binned.words.split())
    day = formats.day(binned.deleted_at.astimezone().date())
    return formats.dotted((kind_word(binned.table), words[:60], day))


def facts_grid(facts: Sequence[tuple[str, str]]) -> QGridLayout:
    """Words and what stands for them, in two columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(16))
    grid.setVerticalSpacing(theme().px(4))
    grid.setColumnStretch(1, 1)
    for at, (word, text) in enumerate(fact for fact in facts if fact[1]):
        grid.addWidget(label(word, "secondary"), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(text, wrap=True, selectable=True), at, 1)
    return grid


def lock_word(minutes: int) -> str:
    if minutes == 0:
        return _("Never")
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)


def role_words(me: Me) -> str:
    """The roles held; before joining an office a person holds all of them, and that is said."""
    if not me.enrolled:
        return _("All, until this laptop joins an office")
    words = {
        Role.MONITOR: _("Monitor"),
        Role.MANAGER: _("Project manager"),
        Role.REVIEWER: _("Reviewer"),
        Role.ADMIN: _("Administrator"),
        Role.READER: _("Reader"),
    }
    return ", ".join(words[role] for role in Role if role in me.roles)
