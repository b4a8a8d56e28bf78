"""The passphrase dialog of the settings, and words and rows its cards share."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.rules.vocabulary import Role
from desktop.services.accounts.records import Me
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import FormDialog, SecretField, label


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
