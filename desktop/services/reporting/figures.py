"""Reported figures beside recounted ones, data quality, and the money behind them."""

from collections import defaultdict
from decimal import Decimal

from desktop.i18n import _
from desktop.reports import content
from desktop.rules import burn
from desktop.rules.dqa import QualityDimension
from desktop.services.reporting.source import Source
from desktop.services.visits.figure_records import QualityRecord, VerificationRecord, figure_label
from desktop.services.visits.figures import roll_ups


def period(source: Source) -> str:
    """The one period of all recounts, or nothing where they differ."""
    periods = {(row.period_start, row.period_end) for row in source.record.verifications}
    return source.formats.days(*periods.pop()) if len(periods) == 1 else ""


def verifications(source: Source) -> tuple[content.Verification, ...]:
    one_period = bool(period(source))
    return tuple(
        content.Verification(
            indicator=_name(row),
            site=_where(source, row, with_period=not one_period),
            reported=row.reported,
            checked=row.checked,
            confirmed=row.confirmed,
            verified=row.verified,
            extent=row.extent,
            method=row.method,
            sources=row.sources_seen,
            differences=tuple(
                content.DifferencePart(reason=part.reason, amount=part.amount) for part in row.reasons
            ),
            note=row.note or "",
            unsent=row.id in source.unsent,
        )
        for row in _shown(source)
    )


def totals(source: Source) -> tuple[content.VerificationTotal, ...]:
    """One line for each indicator recounted in more than one place; across indicators there is none."""
    names = {row.indicator_id: _name(row) for row in _shown(source)}
    return tuple(
        content.VerificationTotal(
            indicator=names[one.indicator_id],
            reported=one.reported,
            verified=one.verified,
            note=_("estimate") if one.is_estimate else "",
        )
        for one in roll_ups(_shown(source), {})
        if one.reported is not None and one.verified is not None
    )


def _shown(source: Source) -> tuple[VerificationRecord, ...]:
    return tuple(row for row in source.record.verifications if source.may_show(row.id))


def _name(row: VerificationRecord) -> str:
    return " ".join(
        part for part in (figure_label(row.result_number, row.indicator_code), row.indicator_title) if part
    )


def _where(source: Source, row: VerificationRecord, *, with_period: bool) -> str:
    when = source.formats.days(row.period_start, row.period_end) if with_period else ""
    return source.formats.listed((row.place or "", row.source or "", when))


def quality(source: Source) -> tuple[content.DataQuality, ...]:
    return tuple(_quality(row) for row in source.record.quality_checks if source.may_show(row.id))


def _quality(row: QualityRecord) -> content.DataQuality:
    """A nought is "not applicable", which the page writes by leaving it out."""

    def score(dimension: QualityDimension) -> int | None:
        return row.scores.get(dimension) or None

    return content.DataQuality(
        indicator=row.indicator_label,
        validity=score(QualityDimension.VALIDITY),
        integrity=score(QualityDimension.INTEGRITY),
        precision=score(QualityDimension.PRECISION),
        reliability=score(QualityDimension.RELIABILITY),
        timeliness=score(QualityDimension.TIMELINESS),
        completeness=score(QualityDimension.COMPLETENESS),
        note=row.notes or "",
    )


def budget(source: Source) -> tuple[str, content.BudgetLine | None]:
    """The currency and one line for the whole project, where money spent is known in a single currency."""
    spending = source.work.reports.spending_of(source.project.id) if source.view.money else ()
    currencies = {row.currency for row in spending}
    if len(currencies) != 1 or source.project.currency not in currencies or source.project.budget is None:
        return "", None
    by_currency: dict[str, Decimal] = defaultdict(Decimal)
    for row in spending:
        by_currency[row.currency] += row.amount
    currency, spent = next(iter(by_currency.items()))
    planned = source.project.budget
    elapsed = _elapsed(source)
    is_off = burn.is_off_pace(burn.spent_percent(spent, planned), elapsed)
    flag = _("off pace") if is_off else ""
    return currency, content.BudgetLine(
        title=_("Whole project"), planned=planned, spent=spent, elapsed_percent=elapsed, flag=flag
    )


def _elapsed(source: Source) -> Decimal | None:
    project = source.project
    start, end = project.actual_start or project.planned_start, project.actual_end or project.planned_end
    day = source.visit.end or source.made_on
    return burn.elapsed_percent(start, end, day) if start and end else None
