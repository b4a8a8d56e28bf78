"""Brand, search, state of saving, unsent work in words, and the person."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from desktop.i18n import _
from desktop.ui.theme.appearance import restyle
from desktop.ui.theme.icons import set_icon
from desktop.ui.theme.tokens import theme
from desktop.ui.widgets.buttons import Button, KeyHint
from desktop.ui.widgets.layouts import row
from desktop.ui.widgets.marks import ElidedLabel, IconLabel
from desktop.ui.widgets.naming import label, name_widget
from desktop.ui.widgets.notices import SaveState


class TopBar(QFrame):
    """Always there; what it says about unsent work is the way to Sync."""

    search_asked = Signal()
    sync_asked = Signal()

    def __init__(self, person: str) -> None:
        super().__init__()
        name_widget(self, "top_bar", _("Top bar"))
        self.setProperty("surface", "bar")
        self.brand = self._make_brand()
        self.search = SearchButton()
        self.search.clicked.connect(self.search_asked)
        self.save_state = SaveState()
        self.unsent = Button(
            "", "unsent", icon="ph.cloud-slash", small=True, elided=True, accessible=_("Unsent work")
        )
        self.unsent.setProperty("kind", "unsent")
        self.unsent.clicked.connect(self.sync_asked)
        self.unsent.hide()
        self.person = Button(person, "person", kind="ghost", icon="ph.user-circle", elided=True)
        self.person_menu = QMenu(self.person)
        self.person.setMenu(self.person_menu)
        layout = row(gap=12, margins=(0, 0, 8, 0), on=self)
        layout.addWidget(self.brand)
        layout.addWidget(self.search, 2)
        layout.addStretch(1)
        for widget in (self.save_state, self.unsent, self.person):
            layout.addWidget(widget)
        layout.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.refit(is_small=False)

    def _make_brand(self) -> QWidget:
        brand = QWidget()
        self._brand_word = label("Milepost", "title")
        row(IconLabel("mp.signpost", "accent", "callout"), self._brand_word, None, gap=8,
            margins=(16, 0, 0, 0), on=brand)  # fmt: skip
        return brand

    def refit(self, *, is_small: bool) -> None:
        """Heights at the present scale; without the brand's word and the person's when small."""
        self.setFixedHeight(theme().height("top_bar"))
        self._brand_word.setVisible(not is_small)
        self.brand.setFixedWidth(theme().width("nav") - theme().px(12) if not is_small else theme().px(48))
        self.search.refit(is_small=is_small)
        self._is_small = is_small
        self.show_person(self._person_name if hasattr(self, "_person_name") else self.person.text())

    def show_person(self, name: str) -> None:
        self._person_name = name
        self.person.setText("" if self._is_small else name.replace("&", "&&"))
        self.person.setAccessibleName(name)
        self.person.setToolTip(name)

    def set_person_actions(self, actions: list[QAction]) -> None:
        self.person_menu.clear()
        self.person_menu.addActions(actions)

    def show_unsent(self, sentence: str, *, is_calm: bool) -> None:
        """Unsent work in words; calm (green) when everything is where it should be."""
        self.unsent.setText(sentence.replace("&", "&&"))
        self.unsent.setAccessibleName(sentence)
        self.unsent.setToolTip(sentence)
        self.unsent.setProperty("calm", is_calm)
        set_icon(self.unsent, "ph.cloud-check" if is_calm else "ph.cloud-slash",
                 "on_track" if is_calm else "at_risk", "inline")  # fmt: skip
        restyle(self.unsent)
        self.unsent.setVisible(bool(sentence))


class SearchButton(QFrame):
    """Looks like a field; pressing it, or Ctrl+K, opens the palette where one types."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        name_widget(self, "search_or_command", _("Search or run a command"))
        self.setProperty("surface", "field")
        self.setProperty("focusRing", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._words = ElidedLabel(_("Search or run a command"), "muted")
        self._key = KeyHint("Ctrl+K")
        layout = row(gap=8, margins=(8, 0, 6, 0), on=self)
        layout.addWidget(IconLabel("ph.magnifying-glass", "muted"))
        layout.addWidget(self._words, 1)
        layout.addWidget(self._key)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def refit(self, *, is_small: bool) -> None:
        self.setFixedHeight(theme().height("control"))
        self.setMaximumWidth(theme().px(348))
        self.setMinimumWidth(theme().px(90 if is_small else 180))
        self._key.setVisible(not is_small)
        self._words.setText(_("Search") if is_small else _("Search or run a command"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()

    def event(self, event: QEvent) -> bool:
        from PySide6.QtGui import QKeyEvent

        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down)
            if event.key() in keys:
                self.clicked.emit()
                return True
        return super().event(event)
