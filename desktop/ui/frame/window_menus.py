"""The menus of the window: under the person's name, in the bar that F10 shows, and for the palette."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.i18n import _
from desktop.ui.frame.commands import Menu, fill_button_menu, fill_menu_bar, make_action

_NOT_IN_PALETTE = frozenset({"action_find", "action_next_pane", "action_previous_pane"})


class MakeAction(Protocol):
    """Makes an action that works anywhere in the window."""

    def __call__(
        self, name: str, text: str, act: Callable[..., object], keys: str, icon: str = "", /
    ) -> QAction: ...


class WindowMenus:
    """The window's own menus, and after the first two that of the screen in front."""

    def __init__(
        self, window: QMainWindow, person: QMenu, make: Callable[[MakeAction], Sequence[Menu]]
    ) -> None:
        self._window, self._person = window, person
        self._of_screen: Menu | None = None
        window.menuBar().hide()
        self._own = list(make(self._action))
        self._show()

    def show_with(self, title: str, actions: Sequence[QAction]) -> None:
        """Another screen is in front, with these actions."""
        self._of_screen = Menu(title, list(actions)) if actions else None
        self._show()

    def all(self) -> list[Menu]:
        """As they stand."""
        between = [self._of_screen] if self._of_screen is not None else []
        return [*self._own[:2], *between, *self._own[2:]]

    def commands(self) -> list[QAction]:
        """Every action, each once."""
        # Places first: Enter in the open palette must never lock or quit by itself.
        menus = [*self.all()[2:], *self.all()[:2]]
        every = [action for menu in menus for action in menu.actions if action is not None]
        return [action for action in dict.fromkeys(every) if action.objectName() not in _NOT_IN_PALETTE]

    def toggle_bar(self) -> None:
        """Show the menu bar and put the keyboard in it; again hides it."""
        bar = self._window.menuBar()
        bar.setVisible(not bar.isVisible())
        first = bar.actions()[0] if bar.isVisible() and bar.actions() else None
        if first is not None:
            bar.setActiveAction(first)
            bar.setFocus(Qt.FocusReason.MenuBarFocusReason)

    def _action(
        self, name: str, text: str, act: Callable[..., object], keys: str, icon: str = "", /
    ) -> QAction:
        action = make_action(self._window, f"action_{name}", text, act, keys=keys, icon=icon)
        self._window.addAction(action)
        return action

    def _show(self) -> None:
        # The bar's row is kept for work: its menus stand under the person, F10 shows the bar itself.
        menus, bar = self.all(), self._window.menuBar()
        fill_menu_bar(bar, menus)
        bar.setObjectName("menu_bar")
        bar.setAccessibleName(_("Menus"))
        fill_button_menu(self._person, menus[1:])
        first = self._person.actions()[0] if self._person.actions() else None
        for action in menus[0].actions:
            if action is None:
                continue
            if action.objectName() == "action_quit":
                self._person.addSeparator()
                self._person.addAction(action)
            else:
                self._person.insertAction(first, action)  # type: ignore[arg-type]
