"""Decides what the plan shows; saves each field as it is typed."""

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from desktop.errors import UserError
from desktop.i18n import _
from desktop.services.visits.planning import PlanChoices
from desktop.services.visits.records import SiteRecord, VisitRecord
from desktop.ui.screens.visits.desk import VisitDesk


class PlanScreen(Protocol):
    def is_seen(self) -> bool:
        """Whether the tab is in front; one that is not is told when it comes forward."""

    def show_plan(self, visit: VisitRecord, choices: PlanChoices) -> None: ...

    def show_error(self, field: str, sentence: str) -> None:
        """Beside the field; an empty sentence takes it away."""

    def ask_site_reason(self, site: SiteRecord, state: str) -> None: ...


class PlanPresenter:
    def __init__(self, screen: PlanScreen, desk: VisitDesk) -> None:
        self._screen, self._desk = screen, desk

    def begin(self) -> None:
        self._desk.watch(self._read, self._screen.is_seen)

    def _read(self, visit: VisitRecord) -> None:
        self._screen.show_plan(visit, self._desk.services.visit_plans.choices(visit.row.id))

    def edited(self, field: str, value: Any) -> None:
        """A field of the visit itself was typed in."""

        def refused(problem: UserError) -> None:
            self._screen.show_error(field, problem.sentence())

        kept = self._desk.keep(
            field,
            lambda visit, token: self._desk.services.visits.set_fields(
                visit.row.id, {field: value}, seen=visit.seen, editing=token
            ),
            refused=refused,
        )
        if kept:
            self._screen.show_error(field, "")

    def member_chosen(self, person_id: UUID) -> None:
        self._desk.do(lambda visit: self._desk.services.visit_plans.add_member(visit.row.id, person_id))

    def member_removed(self, member_id: UUID) -> None:
        self._desk.do(lambda _visit: self._desk.services.visit_plans.remove_member(member_id))

    def site_added(self, text: str) -> None:
        if text.strip():
            self._desk.do(lambda visit: self._desk.services.visit_plans.add_site(visit.row.id, text))

    def site_removed(self, site_id: UUID) -> None:
        self._desk.do(lambda _visit: self._desk.services.visit_plans.remove_site(site_id))

    def site_edited(self, site_id: UUID, field: str, value: Any) -> None:
        self._desk.keep(
            f"{site_id}/{field}",
            lambda visit, token: self._desk.services.visit_plans.set_site(
                site_id, {field: value}, seen=visit.seen, editing=token
            ),
        )

    def site_state_chosen(self, site: SiteRecord, state: str) -> None:
        """Not reached and access denied want their reason in the same step."""
        if state in {"not_reached", "access_denied"} and not site.state_reason:
            self._screen.ask_site_reason(site, state)
        else:
            self.site_edited(site.id, "state", state)

    def site_not_visited(self, site_id: UUID, state: str, reason: str) -> None:
        """From the dialog. Raises UserError: the dialog shows it and stays."""
        self._desk.services.visit_plans.set_site(site_id, {"state": state, "reason": reason})

    def scope_changed(self, result_ids: Sequence[UUID]) -> None:
        self._desk.do(lambda visit: self._desk.services.visit_plans.set_scope(visit.row.id, result_ids))

    def trip_begun(self, title: str) -> None:
        """From the dialog. Raises UserError: the dialog shows it and stays."""
        visit = self._desk.visit
        if visit is not None:
            self._desk.services.visit_plans.create_trip(visit.row.id, title=title)

    def person_added(self, kind: str, given: dict[str, Any]) -> None:
        """A person met, a group or an interview, from the dialog. Raises UserError: the dialog shows it and stays."""
        visit = self._desk.visit
        if visit is None:
            return
        fieldwork = self._desk.services.fieldwork
        adds = {"group": fieldwork.add_group, "interview": fieldwork.add_interview}
        adds.get(kind, fieldwork.add_person_met)(visit.row.id, given)

    def person_removed(self, kind: str, part_id: UUID) -> None:
        fieldwork = self._desk.services.fieldwork
        if self._desk.do(lambda _visit: fieldwork.remove(kind, part_id)):
            self._desk.shell.toast(_("Removed"), undo=lambda: fieldwork.restore(kind, part_id))
