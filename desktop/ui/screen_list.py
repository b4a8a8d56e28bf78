"""The screens of the window in the order of the navigation; each is imported when it is first shown."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.roster import load_records
from desktop.ui.frame.screens import ScreenEntry
from desktop.ui.shell import Shell

ROOM = "desktop.ui.screens"


def screen_entries(shell: Shell, count: Callable[[str], int]) -> list[ScreenEntry]:
    """Every screen; `count` answers at once how much waits behind a key."""

    def entry(key: str, title: str, icon: str, **more: Any) -> ScreenEntry:
        return ScreenEntry(key, title, icon, _maker(shell, key), **more)

    return [
        entry("today", _("Today"), "ph.house", count=partial(count, "today"), loads=False),
        entry("projects", _("Projects"), "ph.folders"),
        entry("visits", _("Visits"), "ph.map-pin"),
        entry("actions", _("Actions"), "ph.check-square", count=partial(count, "actions")),
        entry("library", _("Library"), "ph.books"),
        entry(
            "sync",
            _("Sync"),
            "ph.arrows-clockwise",
            count=partial(count, "sync"),
            asks=partial(count, "conflicts"),
        ),
        entry("settings", _("Settings"), "ph.gear", at_foot=True),
        entry("form", _("Form"), "ph.note-pencil", in_navigation=False),
    ]


def load_screen(key: str) -> None:
    """Import what a screen needs, away from the window's thread; records with it, which all but the first one show."""
    load_records()
    if key:
        import_module(f"{ROOM}.{key}.view")


def _maker(shell: Shell, key: str) -> Callable[[], QWidget]:
    def make() -> QWidget:
        screen: QWidget = import_module(f"{ROOM}.{key}.view").make_screen(shell)
        return screen

    return make
