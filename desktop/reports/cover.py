"""Page 1: what a head of office needs without turning it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from reportlab.lib.colors import Color as StockColor
from reportlab.platypus import Flowable, Spacer

from desktop.i18n import _, ngettext
from desktop.reports import labels
from desktop.reports.bands import band_sentence
from desktop.reports.content import KeyFigure, Message, Unsent, VisitReport
from desktop.reports.directions import isolate
from desktop.reports.headings import Heading
from desktop.reports.palette import (
    ACCENT,
    CELL,
    FIGURE,
    GREY,
    HAIRLINE,
    INK,
    KIND,
    LABEL,
    LEAD,
    SMALL,
    TEXT_WIDTH,
    TITLE,
)
from desktop.reports.rating_band import RatingBand
from desktop.reports.tables import Column, RowTable, make_table
from desktop.reports.typesetter import Paragraph, Typesetter
from desktop.reports.words import Span
from desktop.rules.verification import Band, band, factor
from desktop.rules.vocabulary import Priority, Severity

_LONGEST_IN_BOX = 600  # a box stays whole; what may not fit on a page goes below it as a paragraph
_HAIR, _RULE = StockColor(*HAIRLINE.rgb), StockColor(*INK.rgb)


def cover(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    """Everything of page 1 above the contents."""
    story: list[Flowable] = [
        *_offices(report, typesetter),
        typesetter.paragraph(_("Monitoring visit report"), KIND),
        typesetter.paragraph(report.title, TITLE),
        Bar(typesetter),
        _facts(report, typesetter),
    ]
    story += _rating(report, typesetter)
    figures = report.figures or _figures_of(report, typesetter)
    if figures:
        story.append(_figure_row(figures[:4], typesetter))
    story += _messages(report.messages, typesetter)
    story += _decisions(report, typesetter)
    if report.unsent.records:
        story.append(Notice(typesetter, _unsent_notice(report.unsent)))
    return story


def _offices(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    offices, word = "  ·  ".join(report.offices), labels.sensitivity(report.sensitivity)
    if len(offices) <= _LONGEST_IN_BOX:
        return [OfficeLine(typesetter, offices, word)]
    return [OfficeLine(typesetter, "", word), typesetter.paragraph(offices, CELL.but(color=GREY))]


def _rating(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    overall = report.overall
    if overall is None and not report.results:
        return []
    if overall is None or len(overall.summary) <= _LONGEST_IN_BOX:
        return [RatingBand(typesetter, overall, report.results)]
    band = RatingBand(typesetter, replace(overall, summary=""), report.results)
    return [band, typesetter.paragraph(overall.summary, LEAD)]


class OfficeLine(Flowable):
    """Offices at the start, the sensitivity in its frame at the end."""

    def __init__(self, typesetter: Typesetter, offices: str, sensitivity: str) -> None:
        super().__init__()
        self._typesetter, self._word = typesetter, sensitivity.upper()
        self._style = CELL.but(bold=True, size=8)
        self._offices = typesetter.paragraph(offices, CELL.but(color=GREY, size=8.6))

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        self._box = self._typesetter.width_of(self._word, self._style) + 14
        self.height = max(15.0, self._offices.wrap(width - self._box - 14, 0)[1])
        return width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        mirrored = self._typesetter.right_to_left
        x = 0.0 if mirrored else self.width - self._box
        top = self.height
        canvas.stroke_with(INK, 0.8)
        canvas.rect(x, top - 15, self._box, 15, stroke=1, fill=0)
        self._typesetter.draw_line(canvas, self._word, self._style, x + self._box / 2, top - 10.4, "center")
        self._offices.drawOn(canvas, self._box + 14 if mirrored else 0, top - self._offices.height - 1)


class Bar(Flowable):
    """The short accent line below the title."""

    def __init__(self, typesetter: Typesetter) -> None:
        super().__init__()
        self._mirrored = typesetter.right_to_left

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, 16.0
        return width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        canvas.fill_with(ACCENT)
        canvas.rect(self.width - 42 if self._mirrored else 0, 10, 42, 2.2, stroke=0, fill=1)


class Notice(Flowable):
    """A framed text with the sign of what exists on this device alone."""

    def __init__(self, typesetter: Typesetter, text: Sequence[Span]) -> None:
        super().__init__()
        self._typesetter = typesetter
        self._text = typesetter.paragraph(text, CELL)
        self.spaceBefore, self.spaceAfter = 4, 4

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        self.height = self._text.wrap(width - 38, 0)[1] + 10
        return width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        canvas.stroke_with(INK, 0.8)
        canvas.rect(0, 0, self.width, self.height, stroke=1, fill=0)
        mirrored = self._typesetter.right_to_left
        sign_at = self.width - 14 if mirrored else 14
        self._typesetter.draw_line(canvas, "◆", CELL.but(size=13), sign_at, self.height / 2 - 4.6, "center")
        self._text.drawOn(canvas, 12 if mirrored else 26, 5)


def _unsent_notice(unsent: Unsent) -> list[Span]:
    count = unsent.records
    holds = ngettext(
        "This report holds {count} record that exists on this device only (marked ◆).",
        "This report holds {count} records that exist on this device only (marked ◆).",
        count,
    ).format(count=count)
    return [
        Span(_("Not yet synchronised."), bold=True),
        Span(" " + holds + " " + _("They may change after synchronisation; a new revision will say so.")),
    ]


def _facts(report: VisitReport, typesetter: Typesetter) -> Flowable:
    formats = typesetter.formats
    duration = ""
    if report.project_start or report.project_end:
        duration = formats.day(report.project_start) + " – " + formats.day(report.project_end)
    project = formats.listed((isolate(report.project) if report.project else "", duration))
    facts = [
        (_("Visit"), isolate(report.reference)),
        (_("Type"), labels.visit_type(report.type)),
        (_("Dates"), formats.days(report.start, report.end) if report.start or report.end else ""),
        (
            _("Sites"),
            formats.listed(site.name for site in report.sites[:6]) + (" …" if len(report.sites) > 6 else ""),
        ),
        (_("Visit lead"), report.lead),
        (_("Team"), formats.listed(report.team)),
        (_("Partner"), formats.listed(report.partners)),
        (_("Project"), project),
        (_("Revision"), _revision(report, typesetter)),
        (_("Audience"), formats.listed(report.audience)),
    ]
    cells = [
        _fact(typesetter, label, value, first=at == 0) for at, (label, value) in enumerate(facts) if value
    ]
    return _three_columns(cells, typesetter)


def _fact(typesetter: Typesetter, label: str, value: str, *, first: bool) -> list[Flowable]:
    return [
        typesetter.paragraph(label, LABEL),
        typesetter.paragraph(value, CELL.but(size=8.8, leading=11.8, bold=first)),
    ]


def _three_columns(cells: list[list[Flowable]], typesetter: Typesetter) -> Flowable:
    rows = [cells[at : at + 3] + [[]] * (3 - len(cells[at : at + 3])) for at in range(0, len(cells), 3)]
    widths = [TEXT_WIDTH * share for share in (0.33, 0.335, 0.335)]
    if typesetter.right_to_left:
        rows, widths = [list(reversed(row)) for row in rows], list(reversed(widths))
    table = RowTable(rows, widths, hAlign="LEFT")
    inset = ("RIGHTPADDING", "LEFTPADDING") if typesetter.right_to_left else ("LEFTPADDING", "RIGHTPADDING")
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 3.4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.6),
            (inset[0], (0, 0), (-1, -1), 0),
            (inset[1], (0, 0), (-1, -1), 8),
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, _HAIR),
            ("LINEABOVE", (0, 0), (-1, 0), 0.5, _HAIR),
        ]
    )
    return table


def _revision(report: VisitReport, typesetter: Typesetter) -> str:
    now = isolate(f"r{report.revision}")
    before = next((r for r in report.revisions if r.number == report.revision - 1), None)
    if before is None:
        return now
    if before.day is None:
        return _("{now}, replaces {before}").format(now=now, before=isolate(f"r{before.number}"))
    day = typesetter.formats.day(before.day)
    return _("{now}, replaces {before} of {day}").format(
        now=now, before=isolate(f"r{before.number}"), day=day
    )


def _figures_of(report: VisitReport, typesetter: Typesetter) -> tuple[KeyFigure, ...]:
    """The large figures, where the content names none: factor or share of rows, persons, findings, actions."""
    figures: list[KeyFigure] = []
    if report.verifications:
        figures.append(_verification_figure(report, typesetter))
    if report.people_total is not None and isinstance(report.people_total.total, int):
        figures.append(KeyFigure(value=report.people_total.total, label=_("persons met")))
    if report.findings:
        figures.append(_findings_figure(report))
    if report.actions:
        high = sum(action.priority is Priority.HIGH for action in report.actions)
        note = ngettext("{count} of high priority", "{count} of high priority", high).format(count=high)
        figures.append(
            KeyFigure(value=len(report.actions), label=_("action points agreed"), note=note if high else "")
        )
    return tuple(figures)


def _verification_figure(report: VisitReport, typesetter: Typesetter) -> KeyFigure:
    formats = typesetter.formats
    if len(report.verification_totals) == 1:
        total = report.verification_totals[0]
        share = formats.number(factor(total.reported, total.verified), 2)
        return KeyFigure(
            value=share,
            label=_("verification factor"),
            note=band_sentence(total.reported, total.verified, formats),
        )
    bands = [band(row.reported, row.verified) for row in report.verifications]
    near = sum(found in (Band.GOOD, Band.ACCEPTABLE) for found in bands)
    value = _("{part} of {whole}").format(part=near, whole=len(bands))
    return KeyFigure(value=value, label=_("figures verified within 10 %"))


def _findings_figure(report: VisitReport) -> KeyFigure:
    serious = sum(finding.severity in (Severity.MAJOR, Severity.CRITICAL) for finding in report.findings)
    note = ngettext("{count} major or critical", "{count} major or critical", serious).format(count=serious)
    return KeyFigure(value=len(report.findings), label=_("findings"), note=note)


def _figure_row(figures: Sequence[KeyFigure], typesetter: Typesetter) -> Flowable:
    cells: list[Any] = [_figure(figure, typesetter) for figure in figures]
    cells += [""] * (4 - len(cells))
    if typesetter.right_to_left:
        cells.reverse()
    table = RowTable([cells], [TEXT_WIDTH / 4] * 4, hAlign="LEFT")
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEABOVE", (0, 0), (-1, 0), 0.9, _RULE),
            ("LINEBELOW", (0, 0), (-1, 0), 0.5, _HAIR),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
    )
    return table


def _figure(figure: KeyFigure, typesetter: Typesetter) -> list[Flowable]:
    formats = typesetter.formats
    if isinstance(figure.value, str):
        value = figure.value
    elif figure.percent:
        value = formats.percent(Decimal(figure.value))
    else:
        value = formats.number(figure.value)
    parts = [
        typesetter.paragraph(value, FIGURE),
        typesetter.paragraph(figure.label, CELL.but(bold=True, size=8.2, leading=10.4)),
    ]
    if figure.note:
        parts.append(typesetter.paragraph(figure.note, SMALL.but(size=7.8, leading=10.4)))
    return list(parts)


def numbered(typesetter: Typesetter, number: str, text: str | Sequence[Span]) -> Paragraph:
    """A paragraph with an accent number or bullet at its start."""
    style = LEAD.but(bold=True, color=ACCENT)

    def draw(canvas: Any, x: float, baseline: float) -> None:
        at = x + 11 if typesetter.right_to_left else x
        typesetter.draw_line(
            canvas, number, style, at, baseline, "right" if typesetter.right_to_left else "left"
        )

    return typesetter.paragraph(text, LEAD, mark=draw, indent=11)


def _messages(messages: tuple[Message, ...], typesetter: Typesetter) -> list[Flowable]:
    if not messages:
        return []
    story: list[Flowable] = [Heading(typesetter, _("What the reader should know"))]
    for number, message in enumerate(messages, 1):
        spans = [Span(message.lead, bold=True), Span(" " if message.lead else ""), Span(message.text)]
        story.append(numbered(typesetter, str(number), spans))
    return story


def _decisions(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    if not report.decisions:
        return []
    columns = [
        Column(title=_("Ref")),
        Column(title=_("Decision"), share=3),
        Column(title=_("Who"), share=1.2),
        Column(title=_("By")),
    ]
    rows = [
        (
            isolate(item.reference) if item.reference else "",
            item.text,
            item.who,
            typesetter.formats.day(item.by),
        )
        for item in report.decisions
    ]
    heading = Heading(typesetter, _("Decisions asked for"), sub=True)
    return [heading, make_table(typesetter, columns, rows, after=4), Spacer(1, 2)]
