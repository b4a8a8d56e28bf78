"""Asks which colleague is to decide, and why."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop.i18n import _, ngettext
from desktop.ui.widgets import ChoiceField, FormDialog, TextField


class AskDialog(FormDialog):
    """Stays open while the store refuses; nobody chosen takes the question back."""

    def __init__(
        self,
        parent: QWidget,
        people: Sequence[tuple[UUID, str]],
        likely: UUID | None,
        count: int,
        hand_to: Callable[[UUID | None, str], None],
    ) -> None:
        sentence = ngettext(
            "{count} conflict goes to a colleague. It is listed as theirs after the next sync; until it is decided, both values stay.",
            "{count} conflicts go to a colleague. They are listed as theirs after the next sync; until they are decided, both values stay.",
            count,
        ).format(count=count)
        super().__init__(
            parent, _("Ask a colleague"), _("Hand on"), self._ask, object_name="ask_dialog", sentence=sentence
        )
        self._hand_to = hand_to
        self.whom = ChoiceField(_("Who is to decide"), "ask_whom", people, empty=_("nobody in particular"))
        self.whom.set_value(likely)
        self.why = TextField(_("Why"), "ask_why", placeholder=_("You counted them; may stay empty"))
        self.add(self.whom, self.why)
        self.whom.setFocus()

    def _ask(self) -> None:
        self._hand_to(self.whom.value(), self.why.value())
