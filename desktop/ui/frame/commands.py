"""Every action of the window: in the menus, under a key, in the palette, in the list F1 shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from desktop.ui.theme.icons import set_icon


@dataclass(slots=True)
class Menu:
    """A menu and its actions; None is a line between them."""

    title: str
    actions: list[QAction | None] = field(default_factory=list)


def make_action(
    owner: QObject,
    name: str,
    text: str,
    act: Callable[[], object],
    *,
    keys: str | Sequence[str] = "",
    icon: str = "",
    on: QWidget | None = None,
) -> QAction:
    """An action with its word, keys and icon; `on` a widget it works only while the keyboard is there."""
    action = QAction(text, owner)
    action.setObjectName(name)
    shortcuts = [keys] if isinstance(keys, str) else list(keys)
    action.setShortcuts([QKeySequence(key) for key in shortcuts if key])
    if icon:
        set_icon(action, icon, "secondary")
    action.triggered.connect(lambda _checked=False: act())
    if on is not None:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        on.addAction(action)
    return action


def fill_menu_bar(bar: QMenuBar, menus: Sequence[Menu]) -> None:
    """Put the menus into the bar; an empty one is left out."""
    _empty(bar)
    for menu in menus:
        if any(action is not None for action in menu.actions):
            _fill(bar, menu)


def fill_button_menu(target: QMenu, menus: Sequence[Menu]) -> None:
    """The same menus under one button."""
    _empty(target)
    for menu in menus:
        if any(action is not None for action in menu.actions):
            _fill(target, menu)


def _empty(target: QMenuBar | QMenu) -> None:
    """Qt keeps the menus it was asked to add; they are filled again with every screen."""
    before = target.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    target.clear()
    for menu in before:
        menu.deleteLater()


def _fill(place: QMenuBar | QMenu, menu: Menu) -> None:
    # Made here and not by Qt, so that Python hears of its end and keeps nothing of it either.
    made = QMenu(menu.title, place)
    for action in menu.actions:
        if action is None:
            made.addSeparator()
        else:
            made.addAction(action)
    place.addMenu(made)


def keys_of(menus: Sequence[Menu]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of (key, what it does) for the list of keys."""
    groups = []
    for menu in menus:
        keys = [
            (shortcut.toString(), action.text().replace("&", "").rstrip("…"))
            for action in menu.actions
            if action is not None
            for shortcut in action.shortcuts()[:1]
        ]
        if keys:
            groups.append((menu.title.replace("&", ""), keys))
    return groups
