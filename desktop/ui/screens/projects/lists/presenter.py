"""Reads what hangs on the open project: visits, actions, history."""

from collections.abc import Sequence
from typing import Any

from desktop.errors import NotFound
from desktop.services.actions.records import ActionRow
from desktop.services.history.records import ChangeRecord
from desktop.services.visits.records import VisitRow
from desktop.ui.screens.projects.desk import ProjectDesk


def visits_of(desk: ProjectDesk) -> Sequence[VisitRow]:
    return desk.services.visits.of_project(desk.project.id) if desk.project else ()


def actions_of(desk: ProjectDesk) -> Sequence[ActionRow]:
    return desk.services.actions.of_project(desk.project.id) if desk.project else ()


def history_of(desk: ProjectDesk) -> Sequence[ChangeRecord]:
    """Newest first; nothing for a record that came before the log."""
    if desk.project is None:
        return ()
    try:
        return desk.services.history.of(desk.project.id)
    except NotFound:
        return ()


def value_words(value: Any) -> str:
    """An old or new value in one line."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, dict):
        filled = [part for part in value.values() if part not in (None, "", [], {})]
        if len(filled) == 1:
            return value_words(filled[0])
        parts = (f"{key.replace('_', ' ')}: {value_words(part)}" for key, part in value.items())
        return ", ".join(part for part in parts if not part.endswith(": "))
    if isinstance(value, list):
        return "; ".join(value_words(part) for part in value)
    return " ".join(str(value).split())
