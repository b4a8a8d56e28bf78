"""Asks for the line that introduces somebody's laptop."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.errors import BadInput, UserError
from desktop.i18n import _
from desktop.ui.widgets import FormDialog, TextArea, TextField

AddKey = Callable[[str, str, Callable[[], None], Callable[[UserError], None]], None]


class KeyDialog(FormDialog):
    """Stays open while the key is looked at; says what is wrong, or closes."""

    def __init__(self, parent: QWidget, add_key: AddKey) -> None:
        super().__init__(
            parent,
            _("Add somebody by their key"),
            _("Add"),
            self._ask,
            object_name="key_dialog",
            sentence=_(
                "Laptops of your server are known by themselves. For others, paste the line they copied under This laptop's"
                " key, and compare the fingerprint by telephone: whoever is added is believed."
            ),
        )
        self._add_key = add_key
        self.key = TextArea(_("Key"), "key_line", placeholder="milepost-key …", lines=3, required=True)
        self.name = TextField(_("Whose it is"), "key_name", help_text=_("As the key says, if left empty."))
        self.add(self.key, self.name)
        self.key.setFocus()

    def _ask(self) -> None:
        if not self.key.value().strip():
            raise BadInput(_("The key is needed."))
        self.accept_button.setEnabled(False)
        self._add_key(self.key.value(), self.name.value(), self._done, self._failed)

    def _done(self) -> None:
        super().accept()

    def _failed(self, problem: UserError) -> None:
        self.accept_button.setEnabled(True)
        self.show_problem(problem)

    def accept(self) -> None:
        """The form closes by the answer, not by the press of the button."""
