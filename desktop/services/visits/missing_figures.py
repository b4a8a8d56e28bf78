"""What the recounted figures of a visit still lack before its report is handed in (design: domain 2)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from desktop.models import Indicator, QualityCheck, Result, Verification
from desktop.services.steps import Missing
from desktop.services.visits.figure_records import QualityRecord, figure_label
from desktop.services.visits.figures import place_name, quality_record, wants_reason
from desktop.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Unexplained:
    """A difference outside the good band that neither a reason nor a note explains."""

    verification_id: UUID
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureParts:
    unexplained: Sequence[Unexplained] = ()
    weak: Sequence[QualityRecord] = ()
    """Data with a weak mark."""


def figure_parts(work: Work, visit_id: UUID) -> FigureParts:
    open_rows = [row for row in work.visits.verifications_of(visit_id) if wants_reason(row)]
    checks = work.visits.parts_of(QualityCheck, visit_id)
    if not open_rows and not checks:
        return FigureParts()
    wanted = {row.indicator_id for row in open_rows} | {row.indicator_id for row in checks}
    indicators = {row.id: row for row in work.results.by_ids(Indicator, list(wanted))}
    results = {
        row.id: row
        for row in work.results.by_ids(Result, list({one.result_id for one in indicators.values()}))
    }
    return FigureParts(
        unexplained=tuple(
            Unexplained(
                verification_id=row.id, label=_label(work, row, indicator, results.get(indicator.result_id))
            )
            for row in open_rows
            if (indicator := indicators.get(row.indicator_id)) is not None
        ),
        weak=tuple(
            record
            for row in checks
            if row.indicator_id in indicators
            and (record := quality_record(row, indicators[row.indicator_id])).weak
        ),
    )


def unexplained(parts: FigureParts) -> list[Missing]:
    return [
        Missing(
            code="difference_unexplained", tab="verification", record_id=one.verification_id, label=one.label
        )
        for one in parts.unexplained
    ]


def unfollowed(parts: FigureParts, actions: Collection[object]) -> list[Missing]:
    """Weak data need a note and an action point; one of the visit as a whole counts for each."""
    return [
        Missing(code=code, tab=tab, record_id=one.indicator_id, label=one.indicator_label)
        for one in parts.weak
        for code, tab, is_there in (
            ("weak_noted", "verification", bool(one.notes and one.notes.strip())),
            ("weak_followed", "actions", bool(actions)),
        )
        if not is_there
    ]


def _label(work: Work, row: Verification, indicator: Indicator, result: Result | None) -> str:
    code = figure_label(result.number if result else "", indicator.code) or indicator.title
    place = place_name(work, row.place_id, row.place_name)
    return f"{code} {place}" if place else code
