"""Cross-cutting themes, workplan, budget, risks, lessons and the action points agreed."""

from decimal import Decimal

from reportlab.platypus import Flowable

from desktop.i18n import _
from desktop.reports import labels
from desktop.reports.chapters.visit_and_methods import headed_texts
from desktop.reports.content import BudgetLine, VisitReport
from desktop.reports.directions import isolate
from desktop.reports.formats import MISSING, decimals_in
from desktop.reports.gantt import Gantt, datable
from desktop.reports.page_one import numbered
from desktop.reports.palette import NOTE
from desktop.reports.tables import Cell, Column, make_table
from desktop.reports.typesetter import Typesetter
from desktop.reports.words import Span
from desktop.rules.risk import is_weighty, level_of
from desktop.rules.vocabulary import Priority


def cross_cutting(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    """Gender, rights, protection, accountability; incidents themselves are never printed."""
    if not report.cross_cutting:
        return []
    story: list[Flowable] = []
    for passage in report.cross_cutting:
        heading = Span(passage.heading, bold=True)
        story.append(
            numbered(typesetter, "•", [heading, Span(" " if passage.heading else ""), Span(passage.text)])
        )
    said = _("Incidents of protection, exploitation or fraud are not recorded in this report.")
    story.append(typesetter.paragraph(f"{said} {report.reporting_channel}".strip(), NOTE))
    return story


def workplan_budget_risks(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    story: list[Flowable] = []
    works = datable(report.workplan)
    if works:
        story.append(Gantt(typesetter, works, report.end or report.start))
    undated = [(work.title, work.note or MISSING) for work in report.workplan if work not in works]
    if undated:
        columns = [Column(title=_("Further activities"), share=2), Column(title=_("State"))]
        story.append(make_table(typesetter, columns, undated))
    if report.budget:
        story.append(_budget(report, typesetter))
    if report.risks:
        story.append(_risks(report, typesetter))
    return story


def _budget(report: VisitReport, typesetter: Typesetter) -> Flowable:
    lines = [*report.budget, *([report.budget_total] if report.budget_total else [])]
    places = max(2, decimals_in([value for line in lines for value in (line.planned, line.spent)]))
    title = (
        _("Budget line ({currency})").format(currency=report.currency)
        if report.currency
        else _("Budget line")
    )
    columns = [
        Column(title=title, share=2),
        Column(title=_("Planned"), number=True),
        Column(title=_("Spent"), number=True),
        Column(title=_("Share"), number=True),
        Column(title=_("Time elapsed"), number=True),
        Column(title=_("Flag")),
    ]
    rows = [_budget_row(line, places, typesetter) for line in report.budget]
    total = _budget_row(report.budget_total, places, typesetter) if report.budget_total else None
    return make_table(typesetter, columns, rows, total=total)


def _budget_row(line: BudgetLine, places: int, typesetter: Typesetter) -> list[Cell]:
    formats = typesetter.formats
    share = MISSING
    if line.planned and line.spent is not None:
        share = formats.percent(line.spent / line.planned)
    elapsed = (
        MISSING if line.elapsed_percent is None else formats.percent(line.elapsed_percent / Decimal(100))
    )
    flag: Cell = [Span(line.flag, bold=True)] if line.flag else MISSING
    return [
        line.title,
        formats.number(line.planned, places),
        formats.number(line.spent, places),
        share,
        elapsed,
        flag,
    ]


def _risks(report: VisitReport, typesetter: Typesetter) -> Flowable:
    columns = [
        Column(title=_("Risk seen on this visit"), share=2),
        Column(title=_("Before"), share=0.4),
        Column(title=_("Now"), share=0.4),
        Column(title=_("Treatment, owner"), share=2),
    ]
    rows: list[list[Cell]] = []
    for risk in report.risks:
        weighty = risk.now is not None and is_weighty(min(max(risk.now, 1), 25))
        rows.append(
            [
                risk.text,
                _score(risk.before),
                [Span(_score(risk.now), bold=weighty)],
                "; ".join(part for part in (risk.treatment, risk.owner) if part) or MISSING,
            ]
        )
    return make_table(typesetter, columns, rows)


def _score(score: int | None) -> str:
    return MISSING if score is None else f"{score} {labels.risk_level(level_of(min(max(score, 1), 25)))}"


def lessons(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    return headed_texts(typesetter, [(lesson.heading, lesson.text) for lesson in report.lessons])


def action_points(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    if not report.actions:
        return []
    story: list[Flowable] = [typesetter.paragraph(report.actions_note, NOTE)] if report.actions_note else []
    columns = [
        Column(title=_("Ref"), share=0.4),
        Column(title=_("Action"), share=3),
        Column(title=_("From"), share=0.3),
        Column(title=_("Owner")),
        Column(title=_("Due"), share=0.5),
        Column(title=_("Priority"), share=0.4),
        Column(title=_("State"), share=0.5),
    ]
    rows: list[list[Cell]] = []
    for action in report.actions:
        rows.append(
            [
                isolate(action.reference) if action.reference else MISSING,
                ("◆ " if action.unsent else "") + action.text,
                isolate(action.result) if action.result else MISSING,
                action.owner or MISSING,
                typesetter.formats.day(action.due),
                [Span(labels.priority(action.priority), bold=action.priority is Priority.HIGH)],
                labels.action_state(action.state),
            ]
        )
    return [*story, make_table(typesetter, columns, rows)]
