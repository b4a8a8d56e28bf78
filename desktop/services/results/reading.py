"""Mapped matrices as frozen records."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from desktop.models import Indicator, Project, Result
from desktop.rules.matrix_numbers import Node, number_results
from desktop.rules.roles import RIGHTS, Deed
from desktop.rules.vocabulary import (
    Aggregation,
    Direction,
    Frequency,
    Measure,
    Rating,
    ResultLevel,
    ValueMode,
)
from desktop.services.accounts.access import Access
from desktop.services.references.numbering import short_project_code
from desktop.services.results.records import IndicatorRecord, Matrix, ResultRecord
from desktop.services.results.standing import Rows, load_rows, standing_of, tally
from desktop.services.steps import roles_on
from desktop.storage.work import Work

_GRAVEST = (Rating.OFF_TRACK, Rating.AT_RISK, Rating.ON_TRACK, Rating.NOT_MONITORED)


def matrix_of(work: Work, project: Project, access: Access, today: date) -> Matrix:
    """Everything of one project's matrix, numbers and standings computed."""
    results = work.results.of_project(project.id)
    rows = load_rows(work, (project.id,))
    ratings = latest_ratings(work, project.id)
    by_result: dict[UUID, list[Indicator]] = defaultdict(list)
    for indicator in rows.indicators:
        by_result[indicator.result_id].append(indicator)
    known = {result.id: result for result in results}
    records = []
    for place in number_results(nodes_of(results)):
        result = known[UUID(str(place.id))]
        indicators = tuple(
            indicator_record(indicator, place.number, rows, project, today)
            for indicator in by_result[result.id]
        )
        records.append(_result_record(result, place.number, place.depth, indicators, ratings.get(result.id)))
    roles = roles_on(access, project)
    return Matrix(
        project_id=project.id,
        project_code=short_project_code(project),
        results=tuple(records),
        may_edit=not RIGHTS[Deed.EDIT_MATRIX].isdisjoint(roles),
        may_report=not RIGHTS[Deed.REPORT_FIGURE].isdisjoint(roles),
        seen=work.change,
    )


def nodes_of(results: Iterable[Result]) -> list[Node]:
    return [
        Node(id=result.id, parent_id=result.parent_id, level=ResultLevel(result.level)) for result in results
    ]


def indicator_record(
    indicator: Indicator, number: str, rows: Rows, project: Project, today: date
) -> IndicatorRecord:
    return IndicatorRecord(
        id=indicator.id,
        result_id=indicator.result_id,
        path=f"{number}/{indicator.code or str(indicator.id)[-8:]}",
        code=indicator.code,
        title=indicator.title,
        unit=indicator.unit,
        measure=Measure(indicator.measure),
        value_mode=ValueMode(indicator.value_mode),
        direction=Direction(indicator.direction),
        baseline=indicator.baseline,
        baseline_date=indicator.baseline_date,
        baseline_source=indicator.baseline_source,
        baseline_due=indicator.baseline_due,
        time_aggregation=Aggregation(indicator.time_aggregation),
        place_aggregation=Aggregation(indicator.place_aggregation),
        data_source=indicator.data_source,
        method=indicator.method,
        frequency=Frequency(indicator.frequency) if indicator.frequency else None,
        responsible=indicator.responsible,
        dimensions=tuple(indicator.dimensions),
        counts_persons=indicator.counts_persons,
        counts_unique=indicator.counts_unique,
        framework_reference=indicator.framework_reference,
        retired_on=indicator.retired_on,
        has_values=bool(rows.values.get(indicator.id)) or bool(rows.recounts.get(indicator.id)),
        standing=standing_of(indicator, rows, project, today),
    )


def _result_record(
    result: Result,
    number: str,
    depth: int,
    indicators: tuple[IndicatorRecord, ...],
    rating: Rating | None,
) -> ResultRecord:
    return ResultRecord(
        id=result.id,
        parent_id=result.parent_id,
        level=ResultLevel(result.level),
        number=number,
        depth=depth,
        statement=result.statement,
        assumptions=result.assumptions,
        responsible=result.responsible,
        indicators=indicators,
        counts=tally(one.standing.status for one in indicators if one.retired_on is None),
        rating=rating,
    )


def latest_ratings(work: Work, project_id: UUID) -> dict[UUID, Rating]:
    """What the last visit said of each result: as a whole, else the gravest of its sites."""
    by_visit: dict[UUID, tuple[UUID, list[tuple[bool, Rating]]]] = {}
    for row, visit in work.results.ratings_of_project(project_id):
        if not row.rating:
            continue
        newest, said = by_visit.get(row.result_id, (visit.id, []))
        if newest != visit.id:
            said = []
        by_visit[row.result_id] = (visit.id, [*said, (row.site_id is None, Rating(row.rating))])
    return {result_id: _one_rating(said) for result_id, (_visit, said) in by_visit.items()}


def _one_rating(said: Sequence[tuple[bool, Rating]]) -> Rating:
    whole = [rating for is_whole, rating in said if is_whole]
    return min(whole or [rating for _is_whole, rating in said], key=_GRAVEST.index)
