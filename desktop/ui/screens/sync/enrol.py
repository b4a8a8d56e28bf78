"""Asks for the address of the office's server and the one-time code."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.errors import BadInput, UserError
from desktop.i18n import _
from desktop.ui.widgets import FormDialog, TextField

Enrol = Callable[[str, str, Callable[[], None], Callable[[UserError], None]], None]


class EnrolDialog(FormDialog):
    """Stays open while the server is asked; says what is wrong, or closes."""

    def __init__(self, parent: QWidget, enrol: Enrol) -> None:
        super().__init__(
            parent,
            _("Join an office"),
            _("Join"),
            self._ask,
            object_name="enrol_dialog",
            sentence=_(
                "Your office gives you both. What is on this laptop stays, and goes to the office at the first sync."
            ),
        )
        self._enrol = enrol
        self.url = TextField(
            _("Address of the server"), "enrol_url", placeholder="https://milepost.example.org", required=True
        )
        self.code = TextField(_("One-time code"), "enrol_code", placeholder="ABCD-EFGH-JKLM", required=True)
        self.add(self.url, self.code)
        self.url.setFocus()

    def _ask(self) -> None:
        if not self.url.value().strip() or not self.code.value().strip():
            raise BadInput(_("Both the address and the code are needed."))
        self.accept_button.setText(_("Asking …"))
        self.accept_button.setEnabled(False)
        self._enrol(self.url.value(), self.code.value(), self._done, self._failed)

    def _done(self) -> None:
        super().accept()

    def _failed(self, problem: UserError) -> None:
        self.accept_button.setText(_("Join"))
        self.accept_button.setEnabled(True)
        self.show_problem(problem)

    def accept(self) -> None:
        """The form closes by the server's answer, not by the press of the button."""
