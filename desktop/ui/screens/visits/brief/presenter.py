"""Decides what the brief of a visit shows, and adds known issues."""

from typing import Protocol
from uuid import UUID

from desktop.rules.vocabulary import IssueState
from desktop.services.visits.brief import Brief
from desktop.services.visits.records import VisitRecord
from desktop.ui.screens.visits.desk import VisitDesk


class BriefScreen(Protocol):
    def is_seen(self) -> bool:
        """Whether the tab is in front; one that is not is told when it comes forward."""

    def show_brief(self, brief: Brief, visit: VisitRecord) -> None: ...


class BriefPresenter:
    def __init__(self, screen: BriefScreen, desk: VisitDesk) -> None:
        self._screen, self._desk = screen, desk

    def begin(self) -> None:
        self._desk.watch(self._read, self._screen.is_seen)

    def _read(self, visit: VisitRecord) -> None:
        self._screen.show_brief(self._desk.services.briefs.of_visit(visit.row.id), visit)

    def open_visit(self, visit_id: object) -> None:
        self._go_to("visits", visit_id)

    def open_action(self, action_id: object) -> None:
        self._go_to("actions", action_id)

    def add_issue(self, statement: str) -> None:
        """From the dialog. Raises UserError: the dialog shows it and stays."""
        visit = self._desk.visit
        if visit is not None:
            self._desk.services.fieldwork.add_issue(visit.row.project_id, statement)

    def issue_resolved(self, issue_id: object) -> None:
        if isinstance(issue_id, UUID):
            self._desk.do(
                lambda _visit: self._desk.services.fieldwork.set_issue(issue_id, IssueState.RESOLVED)
            )

    def _go_to(self, screen: str, record_id: object) -> None:
        if isinstance(record_id, UUID):
            self._desk.shell.go_to(screen, record_id)
