"""Everything one edition of a project report is made from, read in one consistent view of the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from desktop.models import Indicator, Project, QualityCheck, Result, ResultRating, Visit
from desktop.reports.formats import Formats
from desktop.rules.matrix_numbers import number_results
from desktop.rules.vocabulary import Audience, Rating, ResultLevel, VisitState
from desktop.services.reporting.editions import View, view_of
from desktop.services.reporting.source import local_day, newest_of, zone_of
from desktop.services.results.reading import nodes_of
from desktop.services.results.standing import Rows, latest_recounts, load_rows
from desktop.services.visits.rated import gravest
from desktop.storage.work import Work

WAS_THERE = frozenset(
    {
        VisitState.IN_FIELD,
        VisitState.REPORTING,
        VisitState.SUBMITTED,
        VisitState.RETURNED,
        VisitState.APPROVED,
    }
)
"""States of a visit on which somebody was in the field; others have found nothing yet."""
_TOLD = frozenset({ResultLevel.OUTCOME, ResultLevel.OUTPUT})


@dataclass(frozen=True, slots=True)
class NumberedResult:
    number: str
    result: Result
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class LastRating:
    """What the last visit that rated a result said of it."""

    rating: Rating | None
    summary: str
    visit: Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSource:
    work: Work
    project: Project
    audience: Audience
    view: View
    language: str
    formats: Formats
    zone: str
    made_at: datetime
    """When the newest change in the report was made: the printed time."""
    changed_at: Mapping[UUID, str]
    unsent: frozenset[UUID]
    hidden: frozenset[UUID]
    """What this audience may not see."""
    results: tuple[NumberedResult, ...]
    """Those this audience may see, in the order of the matrix."""
    rows: Rows
    """Targets, figures and recounts this audience may see; those of visits nobody went on are no recounts."""
    ratings: Mapping[UUID, LastRating]
    checks: Mapping[UUID, QualityCheck]
    """The last one of each indicator."""
    visits: tuple[Visit, ...]
    """Those this audience may know of, the newest first."""

    @property
    def made_on(self) -> date:
        """The local day of the newest change; what is late is late on this day, so that bytes stay the same."""
        return local_day(self.made_at, self.zone)

    @property
    def start(self) -> date | None:
        return self.project.actual_start or self.project.planned_start

    @property
    def end(self) -> date | None:
        return self.project.actual_end or self.project.planned_end

    @property
    def told_results(self) -> tuple[NumberedResult, ...]:
        """Outcomes and outputs, and whatever else was rated or bears an indicator."""
        return tuple(
            one
            for one in self.results
            if one.result.level in _TOLD or one.indicators or one.result.id in self.ratings
        )

    def may_show(self, record_id: UUID) -> bool:
        return record_id not in self.hidden


def project_source(work: Work, project: Project, *, audience: Audience, language: str) -> ProjectSource:
    ids = work.reports.records_of_project(project.id)
    changed_at = work.reports.changed_at(ids)
    view = view_of(audience)
    hidden: frozenset[UUID] = frozenset() if view.confidential else work.reports.confidential_in(project.id)
    visits = tuple(visit for visit in work.visits.of_project(project.id) if visit.id not in hidden)
    went = {visit.id for visit in visits if visit.state in WAS_THERE}
    return ProjectSource(
        work=work,
        project=project,
        audience=audience,
        view=view,
        language=language,
        formats=Formats(language),
        zone=zone_of(work, project.office),
        made_at=newest_of(changed_at, project.created_at),
        changed_at=changed_at,
        unsent=work.reports.unsent_among(ids),
        hidden=hidden,
        results=_results(work, project, hidden),
        rows=_rows(work, project, hidden, went),
        ratings=_ratings(work, project, hidden, went),
        checks={
            row.indicator_id: row
            for row in work.reports.quality_checks_in(project.id)
            if row.id not in hidden and row.visit_id in went
        },
        visits=visits,
    )


def _results(work: Work, project: Project, hidden: frozenset[UUID]) -> tuple[NumberedResult, ...]:
    """Numbered before any is left out: a number means the same in every edition."""
    results = work.results.of_project(project.id)
    known = {result.id: result for result in results}
    indicators = [one for one in work.results.indicators_of(project.id) if one.id not in hidden]
    return tuple(
        NumberedResult(place.number, result, tuple(one for one in indicators if one.result_id == result.id))
        for place in number_results(nodes_of(results))
        if (result := known[UUID(str(place.id))]).id not in hidden
    )


def _rows(work: Work, project: Project, hidden: frozenset[UUID], went: set[UUID]) -> Rows:
    loaded = load_rows(work, (project.id,))
    rows = Rows(indicators=[one for one in loaded.indicators if one.id not in hidden])
    for indicator_id, targets in loaded.targets.items():
        rows.targets[indicator_id] = [one for one in targets if one.id not in hidden]
    for indicator_id, values in loaded.values.items():
        rows.values[indicator_id] = [one for one in values if one.id not in hidden]
    # of what may be seen the last recount stands, not the last of all
    recounts = [
        row
        for row in work.results.verifications_in((project.id,))
        if row.id not in hidden and row.visit_id in went
    ]
    for row in latest_recounts(recounts):
        rows.recounts[row.indicator_id].append(row)
    return rows


def _ratings(
    work: Work, project: Project, hidden: frozenset[UUID], went: set[UUID]
) -> dict[UUID, LastRating]:
    by_result: dict[UUID, tuple[Visit, list[ResultRating]]] = {}
    for row, visit in work.results.ratings_of_project(project.id):
        if row.id in hidden or visit.id not in went or not row.rating:
            continue
        newest, said = by_result.get(row.result_id, (visit, []))
        by_result[row.result_id] = (visit, [*said, row] if newest.id == visit.id else [row])
    return {result_id: _last(visit, said) for result_id, (visit, said) in by_result.items()}


def _last(visit: Visit, said: Sequence[ResultRating]) -> LastRating:
    """As a whole, else the gravest of its sites."""
    whole = next((row for row in said if row.site_id is None), None)
    if whole is not None and whole.rating:
        return LastRating(Rating(whole.rating), (whole.summary or "").strip(), visit)
    words = next((row.summary for row in said if row.summary), "") or ""
    return LastRating(gravest(list(said)), words.strip(), visit)
