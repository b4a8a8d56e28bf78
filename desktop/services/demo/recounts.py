"""Reported figures recounted on an invented visit, and the quality of the data behind them."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from desktop.models import QualityCheck, Verification
from desktop.models.ids import natural_id
from desktop.services.demo.matrices import SOURCE, MadeIndicator, MadeResult
from desktop.services.demo.projects import MadeProject
from desktop.services.demo.rows import Hand, Rows

_OF_A_SAMPLE = "Every fourth of the register was looked up; those missing had no signature."


def add_recounts(
    rows: Rows, visit_id: UUID, project: MadeProject, hand: Hand, outputs: tuple[MadeResult, ...]
) -> None:
    """Of the last figures before the visit, up to three of its outputs; the data of the first is judged as well."""
    counted = [one for output in outputs for one in output.indicators if _last_before(one, hand.day)]
    for at, indicator in enumerate(counted[:3]):
        last = _last_before(indicator, hand.day)
        if last is None or not last[2]:
            continue
        start, end, reported = last
        factor = Decimal(rows.random.choice(("1", "0.98", "0.96", "0.93", "0.87", "1.03")))
        is_sample = at == 2 and reported >= 40
        checked = (reported / 4).quantize(Decimal(1)) if is_sample else reported
        # Of a sample no more can be found right than was looked at.
        confirmed = (checked * (min(factor, Decimal(1)) if is_sample else factor)).quantize(Decimal(1))
        gap = confirmed - checked
        rows.add(
            Verification,
            project.id,
            hand,
            id=natural_id("verification", visit_id, indicator.id, start, end, "", SOURCE),
            visit_id=visit_id,
            indicator_id=indicator.id,
            period_start=start,
            period_end=end,
            source=SOURCE,
            reported=reported,
            extent="sample" if is_sample else "census",
            checked=checked,
            confirmed=confirmed,
            method="recount",
            sources_seen=rows.random.choice(("all", "all", "some")),
            reasons=[{"reason": _reason(indicator, gap), "amount": str(gap)}]
            if gap and not is_sample
            else [],
            note=_OF_A_SAMPLE if gap and is_sample else None,
        )
        if at == 0:
            _add_quality(rows, visit_id, project, hand, indicator)


def _reason(indicator: MadeIndicator, gap: Decimal) -> str:
    """More found than reported came late; fewer persons were counted twice, fewer things typed wrong."""
    if gap > 0:
        return "late_records"
    return "double_count" if indicator.sketch.persons else "data_entry"


def _add_quality(
    rows: Rows, visit_id: UUID, project: MadeProject, hand: Hand, indicator: MadeIndicator
) -> None:
    names = ("validity", "integrity", "precision", "reliability", "timeliness", "completeness")
    scores = {name: rows.random.choice((2, 3, 3, 3)) for name in names}
    rows.add(
        QualityCheck,
        project.id,
        hand,
        id=natural_id("quality_check", visit_id, indicator.id),
        visit_id=visit_id,
        indicator_id=indicator.id,
        **scores,
    )


def _last_before(indicator: MadeIndicator, day: date) -> tuple[date, date, Decimal] | None:
    known = [one for one in indicator.reported if one[1] < day]
    return known[-1] if known else None
