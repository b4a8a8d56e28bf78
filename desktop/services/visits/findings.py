"""Rates results and records findings with their evidence."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from desktop.clock import Clock
from desktop.errors import BadInput
from desktop.i18n import _
from desktop.models import Finding, Indicator, Result, ResultRating, Visit, VisitSite
from desktop.models.ids import natural_id, new_id
from desktop.rules.vocabulary import Criterion, FindingTag, Rating, Severity
from desktop.services.accounts.access import Access
from desktop.services.typed import read_choice, read_text, refuse_unknown, required
from desktop.services.visits import scope
from desktop.services.visits.guard import editable_visit
from desktop.storage.database import Database
from desktop.storage.work import Work


class FindingService:
    """Each method is refused once the visit is handed in."""

    def __init__(self, database: Database, access: Access, clock: Clock) -> None:
        self._database = database
        self._access = access
        self._clock = clock

    def rate(
        self,
        visit_id: UUID,
        result_id: UUID | None,
        rating: Rating | str | None,
        *,
        site_id: UUID | None = None,
        summary: str | None = None,
        seen: int | None = None,
        editing: str | None = None,
    ) -> UUID:
        """Rate a result, at one site or for the whole visit; without a result, the visit itself.

        A result not in scope so far comes into it. `rating` None takes the rating back, `summary` None keeps
        the words that stand. Answers the id of the rating (of the visit).
        """
        wanted = read_choice(Rating, rating)
        with self._database.writing("visits.rate", seen=seen, editing=editing) as work:
            visit = editable_visit(work, self._access, visit_id)
            return _rate(work, visit, result_id, site_id, wanted, summary)

    def summarise(
        self,
        visit_id: UUID,
        result_id: UUID,
        summary: str | None,
        *,
        site_id: UUID | None = None,
        seen: int | None = None,
        editing: str | None = None,
    ) -> None:
        """The words beside a rating, which may come before it."""
        with self._database.writing("visits.summary", seen=seen, editing=editing) as work:
            visit = editable_visit(work, self._access, visit_id)
            _rating_row(work, visit, result_id, site_id).summary = read_text(summary)

    def add(
        self,
        visit_id: UUID,
        *,
        statement: str,
        result_id: UUID | None = None,
        indicator_id: UUID | None = None,
        site_id: UUID | None = None,
        severity: Severity | str | None = None,
        evidence: str | None = None,
        criterion: Criterion | str | None = None,
        tag: FindingTag | str | None = None,
        no_action_reason: str | None = None,
        rating: Rating | str | None = None,
        answer_id: UUID | None = None,
        editing: str | None = None,
    ) -> UUID:
        """A finding on a result, an indicator or the visit as a whole; `rating` rates it in the same step.

        `answer_id` is that of the form's answer it came from.
        """
        with self._database.writing("visits.finding", editing=editing) as work:
            visit = editable_visit(work, self._access, visit_id)
            if indicator_id is not None and result_id is None:
                result_id = work.get(Indicator, indicator_id).result_id
            _check_target(work, visit, result_id, indicator_id, site_id)
            known = work.visits.findings_of(visit.id)
            finding = Finding(
                id=new_id(),
                scope_id=visit.scope_id,
                visit_id=visit.id,
                result_id=result_id,
                indicator_id=indicator_id,
                site_id=site_id,
                position=1 + max((row.position for row in known), default=-1),
                statement=required(read_text(statement), _no_statement()),
                evidence=read_text(evidence),
                severity=read_choice(Severity, severity) or Severity.MINOR,
                criterion=read_choice(Criterion, criterion),
                tag=read_choice(FindingTag, tag),
                no_action_reason=read_text(no_action_reason),
                answer_id=answer_id,
            )
            work.add(finding)
            given = read_choice(Rating, rating)
            if given is not None:
                _rate(work, visit, result_id, site_id, given, None)
            return finding.id

    def set_fields(
        self,
        finding_id: UUID,
        changes: Mapping[str, Any],
        *,
        seen: int | None = None,
        editing: str | None = None,
    ) -> None:
        """Fields: text, evidence, severity, criterion, tag, no_action_reason, result_id, indicator_id, site_id."""
        refuse_unknown(changes, _FIELDS)
        with self._database.writing("visits.finding", seen=seen, editing=editing) as work:
            finding = work.get(Finding, finding_id)
            visit = editable_visit(work, self._access, finding.visit_id)
            for name, value in changes.items():
                _FIELDS[name](finding, value)
            _check_target(work, visit, finding.result_id, finding.indicator_id, finding.site_id)

    def delete(self, finding_id: UUID) -> None:
        """Into the bin; its action points and photos stay."""
        with self._database.writing("visits.finding.delete") as work:
            finding = work.get(Finding, finding_id)
            editable_visit(work, self._access, finding.visit_id)
            finding.deleted_at = self._clock()

    def restore(self, finding_id: UUID) -> None:
        with self._database.writing("visits.finding.restore") as work:
            finding = work.find(Finding, finding_id, deleted=True) or work.get(Finding, finding_id)
            editable_visit(work, self._access, finding.visit_id)
            finding.deleted_at = None

    def reorder(self, visit_id: UUID, finding_ids: Sequence[UUID]) -> None:
        """In the order of `finding_ids`; those not named follow."""
        with self._database.writing("visits.finding.order") as work:
            editable_visit(work, self._access, visit_id)
            places = {finding_id: at for at, finding_id in enumerate(finding_ids)}
            for at, finding in enumerate(work.visits.findings_of(visit_id)):
                finding.position = places.get(finding.id, len(places) + at)


def _no_statement() -> str:
    return _("The finding is empty: write what was found.")


def _rate(
    work: Work,
    visit: Visit,
    result_id: UUID | None,
    site_id: UUID | None,
    rating: Rating | None,
    summary: str | None,
) -> UUID:
    if result_id is None:
        visit.overall_rating = rating
        if summary is not None:
            visit.overall_summary = read_text(summary)
        return visit.id
    row = _rating_row(work, visit, result_id, site_id)
    row.rating = rating
    if summary is not None:
        row.summary = read_text(summary)
    return row.id


def _rating_row(work: Work, visit: Visit, result_id: UUID, site_id: UUID | None) -> ResultRating:
    _check_target(work, visit, result_id, None, site_id)
    if not scope.is_in_scope(work, visit, result_id):
        scope.put_in_scope(work, visit, result_id, None)
    row_id = natural_id("result_rating", visit.id, result_id, site_id or "")
    row = work.find(ResultRating, row_id, deleted=True)
    if row is None:
        row = ResultRating(
            id=row_id, scope_id=visit.scope_id, visit_id=visit.id, result_id=result_id, site_id=site_id
        )
        work.add(row)
    row.deleted_at = None
    return row


def _check_target(
    work: Work, visit: Visit, result_id: UUID | None, indicator_id: UUID | None, site_id: UUID | None
) -> None:
    """Raises BadInput when a part belongs to another project or visit."""
    result = work.get(Result, result_id) if result_id else None
    indicator = work.get(Indicator, indicator_id) if indicator_id else None
    if any(part is not None and part.project_id != visit.project_id for part in (result, indicator)):
        raise BadInput(_("This result belongs to another project."), _("A visit looks at one project."))
    if site_id is not None and work.get(VisitSite, site_id).visit_id != visit.id:
        raise BadInput(_("This site belongs to another visit."), _("Choose a site of this visit."))


def _set_statement(finding: Finding, value: Any) -> None:
    finding.statement = required(read_text(value), _no_statement())


def _set_evidence(finding: Finding, value: Any) -> None:
    finding.evidence = read_text(value)


def _set_severity(finding: Finding, value: Any) -> None:
    finding.severity = read_choice(Severity, value) or Severity.MINOR


def _set_criterion(finding: Finding, value: Any) -> None:
    finding.criterion = read_choice(Criterion, value)


def _set_tag(finding: Finding, value: Any) -> None:
    finding.tag = read_choice(FindingTag, value)


def _set_no_action_reason(finding: Finding, value: Any) -> None:
    finding.no_action_reason = read_text(value)


def _set_result(finding: Finding, value: UUID | None) -> None:
    finding.result_id = value


def _set_indicator(finding: Finding, value: UUID | None) -> None:
    finding.indicator_id = value


def _set_site(finding: Finding, value: UUID | None) -> None:
    finding.site_id = value


_FIELDS = {
    "text": _set_statement,
    "evidence": _set_evidence,
    "severity": _set_severity,
    "criterion": _set_criterion,
    "tag": _set_tag,
    "no_action_reason": _set_no_action_reason,
    "result_id": _set_result,
    "indicator_id": _set_indicator,
    "site_id": _set_site,
}
