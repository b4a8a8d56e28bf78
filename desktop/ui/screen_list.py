"""The screens of the window in the order of the navigation; each is imported when it is first shown."""

import importlib.util
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.ui.frame.screens import ScreenEntry
from desktop.ui.shell import Shell

ROOM = "desktop.ui.screens"


def screen_entries(shell: Shell, count: Callable[[str], int]) -> list[ScreenEntry]:
    """Every screen there is; a place in the navigation is a promise, so what does not exist has none.

    `count` answers at once how much waits behind a key.
    """
    entries = [
        _entry(shell, "today", _("Today"), "ph.house"),
        _entry(shell, "projects", _("Projects"), "ph.folders"),
        _entry(shell, "visits", _("Visits"), "ph.map-pin"),
        _entry(shell, "actions", _("Actions"), "ph.check-square"),
        _entry(shell, "reports", _("Reports"), "ph.chart-bar"),
        _entry(shell, "library", _("Library"), "ph.books"),
        _entry(shell, "sync", _("Sync"), "ph.arrows-clockwise"),
        _entry(shell, "settings", _("Settings"), "ph.gear", at_foot=True),
        _entry(shell, "form", _("Form"), "ph.note-pencil", in_navigation=False),
    ]
    counted = {"today", "actions", "sync"}
    return [
        replace(entry, count=partial(count, entry.key)) if entry.key in counted else entry
        for entry in entries
        if _is_there(entry.key)
    ]


def _entry(
    shell: Shell, key: str, title: str, icon: str, *, at_foot: bool = False, in_navigation: bool = True
) -> ScreenEntry:
    return ScreenEntry(key, title, icon, _maker(shell, key), at_foot=at_foot, in_navigation=in_navigation)


def _maker(shell: Shell, key: str) -> Callable[[], QWidget]:
    def make() -> QWidget:
        screen: QWidget = import_module(f"{ROOM}.{key}.view").make_screen(shell)
        return screen

    return make


def _is_there(key: str) -> bool:
    return (
        importlib.util.find_spec(f"{ROOM}.{key}") is not None
        and importlib.util.find_spec(f"{ROOM}.{key}.view") is not None
    )
