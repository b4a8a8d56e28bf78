"""The filters of a list as chips that name themselves, and the field to search it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QSizePolicy, QWidget

from desktop.i18n import _
from desktop.ui.background import Debounce
from desktop.ui.theme.icons import set_icon
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layouts import FlowLayout
from desktop.ui.widgets.naming import name_widget


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter, by the key the presenter knows it by; `group` gathers choices in the menu."""

    key: str
    word: str
    group: str = ""


class FilterChips(QWidget):
    """Active filters as chips with a cross, and "+ Filter" to add one of the others."""

    added = Signal(str)
    removed = Signal(str)

    def __init__(self, object_name: str = "filters", *, tail: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self._flow = FlowLayout(self, gap=6)
        self._chips: list[QPushButton] = []
        self._choices: tuple[Filter, ...] = ()
        self._active: tuple[Filter, ...] = ()
        self.add_button = Button(_("Filter"), f"{object_name}_add", icon="ph.plus", compact=True)
        self._menu = QMenu(self)
        self.add_button.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._flow.addWidget(self.add_button)
        self._tail = tuple(tail)
        for widget in self._tail:
            self._flow.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_choices(self, choices: Sequence[Filter]) -> None:
        """All filters this list knows."""
        self._choices = tuple(choices)
        self.add_button.setVisible(bool(choices))

    def set_active(self, active: Sequence[Filter]) -> None:
        """Show these as chips."""
        self._active = tuple(active)
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if isinstance(widget, QPushButton) and widget in self._chips:
                widget.hide()
                widget.deleteLater()
        self._chips = [self._make_chip(chosen) for chosen in self._active]
        for widget in (*self._chips, self.add_button, *self._tail):
            self._flow.addWidget(widget)
        self.updateGeometry()

    @property
    def active(self) -> tuple[Filter, ...]:
        return self._active

    def _make_chip(self, chosen: Filter) -> QPushButton:
        chip = QPushButton(chosen.word.replace("&", "&&"), self)
        chip.setProperty("kind", "chip")
        chip.setAutoDefault(False)
        name_widget(chip, f"filter_{chosen.key}", _("Remove filter {word}").format(word=chosen.word))
        chip.setToolTip(_("Remove filter {word}").format(word=chosen.word))
        opposite = {
            Qt.LayoutDirection.LeftToRight: Qt.LayoutDirection.RightToLeft,
            Qt.LayoutDirection.RightToLeft: Qt.LayoutDirection.LeftToRight,
        }
        chip.setLayoutDirection(opposite[self.layoutDirection()])
        set_icon(chip, "ph.x", "soft", "inline")
        chip.clicked.connect(lambda: self.removed.emit(chosen.key))
        chip.show()
        return chip

    def _fill_menu(self) -> None:
        self._menu.clear()
        taken = {chosen.key for chosen in self._active}
        groups: dict[str, QMenu] = {}
        for choice in self._choices:
            if choice.key in taken:
                continue
            menu = self._menu
            if choice.group:
                menu = groups.get(choice.group) or self._menu.addMenu(choice.group)
                groups[choice.group] = menu
            act = menu.addAction(choice.word.replace("&", "&&"))
            act.triggered.connect(partial(self._add, choice.key))

    def _add(self, key: str, _checked: bool = False) -> None:
        self.added.emit(key)


class SearchField(QLineEdit):
    """A field that searches while one types; Esc empties it, Down goes to the list."""

    searched = Signal(str)
    left_downwards = Signal()

    def __init__(
        self, placeholder: str, object_name: str, *, wait_ms: int = 150, compact: bool = True
    ) -> None:
        super().__init__()
        name_widget(self, object_name, placeholder)
        self.setPlaceholderText(placeholder)
        self.setProperty("density", "compact" if compact else "")
        self.setClearButtonEnabled(False)
        self._lens = QAction(self)
        set_icon(self._lens, "ph.magnifying-glass", "muted")
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = Debounce(wait_ms, lambda: self.searched.emit(self.text().strip()), self)
        self.textChanged.connect(lambda _text: self._pause.call())
        self.returnPressed.connect(self._pause.flush)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._pause.flush()
        elif event.key() == Qt.Key.Key_Down:
            self._pause.flush()
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


def no_match_steps(
    active: Sequence[tuple[Filter, int]], remove: Callable[[str], None], clear: Callable[[], None]
) -> list[tuple[str, str, Callable[[], None]]]:
    """Verb, icon and act of the two ways out when filters find nothing.

    `active` gives with each filter how many would show without it; the one that helps most is offered.
    """
    ways: list[tuple[str, str, Callable[[], None]]] = []
    if active:
        best, shown = max(active, key=lambda pair: pair[1])
        verb = _("Remove “{word}” ({count})").format(word=best.word, count=shown)
        ways.append((verb, "ph.x", lambda: remove(best.key)))
    ways.append((_("Clear all filters"), "", clear))
    return ways
