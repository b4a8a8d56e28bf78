"""Recounted figures and data quality as records, and what approved values say."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from desktop.models import Indicator, IndicatorValue, Place, QualityCheck, Result, Verification
from desktop.rules import arithmetic, verification
from desktop.rules.dqa import QualityDimension, Score, mean_score, needs_note_and_action, quality_band
from desktop.rules.verification import Recount
from desktop.rules.vocabulary import (
    Aggregation,
    DifferenceReason,
    Extent,
    SourcesSeen,
    ValueStatus,
    VerificationMethod,
)
from desktop.services.visits.answer_sources import answer_sources
from desktop.services.visits.figure_records import (
    QualityRecord,
    ReasonRecord,
    RollUpRecord,
    VerificationRecord,
    figure_label,
)
from desktop.storage.work import Work

COUNTED = frozenset({ValueStatus.APPROVED})
NOT_APPROVED = frozenset(ValueStatus) - COUNTED


def verification_records(
    work: Work, visit_id: UUID, indicators: Mapping[UUID, Indicator]
) -> tuple[VerificationRecord, ...]:
    rows = [row for row in work.visits.verifications_of(visit_id) if row.indicator_id in indicators]
    results = _results_of(work, [indicators[row.indicator_id] for row in rows])
    return tuple(
        verification_record(work, row, indicators[row.indicator_id], results)
        for row in sorted(rows, key=lambda row: (row.period_start, indicators[row.indicator_id].position))
    )


def verification_record(
    work: Work, row: Verification, indicator: Indicator, results: Mapping[UUID, Result]
) -> VerificationRecord:
    recount = recount_of(row)
    reasons = reasons_of(row)
    explained = [(one.reason, one.amount) for one in reasons if one.amount is not None]
    open_rest = verification.unexplained(recount.reported, recount.verified, explained)
    result = results.get(indicator.result_id)
    stored, is_approved = figure_for(work, row, indicator)
    return VerificationRecord(
        id=row.id,
        indicator_id=row.indicator_id,
        indicator_code=indicator.code,
        indicator_title=indicator.title,
        result_number=result.number if result else "",
        unit=indicator.unit,
        period_start=row.period_start,
        period_end=row.period_end,
        place_id=row.place_id,
        place=place_name(work, row.place_id, row.place_name),
        source=row.source,
        site_id=row.site_id,
        reported=recount.reported,
        unapproved=None if is_approved else stored,
        extent=recount.extent,
        checked=recount.checked,
        confirmed=recount.confirmed,
        verified=recount.verified,
        factor=verification.factor(recount.reported, recount.verified),
        difference=verification.difference(recount.reported, recount.verified),
        is_estimate=recount.is_estimate,
        band=verification.band(recount.reported, recount.verified),
        off_by_percent=verification.off_by_percent(recount.reported, recount.verified),
        method=VerificationMethod(row.method) if row.method else None,
        sources_seen=SourcesSeen(row.sources_seen) if row.sources_seen else None,
        reasons=reasons,
        unexplained=open_rest,
        needs_reason=wants_reason(row),
        note=row.note,
        answer=answer_sources(work, [row.answer_id]).get(row.answer_id) if row.answer_id else None,
    )


def wants_reason(row: Verification) -> bool:
    """Outside the good band, and neither explained to the last by reasons nor by a note."""
    recount = recount_of(row)
    if not verification.needs_reasons(recount.reported, recount.verified) or (row.note and row.note.strip()):
        return False
    explained = [(one.reason, one.amount) for one in reasons_of(row) if one.amount is not None]
    return bool(verification.unexplained(recount.reported, recount.verified, explained))


def recount_of(row: Verification) -> Recount:
    return Recount(
        extent=Extent(row.extent), reported=row.reported, checked=row.checked, confirmed=row.confirmed
    )


def reasons_of(row: Verification) -> tuple[ReasonRecord, ...]:
    return tuple(
        ReasonRecord(
            reason=DifferenceReason(one["reason"]),
            amount=Decimal(one["amount"]) if one.get("amount") not in (None, "") else None,
        )
        for one in row.reasons or ()
    )


def roll_ups(
    records: Sequence[VerificationRecord], reported_in_all: Mapping[UUID, Decimal | None]
) -> tuple[RollUpRecord, ...]:
    """One line for each indicator recounted in more than one place; across indicators there is none."""
    by_indicator: dict[UUID, list[VerificationRecord]] = defaultdict(list)
    for record in records:
        if record.verified is not None and record.reported is not None:
            by_indicator[record.indicator_id].append(record)
    counted_once = ((indicator_id, _once(rows)) for indicator_id, rows in by_indicator.items())
    return tuple(
        _roll_up(rows, reported_in_all.get(indicator_id))
        for indicator_id, rows in counted_once
        if len(rows) > 1
    )


def _once(rows: Sequence[VerificationRecord]) -> list[VerificationRecord]:
    """Where the whole of a period was recounted, its places are parts of it and add nothing."""
    whole = {_figure_of(row) for row in rows if row.place is None}
    return [row for row in rows if row.place is None or _figure_of(row) not in whole]


def _figure_of(row: VerificationRecord) -> tuple[date, date, str | None]:
    return row.period_start, row.period_end, row.source


def _roll_up(rows: Sequence[VerificationRecord], reported_in_all: Decimal | None) -> RollUpRecord:
    recounts = [
        Recount(extent=row.extent, reported=row.reported, checked=row.checked, confirmed=row.confirmed)
        for row in rows
    ]
    reported = arithmetic.total(row.reported for row in rows)
    verified = arithmetic.total(row.verified for row in rows)
    summed = verification.roll_up(recounts, reported_in_all=reported_in_all or reported)
    first = rows[0]
    return RollUpRecord(
        indicator_id=first.indicator_id,
        label=figure_label(first.result_number, first.indicator_code) or first.indicator_title,
        unit=first.unit,
        places=len({row.place for row in rows}),
        reported=reported,
        verified=verified,
        factor=summed.factor,
        band=verification.band(reported, verified),
        coverage=summed.coverage,
        is_estimate=summed.is_estimate,
    )


def quality_records(
    work: Work, visit_id: UUID, indicators: Mapping[UUID, Indicator]
) -> tuple[QualityRecord, ...]:
    rows = work.visits.parts_of(QualityCheck, visit_id)
    return tuple(
        quality_record(row, indicators[row.indicator_id]) for row in rows if row.indicator_id in indicators
    )


def quality_record(row: QualityCheck, indicator: Indicator) -> QualityRecord:
    given = {dimension: getattr(row, dimension.value) for dimension in QualityDimension}
    scores = {dimension: Score(value) if value else None for dimension, value in given.items()}
    return QualityRecord(
        id=row.id,
        indicator_id=row.indicator_id,
        indicator_label=indicator.code or indicator.title,
        partner_id=row.partner_id,
        scores={dimension: value for dimension, value in given.items() if value is not None},
        notes=row.notes,
        mean=mean_score(scores),
        band=quality_band(scores),
        weak=needs_note_and_action(scores),
    )


def stored_figure(
    work: Work,
    indicator: Indicator,
    *,
    start: date,
    end: date,
    place_id: UUID | None,
    place: str | None,
    source: str | None,
    statuses: Collection[ValueStatus] = COUNTED,
) -> Decimal | None:
    """What approved values (or those of other `statuses`) report for this period; without a place, all together."""
    values = [
        value
        for value in work.results.values_of_indicator(indicator.id)
        if (value.period_start, value.period_end) == (start, end)
        and value.status in statuses
        and (source is None or value.source == source)
        and _is_at(value, place_id, place)
    ]
    if place_id is None and place is None:
        whole = [value for value in values if value.place_id is None and not value.place_name]
        values = whole or values
    return _together(values, indicator)


def figure_for(work: Work, row: Verification, indicator: Indicator) -> tuple[Decimal | None, bool]:
    """What is stored for a recounted row, and whether it was approved; what was approved goes before the rest."""
    for statuses in (COUNTED, NOT_APPROVED):
        found = stored_figure(
            work,
            indicator,
            start=row.period_start,
            end=row.period_end,
            place_id=row.place_id,
            place=row.place_name,
            source=row.source,
            statuses=statuses,
        )
        if found is not None:
            return found, statuses is COUNTED
    return None, False


def _is_at(value: IndicatorValue, place_id: UUID | None, place: str | None) -> bool:
    if place_id is None and place is None:
        return True
    if place_id is not None and value.place_id == place_id:
        return True
    return bool(place and value.place_name and value.place_name.casefold() == place.casefold())


def _together(values: Sequence[IndicatorValue], indicator: Indicator) -> Decimal | None:
    if len(values) == 1 and values[0].value is not None:
        return values[0].value
    figures = [
        arithmetic.Figure(
            period_end=value.period_end,
            value=value.value,
            numerator=value.numerator,
            denominator=value.denominator,
            place=value.place_name or "",
            source=value.source or "",
        )
        for value in values
    ]
    return arithmetic.across(figures, Aggregation(indicator.place_aggregation)) if figures else None


def place_name(work: Work, place_id: UUID | None, typed: str | None) -> str | None:
    """A soft reference: where the place is not on this laptop, its name as it was typed."""
    place = work.find(Place, place_id) if place_id else None
    return place.name if place else typed


def _results_of(work: Work, indicators: Sequence[Indicator]) -> dict[UUID, Result]:
    wanted = list({indicator.result_id for indicator in indicators})
    return {row.id: row for row in work.results.by_ids(Result, wanted)}
