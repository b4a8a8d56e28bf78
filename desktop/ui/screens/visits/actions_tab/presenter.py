"""Decides what the action points of a visit show, and adds one."""

from typing import Any, Protocol
from uuid import UUID

from desktop.i18n import ngettext
from desktop.services.visits.records import VisitRecord
from desktop.ui.screens.visits.desk import VisitDesk


class ActionsTabScreen(Protocol):
    def is_seen(self) -> bool:
        """Whether the tab is in front; one that is not is told when it comes forward."""

    def show_actions(self, visit: VisitRecord, sentence: str) -> None: ...


class ActionsPresenter:
    def __init__(self, screen: ActionsTabScreen, desk: VisitDesk) -> None:
        self._screen, self._desk = screen, desk

    def begin(self) -> None:
        self._desk.watch(self._show, self._screen.is_seen)

    def _show(self, visit: VisitRecord) -> None:
        late = sum(one.is_overdue for one in visit.actions)
        words = ngettext("{count} is overdue", "{count} are overdue", late).format(count=late)
        self._screen.show_actions(visit, words if late else "")

    def open(self, action_id: UUID) -> None:
        self._desk.shell.go_to("actions", action_id)

    def add(self, *, title: str, due: Any, owner: str, is_high: bool) -> None:
        """From the dialog. Raises UserError: the dialog shows it and stays."""
        visit = self._desk.visit
        if visit is None:
            return
        self._desk.services.actions.create(
            title=title,
            due=due,
            owner=owner,
            visit_id=visit.row.id,
            priority="high" if is_high else "normal",
        )
        self._desk.reload()
