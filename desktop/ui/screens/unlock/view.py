"""A calm page with one field: the passphrase. Below it the ways out for those who lost it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop.errors import UserError
from desktop.i18n import _
from desktop.ui.screens.unlock.presenter import Door, UnlockPresenter
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets import (
    Button,
    ChoiceField,
    FormDialog,
    IconLabel,
    SecretField,
    TextField,
    column,
    label,
    row,
)


class UnlockView(QFrame):
    """An UnlockScreen; also what covers the window while it is locked."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__()
        self.setObjectName("unlock")
        self.setProperty("surface", "window")
        self._presenter: UnlockPresenter[Any] | None = None
        self._profile = ChoiceField(_("Profile"), "unlock_profile")
        self._secret = SecretField(_("Passphrase"), "unlock_passphrase")
        self._message = label("", "error", wrap=True)
        self._message.setObjectName("unlock_message")
        self.open_button = Button(
            _("Unlock"), "unlock_open", kind="primary", icon="ph.lock-open", press=self._unlock
        )
        self.open_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.lost = Button(
            _("I do not know the passphrase"), "unlock_lost", kind="link", press=self._ask_recovery
        )
        self._foot = row(self.lost, None, gap=16)
        self._lay_out(title, sentence)
        self._secret.line.returnPressed.connect(self._unlock)
        self._profile.edited.connect(self._choose)
        self._profile.hide()

    def _lay_out(self, title: str, sentence: str) -> None:
        card = QFrame()
        card.setProperty("surface", "card")
        brand = row(IconLabel("mp.signpost", "accent", "empty"), label("Milepost", "page"), None, gap=12)
        column(
            brand, 8, label(title, "title", wrap=True), label(sentence, "secondary", wrap=True), 8, self._profile,
            self._secret, self._message, self.open_button, 4, self._foot,
            gap=8, margins=(24, 24, 24, 24), on=card,
        )  # fmt: skip
        card.setFixedWidth(theme().px(420))
        # A row, not an alignment: aligned widgets are not asked how high their wrapped words are.
        outer = column(None, row(None, card, None), gap=0, on=self)
        outer.addStretch(2)

    def connect_to(self, presenter: UnlockPresenter[Any]) -> None:
        self._presenter = presenter

    def add_way_out(self, button: QWidget) -> None:
        """Another link at the foot of the card, such as a new profile."""
        self._foot.addWidget(button)

    def show_doors(self, doors: Sequence[Door], chosen: Path) -> None:
        self._profile.set_options([(str(door.folder), door.name) for door in doors])
        self._profile.set_value(str(chosen))
        self._profile.setVisible(len(doors) > 1)

    def show_busy(self, is_busy: bool) -> None:
        self._message.setText(_("Opening …") if is_busy else "")
        self._message.setProperty("role", "small")
        self._secret.set_read_only(is_busy)
        self.open_button.setDisabled(is_busy)

    def show_problem(self, problem: UserError) -> None:
        self._say(problem.sentence())
        self._secret.line.selectAll()
        self._secret.setFocus()

    def show_message(self, text: str) -> None:
        self._say(text)
        self._secret.setFocus()

    def _say(self, text: str) -> None:
        from desktop.ui.theme.appearance import restyle

        self._message.setProperty("role", "error")
        restyle(self._message)
        self._message.setText(text)
        self._secret.editor.setAccessibleDescription(text)

    @property
    def message(self) -> str:
        return self._message.text()

    def clear_secrets(self) -> None:
        self._secret.line.clear()
        self._message.setText("")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._secret.setFocus()

    def _unlock(self) -> None:
        if self._presenter is not None:
            self._presenter.unlock(self._secret.line.text())

    def _choose(self, folder: object) -> None:
        if self._presenter is not None:
            self._presenter.profile_chosen(Path(str(folder)))

    def _ask_recovery(self) -> None:
        RecoveryDialog(self, self._recover).open()

    def _recover(self, secret: str, new: str, again: str) -> None:
        if self._presenter is not None:
            self._presenter.recover(secret, new, again)


class RecoveryDialog(FormDialog):
    """The code of the recovery sheet, and a new passphrase."""

    def __init__(self, parent: QWidget, recover: Callable[[str, str, str], None]) -> None:
        super().__init__(
            parent,
            _("Set a new passphrase"),
            _("Set the passphrase and open"),
            self._pass_on,
            object_name="recovery_dialog",
            sentence=_(
                "Type the code of the recovery sheet that was printed when this profile was made. "
                "Your office keeps it. Your work stays as it is."
            ),
        )
        self._recover = recover
        self.code = TextField(_("Recovery code"), "recovery_code", placeholder="AGE-SECRET-KEY-1…")
        self.new = SecretField(_("New passphrase"), "recovery_new")
        self.again = SecretField(_("The same again"), "recovery_again")
        self.add(self.code, self.new, self.again)

    def _pass_on(self) -> None:
        self._recover(self.code.value(), self.new.line.text(), self.again.line.text())
