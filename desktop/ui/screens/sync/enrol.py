"""Asks for the address of the office's server and the one-time code."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.errors import BadInput, UserError
from desktop.i18n import _
from desktop.ui.jobs import JobHandle
from desktop.ui.widgets import FormDialog, TextField, label

Enrol = Callable[
    [str, str, Callable[[], None], Callable[[UserError], None], Callable[[str], None]], JobHandle
]


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
        self._waits = label("", "secondary", wrap=True)
        self._waits.setObjectName("enrol_dialog_waits")
        self._waits.hide()
        self._job: JobHandle | None = None
        self.add(self.url, self.code, self._waits)
        self.finished.connect(self._closed)
        self.url.setFocus()

    def _ask(self) -> None:
        if not self.url.value().strip() or not self.code.value().strip():
            raise BadInput(_("Both the address and the code are needed."))
        self.accept_button.setText(_("Asking …"))
        self.accept_button.setEnabled(False)
        self._job = self._enrol(self.url.value(), self.code.value(), self._done, self._failed, self._wait)

    def _done(self) -> None:
        self._job = None
        super().accept()

    def _wait(self, what: str) -> None:
        self._waits.setText(what)
        self._waits.show()

    def _closed(self) -> None:
        """Who closes the form waits for no answer."""
        if self._job is not None:
            self._job.cancel()

    def _failed(self, problem: UserError) -> None:
        self._job = None
        self._waits.hide()
        self.accept_button.setText(_("Join"))
        self.accept_button.setEnabled(True)
        self.show_problem(problem)

    def accept(self) -> None:
        """The form closes by the server's answer, not by the press of the button."""
