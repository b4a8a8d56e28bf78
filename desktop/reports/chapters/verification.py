"""Reported figures recounted, their factors, and the quality of the data behind them."""

from decimal import Decimal

from reportlab.platypus import Flowable

from desktop.i18n import _
from desktop.reports import labels
from desktop.reports.bands import BandChart, band_sentence
from desktop.reports.content import Verification, VerificationTotal, VisitReport
from desktop.reports.directions import isolate
from desktop.reports.formats import MISSING, decimals_in
from desktop.reports.marks import Pips
from desktop.reports.palette import CELL, CELL_NOTE, NOTE
from desktop.reports.tables import Cell, Column, make_table
from desktop.reports.typesetter import Typesetter
from desktop.reports.words import Span
from desktop.rules.dqa import QualityDimension, Score, quality_band
from desktop.rules.verification import factor
from desktop.rules.vocabulary import Extent

_DIMENSIONS = (
    QualityDimension.VALIDITY,
    QualityDimension.INTEGRITY,
    QualityDimension.PRECISION,
    QualityDimension.RELIABILITY,
    QualityDimension.TIMELINESS,
    QualityDimension.COMPLETENESS,
)


def verification(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    if not report.verifications:
        return []
    return [
        typesetter.paragraph(_how_to_read(report, typesetter), NOTE),
        _table(report, typesetter),
        *_chart(report, typesetter),
    ]


def _how_to_read(report: VisitReport, typesetter: Typesetter) -> str:
    number = typesetter.formats.number
    bands = [
        isolate(f"{number(Decimal(low))}–{number(Decimal(high))}")
        for low, high in (("0.95", "1.05"), ("0.90", "1.10"))
    ]
    said = _(
        "{vf} = verified / reported; below 1 means over-reported. {good} good, {acceptable} acceptable, else poor. "
        "Reported figures stay as they were submitted; the verified figure stands beside them."
    ).format(vf=isolate("VF"), good=bands[0], acceptable=bands[1])
    return f"{report.verification_period}. {said}" if report.verification_period else said


def _table(report: VisitReport, typesetter: Typesetter) -> Flowable:
    rows = report.verifications
    places = decimals_in(
        [value for row in rows for value in (row.reported, row.checked, row.verified)]
        + [value for total in report.verification_totals for value in (total.reported, total.verified)]
    )
    columns = [
        Column(title=_("Indicator and site"), share=1.8),
        Column(title=_("Reported"), number=True),
        Column(title=_("Checked"), number=True),
        Column(title=_("Verified"), number=True),
        Column(title=_("VF"), number=True, narrowest=58),
        Column(title=_("Method, sources"), share=1.2),
        Column(title=_("Reason for difference"), share=1.8),
    ]
    cells = [_row(row, places, typesetter) for row in rows]
    totals = [_total(total, places, typesetter) for total in report.verification_totals]
    return make_table(typesetter, columns, [*cells, *totals[:-1]], total=totals[-1] if totals else None)


def _row(row: Verification, places: int, typesetter: Typesetter) -> list[Cell]:
    formats = typesetter.formats
    verified: list[Span] = [Span("◆ ")] if row.unsent else []
    verified.append(Span(formats.number(row.verified, places)))
    return [
        typesetter.formats.listed((row.indicator, row.site)),
        formats.number(row.reported, places),
        formats.number(row.checked, places),
        verified,
        _factor(row, typesetter),
        _method(row, typesetter) or MISSING,
        _reasons(row, typesetter) or MISSING,
    ]


def _factor(row: Verification, typesetter: Typesetter) -> list[Flowable]:
    """The factor over its band; a mismatch or a row not verified says so in words."""
    share = factor(row.reported, row.verified)
    if row.reported is None or row.verified is None:
        value, word = MISSING, _("not verified")
    else:
        value = _("n/a") if share is None else typesetter.formats.number(share, 2)
        word = band_sentence(row.reported, row.verified, typesetter.formats)
        if row.extent is Extent.SAMPLE:
            word = typesetter.formats.listed((word, _("estimate")))
    parts: list[Flowable] = [typesetter.paragraph(value, CELL.but(bold=True, align="right"))]
    return [*parts, typesetter.paragraph(word, CELL_NOTE.but(align="right"))] if word else parts


def _method(row: Verification, typesetter: Typesetter) -> str:
    parts = [labels.method(row.method)] if row.method is not None else []
    if row.extent is Extent.SAMPLE and row.verified is not None:
        number = typesetter.formats.number
        parts.append(
            _("sample: {confirmed} of {checked} confirmed").format(
                confirmed=number(row.confirmed), checked=number(row.checked)
            )
        )
    if row.sources is not None:
        parts.append(labels.sources(row.sources))
    return typesetter.formats.listed(parts)


def _reasons(row: Verification, typesetter: Typesetter) -> str:
    reasons = []
    for part in row.differences:
        said = labels.difference(part.reason)
        if part.amount is not None:
            said = f"{said} {typesetter.formats.number(part.amount)}"
        reasons.append(f"{said}: {part.note}" if part.note else said)
    return "; ".join([*reasons, row.note] if row.note else reasons)


def _total(total: VerificationTotal, places: int, typesetter: Typesetter) -> list[Cell]:
    formats = typesetter.formats
    share = factor(total.reported, total.verified)
    said = band_sentence(total.reported, total.verified, formats)
    figure: list[Flowable] = [
        typesetter.paragraph(formats.number(share, 2), CELL.but(bold=True, align="right")),
        typesetter.paragraph(said, CELL_NOTE.but(align="right")),
    ]
    name = [Span(_("All verified rows, {indicator}").format(indicator=total.indicator), bold=True)]
    reported = [Span(formats.number(total.reported, places), bold=True)]
    verified = [Span(formats.number(total.verified, places), bold=True)]
    return [name, reported, "", verified, figure, "", total.note]


def _chart(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    shares = [(row, factor(row.reported, row.verified)) for row in report.verifications]
    rows = [(row.indicator, row.site, share) for row, share in shares if share is not None]
    return [BandChart(typesetter, rows[:24])] if len(rows) > 1 else []


def data_quality(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    """Six scores for each indicator whose data was looked at."""
    if not report.data_quality:
        return []
    columns = [Column(title=_("Indicator"), share=3)]
    heads = (_("Validity"), _("Integrity"), _("Precision"), _("Reliability"), _("Timeliness"), _("Complete"))
    columns += [Column(title=head, share=0.2) for head in heads]
    columns.append(Column(title=_("Level"), share=0.8))
    rows: list[list[Cell]] = []
    for row in report.data_quality:
        scores = (
            row.validity,
            row.integrity,
            row.precision,
            row.reliability,
            row.timeliness,
            row.completeness,
        )
        level = quality_band(
            {
                dimension: None if score is None else Score(min(max(score, 1), 3))
                for dimension, score in zip(_DIMENSIONS, scores, strict=True)
            }
        )
        last: list[Flowable] = [
            typesetter.paragraph(labels.quality(level) if level else MISSING, CELL.but(bold=True))
        ]
        if row.action:
            last.append(typesetter.paragraph(isolate(row.action), CELL_NOTE))
        rows.append([row.indicator, *(Pips(typesetter, score) for score in scores), last])
    notes = " ".join(f"{row.indicator}: {row.note}" for row in report.data_quality if row.note)
    story: list[Flowable] = [
        typesetter.paragraph(_("1 weak, 2 partly, 3 good. A weak score needs a note and an action."), NOTE),
        make_table(typesetter, columns, rows, after=4),
    ]
    return [*story, typesetter.paragraph(notes, NOTE)] if notes else story
