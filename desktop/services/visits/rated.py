"""Results in scope with their ratings, and findings with what each still lacks."""

from collections.abc import Mapping
from uuid import UUID

from desktop.models import Finding, Indicator, Result, ResultRating, VisitSite
from desktop.rules.vocabulary import Criterion, FindingTag, Rating, ResultLevel, Severity
from desktop.services.actions.reading import name_of
from desktop.services.steps import Missing
from desktop.services.visits.answer_sources import answer_sources
from desktop.services.visits.missing import VisitParts, lacks_of
from desktop.services.visits.records import FindingRecord, RatingRecord, ScopedResult
from desktop.storage.work import Work

GRAVEST_FIRST = (Rating.OFF_TRACK, Rating.AT_RISK, Rating.ON_TRACK, Rating.NOT_MONITORED)


def scoped_results(
    work: Work, parts: VisitParts, indicators: Mapping[UUID, Indicator]
) -> tuple[ScopedResult, ...]:
    """In order of the matrix."""
    ordered = sorted(parts.results.values(), key=order_in_matrix)
    return tuple(_scoped(work, parts, result, indicators) for result in ordered)


def order_in_matrix(result: Result) -> tuple[list[int], int, str]:
    """1.2 before 1.10; unnumbered results keep their position."""
    numbers = [int(part) for part in result.number.split(".") if part.isdecimal()]
    return numbers, result.position, str(result.id)


def _scoped(
    work: Work, parts: VisitParts, result: Result, indicators: Mapping[UUID, Indicator]
) -> ScopedResult:
    ratings = [row for row in parts.ratings if row.result_id == result.id]
    whole = next((row for row in ratings if row.site_id is None and row.rating), None)
    scoped = [row.indicator_id for row in parts.scope if row.result_id == result.id and row.indicator_id]
    return ScopedResult(
        result_id=result.id,
        number=result.number,
        level=ResultLevel(result.level),
        statement=result.statement,
        indicator_ids=tuple(one for one in scoped if one in indicators),
        rating=Rating(whole.rating) if whole and whole.rating else gravest(ratings),
        summary=whole.summary if whole else next((row.summary for row in ratings if row.summary), None),
        ratings=tuple(_rating(work, row) for row in ratings),
    )


def gravest(ratings: list[ResultRating]) -> Rating | None:
    """Of the sites, when nobody rated the whole: a good site never hides a bad one."""
    given = {row.rating for row in ratings if row.rating}
    return next((rating for rating in GRAVEST_FIRST if rating in given), None)


def _rating(work: Work, row: ResultRating) -> RatingRecord:
    return RatingRecord(
        id=row.id,
        result_id=row.result_id,
        site_id=row.site_id,
        rating=Rating(row.rating) if row.rating else None,
        summary=row.summary,
        rated_by=name_of(work, row.created_by),
    )


def finding_records(
    work: Work, parts: VisitParts, indicators: Mapping[UUID, Indicator]
) -> tuple[FindingRecord, ...]:
    wanted = {row.result_id for row in parts.findings if row.result_id} - parts.results.keys()
    results = {**parts.results, **{row.id: row for row in work.results.by_ids(Result, list(wanted))}}
    sites = {row.id: row for row in work.visits.sites_of(parts.visit.id)}
    return tuple(_finding(work, parts, row, results, sites, indicators) for row in parts.findings)


def _finding(
    work: Work,
    parts: VisitParts,
    row: Finding,
    results: Mapping[UUID, Result],
    sites: Mapping[UUID, VisitSite],
    indicators: Mapping[UUID, Indicator],
) -> FindingRecord:
    result = results.get(row.result_id) if row.result_id else None
    indicator = indicators.get(row.indicator_id) if row.indicator_id else None
    site = sites.get(row.site_id) if row.site_id else None
    weighty = row.severity in (Severity.MAJOR, Severity.CRITICAL)
    return FindingRecord(
        id=row.id,
        position=row.position,
        result_id=row.result_id,
        result_number=result.number if result else None,
        result_statement=result.statement if result else None,
        indicator_id=row.indicator_id,
        indicator_title=indicator.title if indicator else None,
        site_id=row.site_id,
        site=site.name if site else None,
        statement=row.statement,
        evidence=row.evidence,
        severity=Severity(row.severity),
        criterion=Criterion(row.criterion) if row.criterion else None,
        tag=FindingTag(row.tag) if row.tag else None,
        no_action_reason=row.no_action_reason,
        rating=_rating_at(parts, row),
        attachment_ids=tuple(one.id for one in parts.attachments if one.owner_id == row.id),
        action_ids=tuple(one.id for one in parts.actions if one.finding_id == row.id),
        missing=tuple(
            Missing(code=f"finding_{code}", tab="findings", record_id=row.id)
            for code in (lacks_of(row, parts) if weighty else ())
        ),
        author=name_of(work, row.created_by),
        at=row.created_at,
        answer=answer_sources(work, [row.answer_id]).get(row.answer_id) if row.answer_id else None,
    )


def _rating_at(parts: VisitParts, finding: Finding) -> Rating | None:
    """The rating of the finding's result at its site, else for the visit as a whole."""
    if finding.result_id is None:
        return None
    of_result = {row.site_id: row.rating for row in parts.ratings if row.result_id == finding.result_id}
    given = of_result.get(finding.site_id) or of_result.get(None)
    return Rating(given) if given else None
