"""Options as buttons, side by side or below one another, as they are chosen with digits and arrows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.i18n import _
from desktop.services.form_library.records import Choice, MediaRecord, QuestionView
from desktop.ui.screens.form.arrangement import grid_of
from desktop.ui.screens.form.blocks import stand_at_the_start
from desktop.ui.screens.form.editors import Editor
from desktop.ui.screens.form.label_pictures import picture_of
from desktop.ui.screens.form.option_button import OptionButton
from desktop.ui.screens.form.rich_text import plain
from desktop.ui.theme import theme
from desktop.ui.widgets import FlowLayout, column, label, name_widget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STACK_FROM = 8
"""More options than this stand below one another, where the eye finds them."""


class OptionsEditor(Editor):
    """Options as buttons: digits choose, arrows move, Space chooses, Delete empties, Enter goes on."""

    def __init__(self, view: QuestionView, _zone: str) -> None:
        super().__init__()
        self._several = view.type == "select_multiple"
        self._path = view.path
        self._choices: tuple[Choice, ...] = ()
        self._value = ""
        self._may_edit = True
        self.buttons: list[OptionButton] = []
        self._flow: FlowLayout | QGridLayout | None = None
        self._grid = grid_of(view)
        self._is_quick = "quick" in view.appearance and not self._several
        self._media: dict[str, MediaRecord] = {}
        name_widget(self, f"{view.path}#options", plain(view.label))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._box = column(gap=6, on=self)
        self._nothing = label(
            _("There is nothing to choose yet: the list follows from another answer."), "small"
        )
        self._box.addWidget(self._nothing)

    def show_question(self, view: QuestionView, *, may_edit: bool) -> None:
        self._value, self._may_edit = view.value, may_edit and not view.readonly
        stand_at_the_start(self._nothing)
        self._nothing.setVisible(not view.choices)
        if view.choices != self._choices:
            self._make_buttons(view.choices)
        chosen = set(view.value.split()) if self._several else {view.value}
        for button, choice in zip(self.buttons, self._choices, strict=True):
            button.setChecked(choice.value in chosen)
            button.setEnabled(self._may_edit)

    def _make_buttons(self, choices: Sequence[Choice]) -> None:
        had_focus = any(button.hasFocus() for button in self.buttons)
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        if self._flow is not None:
            self._box.removeItem(self._flow)
        self._choices = tuple(choices)
        self.buttons = [
            OptionButton(plain(choice.label), f"{self._path}={choice.value}", several=self._several)
            for choice in choices
        ]
        for at, button in enumerate(self.buttons):
            button.clicked.connect(lambda _on, at=at: self._press(at))
            if not self._grid.shows_words:
                button.hide_words()
        self._place_buttons(choices)
        self._show_pictures()
        if self.buttons:
            self.setFocusProxy(self.buttons[0])
        self._limit()
        if had_focus and self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_buttons(self, choices: Sequence[Choice]) -> None:
        stacked = len(choices) > _STACK_FROM or any(len(choice.label) > 48 for choice in choices)
        if self._grid.columns:
            self._flow = grid = QGridLayout()
            grid.setSpacing(theme().px(8))
            for at, button in enumerate(self.buttons):
                button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
                grid.addWidget(button, at // self._grid.columns, at % self._grid.columns)
            for column_at in range(self._grid.columns):
                grid.setColumnStretch(column_at, 1)
        elif stacked and not self._grid.flows:
            self._flow = None
            for button in self.buttons:
                self._box.addWidget(button)
        else:
            self._flow = FlowLayout(gap=8)
            for button in self.buttons:
                self._flow.addWidget(button)
        if self._flow is not None:
            self._box.addLayout(self._flow)

    def show_media(self, media: dict[str, MediaRecord]) -> None:
        self._media = media
        self._show_pictures()

    def _show_pictures(self) -> None:
        for button, choice in zip(self.buttons, self._choices, strict=False):
            button.show_picture(picture_of(self._media, choice.media))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._limit()

    def _limit(self) -> None:
        room = max(min(self.width(), theme().px(640)), theme().px(160))
        if self._grid.columns:
            room = max(room // self._grid.columns - theme().px(8), theme().px(60))
        for button in self.buttons:
            button.set_limit(room)

    def press_value(self, value: str) -> None:
        """As if its button were pressed."""
        at = next((n for n, choice in enumerate(self._choices) if choice.value == value), None)
        if at is not None and self._may_edit:
            self._press(at)

    def _press(self, at: int) -> None:
        value = self._choices[at].value
        if self._several:
            chosen = self._value.split()
            kept = [one for one in chosen if one != value]
            asked = kept if value in chosen else [*chosen, value]
            order = {choice.value: n for n, choice in enumerate(self._choices)}
            self._tell(" ".join(sorted(asked, key=lambda one: order.get(one, len(order)))))
        else:
            self.buttons[at].setChecked(True)
            self._tell(value)
            if self._is_quick:
                self.onward.emit()

    def _tell(self, value: str) -> None:
        self._value = value
        self.answered.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain_key = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER:
            self.onward.emit()
        elif plain_key and event.text().isdecimal() and 0 < int(event.text()) <= len(self.buttons):
            self.buttons[int(event.text()) - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.buttons[int(event.text()) - 1].click()
        elif (
            plain_key and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._may_edit and self._value
        ):
            self._tell("")
        elif plain_key and key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(Qt.Key(key))
        else:
            super().keyPressEvent(event)

    def _move(self, key: Qt.Key) -> None:
        back = {Qt.Key.Key_Up, Qt.Key.Key_Right if self.isRightToLeft() else Qt.Key.Key_Left}
        at = next((n for n, button in enumerate(self.buttons) if button.hasFocus()), 0)
        to = at + (-1 if key in back else 1)
        if 0 <= to < len(self.buttons):
            self.buttons[to].setFocus(Qt.FocusReason.TabFocusReason)

    def inputs(self) -> list[QWidget]:
        return list(self.buttons)
