"""Decides what the forms of a visit show."""

from typing import Protocol
from uuid import UUID

from desktop.errors import UserError
from desktop.services.visits.records import VisitRecord
from desktop.services.visits.sections import FORMS_NOT_DONE
from desktop.ui.screens.visits.desk import VisitDesk


class FormsScreen(Protocol):
    def is_seen(self) -> bool:
        """Whether the tab is in front; one that is not is told when it comes forward."""

    def show_forms(self, visit: VisitRecord) -> None: ...


class FormsPresenter:
    def __init__(self, screen: FormsScreen, desk: VisitDesk) -> None:
        self._screen, self._desk = screen, desk

    def begin(self) -> None:
        self._desk.watch(self._screen.show_forms, self._screen.is_seen)

    def forms(self) -> list[tuple[UUID, str]]:
        """Forms of the library that may be filled in, by title."""
        rows = self._desk.services.form_library.list()
        return sorted(
            ((row.id, row.shown_title) for row in rows if not row.retired), key=lambda one: one[1].casefold()
        )

    def fill(self, form_id: UUID) -> None:
        """Begin a form on this visit, and go to it."""
        visit = self._desk.visit
        if visit is None:
            return
        try:
            begun = self._desk.services.submissions.start(form_id, visit_id=visit.row.id)
        except UserError as problem:
            self._desk.shell.show_problem(problem)
            return
        self._desk.shell.go_to("form", begun.record.id)

    def to_library(self) -> None:
        self._desk.shell.go_to("library")

    def open(self, submission_id: UUID) -> None:
        self._desk.flush()
        self._desk.shell.go_to("form", submission_id)

    def reason_edited(self, text: str) -> None:
        """Why a form is not done."""
        self._desk.keep(
            "forms_not_done",
            lambda visit, token: self._desk.services.fieldwork.write(
                visit.row.id, FORMS_NOT_DONE, text, seen=visit.seen, editing=token
            ),
        )
