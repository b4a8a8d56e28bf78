"""The page that asks who the person is and what locks the data."""

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.screens.first_start.presenter import Draft, Way
from desktop.ui.screens.first_start.ring import RING, TOP, Choices
from desktop.ui.widgets import CheckField, ChoiceField, ScrollPage, SecretField, TextField, row


class PassphrasePage(ScrollPage):
    """Writes what is typed into the draft it was filled from, but for the passphrase."""

    def __init__(self, offices: Choices) -> None:
        super().__init__("first_start_passphrase_page", margin=RING, ground="panel")
        self._draft = Draft()
        self._name = TextField(_("Your name"), "first_start_name", required=True)
        self._email = TextField(_("E-mail at the office"), "first_start_email")
        self._office = ChoiceField(_("Office"), "first_start_office", offices, empty=_("Choose later"))
        self._secret = SecretField(
            _("Passphrase"), "first_start_passphrase", required=True,
            help_text=_("At least 8 characters. Four words that do not belong together are easy to keep and hard to guess."),
        )  # fmt: skip
        self._again = SecretField(_("The same again"), "first_start_again", required=True)
        self._each_time = CheckField(
            _("Others use this laptop too: ask for the passphrase at each start"), "first_start_each_time"
        )
        self._person = QWidget()
        person = row(gap=12, on=self._person)
        person.addWidget(self._name, 1, TOP)
        person.addWidget(self._email, 1, TOP)
        secrets = row(gap=12)
        secrets.addWidget(self._secret, 1, TOP)
        secrets.addWidget(self._again, 1, TOP)
        for name, field in (("name", self._name), ("email", self._email), ("office", self._office)):
            field.edited.connect(lambda value, name=name: setattr(self._draft, name, value or ""))
        self._each_time.edited.connect(lambda value: setattr(self._draft, "ask_each_time", value))
        self.add(self._person, self._office)
        self.body.addLayout(secrets)
        self.add(self._each_time)
        self.body.addStretch(1)

    @property
    def fields(self) -> tuple[TextField, ...]:
        return self._name, self._email

    @property
    def secret_fields(self) -> tuple[SecretField, ...]:
        return self._secret, self._again

    def typed(self) -> tuple[str, str]:
        """The passphrase, and the same again."""
        return self._secret.line.text(), self._again.line.text()

    def fill(self, draft: Draft) -> None:
        self._draft = draft
        self._person.setVisible(draft.way is not Way.JOIN)
        self._office.setVisible(draft.way is not Way.JOIN)
        self._name.set_value(draft.name)
        self._email.set_value(draft.email)
        self._office.set_value(draft.office or None)
        self._each_time.set_value(draft.ask_each_time)

    def first(self) -> QWidget:
        """What takes the keyboard."""
        return self._secret if self._draft.way is Way.JOIN else self._name
