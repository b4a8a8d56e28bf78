"""The results monitoring framework of a project: status, indicators against target and time, who was reached."""

from reportlab.platypus import Flowable

from desktop.i18n import _
from desktop.reports import labels
from desktop.reports.breakdown_bars import BreakdownBars
from desktop.reports.content import RatedResult
from desktop.reports.directions import isolate
from desktop.reports.formats import MISSING, decimals_in
from desktop.reports.headings import Heading
from desktop.reports.line_charts import PathRow
from desktop.reports.marks import rated_text
from desktop.reports.palette import ACCENT, CELL, CELL_NOTE, NOTE
from desktop.reports.progress_bar import ProgressBar
from desktop.reports.project_content import IndicatorRow, ProjectReport, ResultFrame
from desktop.reports.tables import Cell, Column, make_table
from desktop.reports.typesetter import Typesetter
from desktop.reports.words import Span
from desktop.rules.verification import factor


def status_by_result(results: tuple[RatedResult, ...], typesetter: Typesetter) -> list[Flowable]:
    """One line a result: its rating and the reason in one sentence."""
    if not results:
        return []
    columns = [
        Column(title=_("Result"), share=1.2),
        Column(title=_("Rating"), share=0.3, narrowest=84),
        Column(title=_("In one sentence"), share=2),
    ]
    rows: list[list[Cell]] = []
    for result in results:
        rating: Cell = MISSING if result.rating is None else rated_text(typesetter, result.rating)
        name = [Span(isolate(result.number)), Span(f"\u00a0\u00a0{result.title}")]
        rows.append([name, rating, result.summary or MISSING])
    return [Heading(typesetter, _("Status by result"), sub=True), make_table(typesetter, columns, rows)]


def framework(report: ProjectReport, typesetter: Typesetter) -> list[Flowable]:
    """Every indicator with baseline, target, current value, progress, verification factor, quality and status."""
    if not report.framework:
        return []
    said = _(
        "Bar: light = reported progress from baseline to target, dark = the part that was verified, tick = where it "
        "should be today. {vf} verified / reported. “over” = above target, bar capped."
    ).format(vf=isolate("VF"))
    columns = [
        Column(title=_("Indicator"), share=3, narrowest=92),
        Column(title=_("Baseline"), number=True, share=0.3),
        Column(title=_("Target"), number=True, share=0.3),
        Column(title=_("Current"), number=True, share=0.3),
        Column(title=_("Progress"), share=0.01),
        Column(title=_("VF"), number=True, share=0.3),
        Column(title=_("Quality"), share=0.1),
        Column(title=_("Status"), share=0.1, narrowest=78),
    ]
    rows: list[list[Cell]] = []
    keep: list[tuple[int, int]] = []
    for frame in report.framework:
        keep.append((len(rows), len(rows) + (1 if frame.indicators else 0)))
        rows.append([_frame_name(frame, typesetter), "", "", "", "", "", "", ""])
        rows += [_indicator(row, typesetter) for row in frame.indicators]
    story: list[Flowable] = [typesetter.paragraph(said, NOTE)]
    story.append(make_table(typesetter, columns, rows, keep=keep, across=[first for first, _last in keep]))
    return [*story, typesetter.paragraph(report.framework_note, NOTE)] if report.framework_note else story


def _frame_name(frame: ResultFrame, typesetter: Typesetter) -> Cell:
    number = isolate(frame.number)
    name = labels.result_level(frame.level, number) if frame.level is not None else number
    return typesetter.paragraph(f"{name}\u00a0\u00a0{frame.title}", CELL.but(bold=True, color=ACCENT))


def _indicator(row: IndicatorRow, typesetter: Typesetter) -> list[Cell]:
    formats = typesetter.formats
    places = decimals_in((row.baseline, row.target, row.current))
    title = formats.listed((row.title, row.unit))
    name: list[Flowable] = [
        typesetter.paragraph([Span(isolate(row.code), bold=True)], CELL),
        typesetter.paragraph(title, CELL_NOTE),
    ]
    return [
        name,
        formats.number(row.baseline, places),
        formats.number(row.target, places),
        [Span(formats.number(row.current, places), bold=True)],
        ProgressBar(typesetter, row.progress_percent, row.verified_percent, row.expected_percent),
        formats.number(factor(row.reported, row.verified), 2),
        labels.quality(row.quality) if row.quality is not None else MISSING,
        MISSING if row.status is None else rated_text(typesetter, row.status),
    ]


def paths_and_reach(report: ProjectReport, typesetter: Typesetter) -> list[Flowable]:
    """Charts of the main indicators, and who was reached."""
    paths = report.paths
    story: list[Flowable] = [PathRow(typesetter, paths[at : at + 2]) for at in range(0, len(paths), 2)]
    if paths:
        said = _(
            "Dashed line: planned path. Solid line with dots: reported, approved. Open square: verified on a visit."
        )
        story.append(typesetter.paragraph(said, NOTE))
    for breakdown in report.breakdowns:
        dimensions = [dimension for dimension in breakdown.dimensions if dimension.cells]
        if not dimensions:
            continue
        title = _("Who was reached: {indicator}").format(indicator=breakdown.title)
        story.append(Heading(typesetter, title, sub=True))
        story += [BreakdownBars(typesetter, dimensions[at : at + 3]) for at in range(0, len(dimensions), 3)]
        if breakdown.note:
            story.append(typesetter.paragraph(breakdown.note, NOTE))
    return story
