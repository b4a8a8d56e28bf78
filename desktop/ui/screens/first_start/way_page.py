"""The page that asks how to start: three cards, and inside the first the server and the code."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.screens.first_start.presenter import Draft, Way
from desktop.ui.screens.first_start.ring import RING, TOP
from desktop.ui.theme.tokens import Tone
from desktop.ui.widgets import ChoiceCard, NoticeStrip, ScrollPage, TextField, row


class WayPage(ScrollPage):
    """Writes what is typed into the draft it was filled from."""

    way_chosen = Signal(object)

    def __init__(self, ways: Sequence[Way]) -> None:
        super().__init__("first_start_way_page", margin=RING, ground="panel")
        self._draft = Draft()
        self._cards: dict[Way, ChoiceCard] = {}
        words = _words()
        for way in ways:
            card = ChoiceCard(*words[way], f"first_start_way_{way}")
            card.chosen.connect(lambda way=way: self.way_chosen.emit(way))
            self._cards[way] = card
            self.add(card)
        self._add_join_fields()
        hint = NoticeStrip("first_start_hint", Tone.INFO, "ph.info-fill")
        hint.show_parts(
            [("", _("No internet now? Begin with an empty store, or look around. Joining can wait."))]
        )
        self.add(hint)
        self.body.addStretch(1)

    def _add_join_fields(self) -> None:
        self._server = TextField(_("Server"), "first_start_server", placeholder="sync.example.org")
        self._code = TextField(
            _("Enrolment code"), "first_start_code", help_text=_("12 letters and digits, no O or 0")
        )
        self._server.edited.connect(lambda text: setattr(self._draft, "server", text))
        self._code.edited.connect(lambda text: setattr(self._draft, "code", text))
        self._join_fields = QWidget()
        fields = row(gap=12, on=self._join_fields)
        fields.addWidget(self._server, 2, TOP)
        fields.addWidget(self._code, 1, TOP)
        if Way.JOIN in self._cards:
            self._cards[Way.JOIN].body.addWidget(self._join_fields)

    @property
    def fields(self) -> tuple[TextField, ...]:
        return self._server, self._code

    def fill(self, draft: Draft) -> None:
        self._draft = draft
        for way, card in self._cards.items():
            card.set_chosen(way is draft.way)
        self._join_fields.setVisible(draft.way is Way.JOIN)
        self._server.set_value(draft.server)
        self._code.set_value(draft.code)

    def first(self) -> QWidget | None:
        """What takes the keyboard."""
        return self._server if self._draft.way is Way.JOIN else self._cards.get(self._draft.way)


def _words() -> dict[Way, tuple[str, str, str]]:
    return {
        Way.JOIN: (
            _("Join my office"),
            _("You have the server’s address and a code from your administrator. Needs internet once."),
            "ph.buildings",
        ),
        Way.NEW: (
            _("Begin with an empty store"),
            _("No internet is needed. You can join your office later; what you write before is sent then."),
            "ph.notebook",
        ),
        Way.DEMO: (
            _("Look around with demo data"),
            _(
                "An invented region with projects, visits and a conflict to decide. Nothing leaves this laptop."
            ),
            "ph.compass",
        ),
    }
