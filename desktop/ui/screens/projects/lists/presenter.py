"""Reads what hangs on the open project: visits, actions."""

from collections.abc import Sequence

from desktop.services.actions.records import ActionRow
from desktop.services.visits.records import VisitRow
from desktop.ui.screens.projects.desk import ProjectDesk


def visits_of(desk: ProjectDesk) -> Sequence[VisitRow]:
    return desk.services.visits.of_project(desk.project.id) if desk.project else ()


def actions_of(desk: ProjectDesk) -> Sequence[ActionRow]:
    return desk.services.actions.of_project(desk.project.id) if desk.project else ()
