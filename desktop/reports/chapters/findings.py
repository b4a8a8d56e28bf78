"""Ratings and findings by result, why results lag, partnership, context and challenges."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from desktop.i18n import _
from desktop.reports import labels
from desktop.reports.content import Finding, RatedResult, VisitReport
from desktop.reports.directions import isolate
from desktop.reports.formats import MISSING
from desktop.reports.headings import Heading
from desktop.reports.marks import rated_text
from desktop.reports.page_one import numbered
from desktop.reports.palette import BODY, CELL, CELL_NOTE, NOTE
from desktop.reports.tables import Cell, Column, make_table
from desktop.reports.typesetter import Typesetter
from desktop.reports.words import Span

_HERE_ONLY = "◆ "


def findings(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    story: list[Flowable] = []
    if report.introduction:
        story.append(typesetter.paragraph(report.introduction, BODY))
    if report.results or report.findings:
        said = _(
            "Rated by the visit lead. Evidence: {fgd} focus group, {kii} interview, {obs} observation, {doc} documents."
        ).format(fgd=isolate("FGD"), kii=isolate("KII"), obs=isolate("OBS"), doc=isolate("DOC"))
        story.append(typesetter.paragraph(said, NOTE))
        story.append(_by_result(report, typesetter))
    story += _by_site(report, typesetter)
    for result in report.results:
        if result.below_target:
            title = _("Why {result} is below target").format(result=_name(result))
            story += _passage(title, result.below_target, typesetter)
    story += _passage(_("Partnership"), report.partnership, typesetter)
    story += _passage(_("Context"), report.context, typesetter)
    story += _context_figures(report, typesetter)
    if report.challenges:
        story.append(Heading(typesetter, _("Main challenges"), sub=True))
        story += [numbered(typesetter, str(n), text) for n, text in enumerate(report.challenges, 1)]
    return story


def _passage(title: str, text: str, typesetter: Typesetter) -> list[Flowable]:
    return [Heading(typesetter, title, sub=True), typesetter.paragraph(text, BODY)] if text else []


def _name(result: RatedResult) -> str:
    number = isolate(result.number)
    return labels.result_level(result.level, number) if result.level is not None else number


def _by_result(report: VisitReport, typesetter: Typesetter) -> Flowable:
    known = {result.number for result in report.results}
    rows: list[list[Cell]] = []
    keep: list[tuple[int, int]] = []
    for result in report.results:
        own = [finding for finding in report.findings if finding.result == result.number]
        if len(own) > 1:
            keep.append((len(rows), len(rows) + 1))
        rows += _rows_of_result(result, own, typesetter)
    whole = [finding for finding in report.findings if finding.result not in known]
    for at, finding in enumerate(whole):
        first: Cell = (
            [Span(finding.result or _("Whole visit"), bold=True)] if at == 0 or finding.result else ""
        )
        rows.append([first, _severity(finding, typesetter), *_statement(finding, typesetter)])
    columns = [
        Column(title=_("Result"), share=0.9, narrowest=92),
        Column(title=_("Rating"), share=0.5, narrowest=84),
        Column(title=_("Finding"), share=8),
        Column(title=_("Evidence"), share=0.9, style=CELL_NOTE, narrowest=72),
    ]
    return make_table(typesetter, columns, rows, keep=keep)


def _rows_of_result(result: RatedResult, own: Sequence[Finding], typesetter: Typesetter) -> list[list[Cell]]:
    # The mark stands before the words; beside the name where there are none.
    mark = _HERE_ONLY if result.unsent else ""
    lone, led = (mark, "") if not result.summary else ("", mark)
    name: list[Flowable] = [typesetter.paragraph([Span(lone + _name(result), bold=True)], CELL)]
    if result.title:
        name.append(typesetter.paragraph(result.title, CELL_NOTE))
    rating: list[Flowable] = []
    if result.rating is not None:
        rating.append(rated_text(typesetter, result.rating))
    else:
        rating.append(typesetter.paragraph(_("Not rated yet"), CELL_NOTE))
    summary = led + result.summary
    if not own:
        return [[name, rating, summary or MISSING, MISSING]]
    rows: list[list[Cell]] = []
    for at, finding in enumerate(own):
        statement, evidence = _statement(finding, typesetter)
        if at == 0:
            lead = [typesetter.paragraph(summary, CELL)] if summary else []
            rows.append([name, [*rating, *_severity(finding, typesetter)], [*lead, *statement], evidence])
        else:
            rows.append(["", _severity(finding, typesetter), statement, evidence])
    return rows


def _severity(finding: Finding, typesetter: Typesetter) -> list[Flowable]:
    parts = [labels.severity(finding.severity)] if finding.severity is not None else []
    parts += [isolate(action) for action in finding.actions]
    return [typesetter.paragraph(" · ".join(parts), CELL.but(bold=True, size=7.8))] if parts else []


def _statement(finding: Finding, typesetter: Typesetter) -> tuple[list[Flowable], str]:
    said = (_HERE_ONLY if finding.unsent else "") + finding.statement
    parts: list[Flowable] = [typesetter.paragraph(said, CELL)]
    about = " · ".join(part for part in (finding.site, finding.criterion, *finding.tags) if part)
    if about:
        parts.append(typesetter.paragraph(about, CELL_NOTE))
    return parts, finding.evidence or MISSING


def _by_site(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    rows: list[list[Cell]] = []
    for result in report.results:
        for at, rated in enumerate(result.by_site):
            name: Cell = [Span(_name(result), bold=True)] if at == 0 else ""
            rows.append([name, rated.site, rated_text(typesetter, rated.rating), rated.summary or MISSING])
    if not rows:
        return []
    columns = [
        Column(title=_("Result"), share=0.6),
        Column(title=_("Site")),
        Column(title=_("Rating"), narrowest=84, share=0.4),
        Column(title=_("In one sentence"), share=2.4),
    ]
    return [Heading(typesetter, _("Ratings by site"), sub=True), make_table(typesetter, columns, rows)]


def _context_figures(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    if not report.context_figures:
        return []
    formats = typesetter.formats
    columns = [
        Column(title=_("Displacement in"), share=1.5),
        Column(title=_("Date")),
        Column(title=_("Individuals"), number=True),
        Column(title=_("Households"), number=True),
        Column(title=_("Source"), share=2),
    ]
    rows = [
        (
            row.place,
            formats.day(row.day),
            formats.number(row.individuals),
            formats.number(row.households),
            row.source,
        )
        for row in report.context_figures
    ]
    return [make_table(typesetter, columns, rows)]
