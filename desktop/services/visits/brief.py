"""What a monitor should know before she leaves: earlier findings, open actions, targets, known issues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from desktop.clock import Clock, today_of
from desktop.models import Finding, Indicator, IndicatorValue, Result, Target, Verification, Visit
from desktop.rules import action_states, verification
from desktop.rules.vocabulary import ActionState, IssueState, Rating, Severity, VisitState
from desktop.services.accounts.access import Access
from desktop.services.actions.reading import rows_of as action_rows
from desktop.services.actions.records import ActionRow
from desktop.services.visits.figure_records import figure_label
from desktop.services.visits.figures import COUNTED, recount_of
from desktop.services.visits.reading import issue_record
from desktop.services.visits.records import IssueRecord, VisitRow
from desktop.services.visits.rows import rows_with
from desktop.storage.database import Database
from desktop.storage.work import Work

EARLIER_VISITS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFinding:
    visit_id: UUID
    visit_code: str
    day: date | None
    result_number: str | None
    statement: str
    severity: Severity
    rating: Rating | None
    """The overall rating its visit was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFigure:
    """Where an indicator in scope stands on paper, and how its last recount came out."""

    indicator_id: UUID
    label: str
    title: str
    unit: str | None
    baseline: Decimal | None
    target: Decimal | None
    target_due: date | None
    reported: Decimal | None
    period_end: date | None
    last_factor: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """One thing to have on the laptop before the line is gone. Codes: results, sites, map, forms, figures."""

    code: str
    is_ready: bool
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    visits: tuple[VisitRow, ...]
    findings: tuple[EarlierFinding, ...]
    actions: tuple[ActionRow, ...]
    figures: tuple[BriefFigure, ...]
    issues: tuple[IssueRecord, ...]
    preparations: tuple[Preparation, ...]

    @property
    def is_ready(self) -> bool:
        """Ready for offline."""
        return all(one.is_ready for one in self.preparations)


class BriefService:
    """Reads only; everything in a brief already lies in the store."""

    def __init__(self, database: Database, access: Access, clock: Clock) -> None:
        self._database = database
        self._access = access
        self._clock = clock

    def of_visit(self, visit_id: UUID) -> Brief:
        with self._database.reading() as work:
            visit = work.get(Visit, visit_id)
            earlier = [
                row
                for row in work.visits.earlier_of_project(visit.project_id, visit.id, EARLIER_VISITS * 4)
                if row.state in _MADE
                and (visit.start is None or row.start is None or row.start <= visit.start)
            ][:EARLIER_VISITS]
            figures = _figures(work, visit, earlier)
            open_actions = [
                row
                for row in work.actions.of_project(visit.project_id)
                if ActionState(row.state) not in action_states.DONE
            ]
            return Brief(
                visits=rows_with(work.rows, [visit.id for visit in earlier]),
                findings=_findings(work, earlier),
                actions=action_rows(work, open_actions, self._access, today_of(self._clock)),
                figures=figures,
                issues=tuple(
                    issue_record(work, row)
                    for row in work.visits.issues_of_project(visit.project_id)
                    if row.state != IssueState.RESOLVED
                ),
                preparations=_preparations(work, visit, figures),
            )


_MADE = frozenset(
    {
        VisitState.IN_FIELD,
        VisitState.REPORTING,
        VisitState.SUBMITTED,
        VisitState.RETURNED,
        VisitState.APPROVED,
        VisitState.REOPENED,
    }
)


def _findings(work: Work, visits: Sequence[Visit]) -> tuple[EarlierFinding, ...]:
    """Of the last visits, the gravest first; good practice is no thing to check again."""
    by_id = {visit.id: visit for visit in visits}
    rows = [
        row
        for row in work.visits.parts_of_many(Finding, list(by_id))
        if row.severity != Severity.GOOD_PRACTICE
    ]
    wanted = list({row.result_id for row in rows if row.result_id is not None})
    numbers = {row.id: row.number for row in work.results.by_ids(Result, wanted)}
    weight = {Severity.CRITICAL: 0, Severity.MAJOR: 1, Severity.MINOR: 2}
    rows.sort(key=lambda row: weight[Severity(row.severity)])
    return tuple(_earlier(row, by_id[row.visit_id], numbers) for row in rows)


def _earlier(row: Finding, visit: Visit, numbers: dict[UUID, str]) -> EarlierFinding:
    return EarlierFinding(
        visit_id=visit.id,
        visit_code=visit.code,
        day=visit.end,
        result_number=numbers.get(row.result_id) if row.result_id else None,
        statement=row.statement,
        severity=Severity(row.severity),
        rating=Rating(visit.overall_rating) if visit.overall_rating else None,
    )


def _figures(work: Work, visit: Visit, earlier: Sequence[Visit]) -> tuple[BriefFigure, ...]:
    in_scope = {row.result_id for row in work.visits.results_of(visit.id)}
    numbers = {row.id: row.number for row in work.results.of_project(visit.project_id)}
    targets = work.results.targets_of(visit.project_id)
    values = work.results.values_of(visit.project_id)
    recounts = work.visits.parts_of_many(Verification, [row.id for row in earlier])
    return tuple(
        _figure(indicator, numbers.get(indicator.result_id, ""), targets, values, recounts)
        for indicator in work.results.indicators_of(visit.project_id)
        if indicator.result_id in in_scope and indicator.retired_on is None
    )


def _figure(
    indicator: Indicator,
    number: str,
    targets: Sequence[Target],
    values: Sequence[IndicatorValue],
    recounts: Sequence[Verification],
) -> BriefFigure:
    final = [
        row
        for row in targets
        if row.indicator_id == indicator.id and row.place_id is None and not row.place_name
    ]
    target = max(final, key=lambda row: row.due or date.min, default=None)
    known = [row for row in values if row.indicator_id == indicator.id and row.status in COUNTED]
    last = max(known, key=lambda row: row.period_end, default=None)
    counted = [row for row in recounts if row.indicator_id == indicator.id]
    recount = max(counted, key=lambda row: row.period_end, default=None)
    return BriefFigure(
        indicator_id=indicator.id,
        label=figure_label(number, indicator.code),
        title=indicator.title,
        unit=indicator.unit,
        baseline=indicator.baseline,
        target=target.value if target else None,
        target_due=target.due if target else None,
        reported=last.value if last else None,
        period_end=last.period_end if last else None,
        last_factor=_factor(recount) if recount else None,
    )


def _factor(row: Verification) -> Decimal | None:
    recount = recount_of(row)
    return verification.factor(recount.reported, recount.verified)


def _preparations(work: Work, visit: Visit, figures: Sequence[BriefFigure]) -> tuple[Preparation, ...]:
    results = len({row.result_id for row in work.visits.results_of(visit.id)})
    sites = work.visits.sites_of(visit.id)
    mapped = sum(row.lat is not None for row in sites)
    forms = len(work.forms.forms()) + len(work.forms.submissions_of(visit.id))
    return (
        Preparation(code="results", is_ready=results > 0, count=results),
        Preparation(code="sites", is_ready=bool(sites), count=len(sites)),
        Preparation(code="map", is_ready=bool(sites) and mapped == len(sites), count=mapped),
        Preparation(code="forms", is_ready=forms > 0, count=forms),
        Preparation(code="figures", is_ready=bool(figures), count=len(figures)),
    )
