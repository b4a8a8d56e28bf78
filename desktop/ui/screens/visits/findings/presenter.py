"""Decides what stands in the findings: results in order, each with its rating and what was found on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from desktop.errors import UserError
from desktop.i18n import _
from desktop.rules.vocabulary import Rating
from desktop.services.visits.records import FindingRecord, ScopedResult, VisitRecord
from desktop.ui.screens.visits.desk import VisitDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row: a finding, or a result (or the visit itself) without one."""

    key: str
    finding: FindingRecord | None = None
    result: ScopedResult | None = None
    """None with no finding: the visit as a whole."""


class FindingsScreen(Protocol):
    def is_seen(self) -> bool:
        """Whether the tab is in front; one that is not is told when it comes forward."""

    def show_lines(self, lines: Sequence[Line], visit: VisitRecord) -> None: ...

    def open_line(self, key: str) -> None: ...

    def ask_finding(self, visit: VisitRecord, result_id: UUID | None) -> None: ...

    def ask_action(self, finding: FindingRecord) -> None: ...


class FindingsPresenter:
    def __init__(self, screen: FindingsScreen, desk: VisitDesk) -> None:
        self._screen, self._desk = screen, desk

    def begin(self) -> None:
        self._desk.watch(lambda visit: self._screen.show_lines(lines_of(visit), visit), self._screen.is_seen)

    def rated(self, result_id: UUID | None, rating: Rating, site_id: UUID | None = None) -> None:
        """A rating was chosen: of a result, or (no result) of the visit as a whole."""
        self._desk.do(
            lambda visit: self._desk.services.findings.rate(
                visit.row.id, result_id, rating, site_id=site_id, seen=visit.seen
            )
        )

    def summary_edited(self, result_id: UUID | None, text: str) -> None:
        findings, visits = self._desk.services.findings, self._desk.services.visits

        def save(visit: VisitRecord, token: str) -> None:
            if result_id is None:
                change = {"overall_summary": text}
                visits.set_fields(visit.row.id, change, seen=visit.seen, editing=token)
            else:
                findings.summarise(visit.row.id, result_id, text, seen=visit.seen, editing=token)

        self._desk.keep(f"summary/{result_id}", save)

    def edited(self, finding_id: UUID, field: str, value: Any) -> None:
        self._desk.keep(
            f"{finding_id}/{field}",
            lambda visit, token: self._desk.services.findings.set_fields(
                finding_id, {field: value}, seen=visit.seen, editing=token
            ),
        )

    def new_finding(self, result_id: UUID | None = None) -> None:
        if self._desk.visit is not None:
            self._screen.ask_finding(self._desk.visit, result_id)

    def add(self, **fields: Any) -> None:
        """From the dialog. Raises UserError: the dialog shows it and stays."""
        visit = self._desk.visit
        if visit is None:
            return
        made = self._desk.services.findings.add(visit.row.id, **fields)
        self._desk.reload()
        self._screen.open_line(str(made))

    def delete(self, finding_id: UUID) -> None:
        findings = self._desk.services.findings
        if self._desk.do(lambda _visit: findings.delete(finding_id)):
            self._desk.shell.toast(_("Finding deleted"), undo=lambda: findings.restore(finding_id))

    def moved(self, finding_id: UUID, by: int) -> None:
        """Up or down among the findings."""
        visit = self._desk.visit
        if visit is None:
            return
        order = [one.id for one in visit.findings]
        at = order.index(finding_id)
        to = at + by
        if 0 <= to < len(order):
            order[at], order[to] = order[to], order[at]
            self._desk.do(lambda visit: self._desk.services.findings.reorder(visit.row.id, order))

    def new_action(self, finding: FindingRecord) -> None:
        self._screen.ask_action(finding)

    def add_action(self, finding: FindingRecord, *, title: str, due: Any, owner: str, is_high: bool) -> None:
        """From the dialog. Raises UserError: the dialog shows it and stays."""
        self._desk.services.actions.create(
            title=title,
            due=due,
            owner=owner,
            finding_id=finding.id,
            priority="high" if is_high else "normal",
        )
        self._desk.reload()

    def open_action(self, action_id: UUID) -> None:
        self._desk.shell.go_to("actions", action_id)

    def open_form(self, submission_id: UUID) -> None:
        self._desk.flush()
        self._desk.shell.go_to("form", submission_id)

    def open_photos(self) -> None:
        if self._desk.visit is not None:
            self._desk.shell.go_to("visits", self._desk.visit.row.id, part="photos")

    def report_problem(self, problem: UserError) -> None:
        self._desk.shell.show_problem(problem)


def lines_of(visit: VisitRecord) -> list[Line]:
    """The visit as a whole, then the results in order: their findings, or a row to rate them by."""
    whole = [one for one in visit.findings if one.result_id is None]
    lines = [Line(key="visit"), *(_found(one) for one in whole)]
    for result in visit.results:
        own = [one for one in visit.findings if one.result_id == result.result_id]
        if own:
            lines += [Line(key=str(one.id), finding=one, result=result) for one in own]
        if not own or result.rating is None:
            lines.append(Line(key=str(result.result_id), result=result))
    scoped = {one.result_id for one in visit.results} | {None}
    return lines + [_found(one) for one in visit.findings if one.result_id not in scoped]


def _found(finding: FindingRecord) -> Line:
    return Line(key=str(finding.id), finding=finding)
