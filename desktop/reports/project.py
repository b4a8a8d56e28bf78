"""The project monitoring and evaluation report as a PDF."""

from reportlab.platypus import Flowable

from desktop.i18n import _
from desktop.progress import SILENT, Progress
from desktop.reports import labels
from desktop.reports.chapters.evidence import annex
from desktop.reports.chapters.framework import framework, paths_and_reach, status_by_result
from desktop.reports.chapters.project_state import action_points, lessons, workplan_budget_risks
from desktop.reports.content import Narrative, VisitReport
from desktop.reports.directions import isolate
from desktop.reports.edition import Composed, Edition, render_edition
from desktop.reports.headings import Heading
from desktop.reports.line_charts import SpendingChart
from desktop.reports.page_one import (
    Bar,
    Notice,
    facts_grid,
    figure_row,
    numbered,
    offices_line,
    unsent_notice,
)
from desktop.reports.palette import BODY, KIND, TITLE
from desktop.reports.project_content import ProjectReport
from desktop.reports.rendered import RenderedReport
from desktop.reports.typesetter import Typesetter
from desktop.reports.words import Span

__all__ = ["RenderedReport", "render_project"]


def render_project(content: ProjectReport, *, language: str, progress: Progress = SILENT) -> RenderedReport:
    """The report in a language (ISO 639); the same content gives the same bytes."""

    def compose(typesetter: Typesetter) -> Composed:
        code = isolate(content.identity.code or content.reference)
        heading = _("Project report {code}  ·  {period}").format(
            code=code, period=_period(content, typesetter)
        )
        return Composed(heading, _cover(content, typesetter), _chapters(content, typesetter))

    edition = Edition(
        kind="project",
        reference=content.reference,
        revision=content.revision,
        is_issued=content.is_issued,
        title=content.title,
        author=content.author,
        sensitivity=content.sensitivity,
        made_at=content.made_at,
        zone=content.zone,
        unsent=content.unsent,
    )
    return render_edition(content, edition, compose, language, progress)


def _period(report: ProjectReport, typesetter: Typesetter) -> str:
    return typesetter.formats.days(report.period_start, report.period_end)


def _cover(report: ProjectReport, typesetter: Typesetter) -> list[Flowable]:
    kind = _("Project monitoring and evaluation report")
    if report.period_start or report.period_end:
        kind = f"{kind}  ·  {_period(report, typesetter)}"
    story: list[Flowable] = [
        *offices_line(
            report.offices, labels.marking(report.sensitivity, is_issued=report.is_issued), typesetter
        ),
        typesetter.paragraph(kind, KIND),
        typesetter.paragraph(report.title, TITLE),
        Bar(typesetter),
        facts_grid(_facts(report, typesetter), typesetter),
    ]
    if report.unsent.records:
        story.append(Notice(typesetter, unsent_notice(report.unsent)))
    return story


def _facts(report: ProjectReport, typesetter: Typesetter) -> list[tuple[str, str]]:
    identity, formats = report.identity, typesetter.formats
    duration = f"{formats.day(identity.start)} – {formats.day(identity.end)}" if identity.start else ""
    budget = ""
    if identity.budget is not None:
        budget = isolate(f"{identity.currency} {formats.number(identity.budget, 2)}".strip())
    return [
        (_("Project"), isolate(identity.code) if identity.code else ""),
        (_("PRIMA ID"), isolate(identity.prima_id) if identity.prima_id else ""),
        (_("IATI"), isolate(identity.iati_id) if identity.iati_id else ""),
        (_("Duration"), duration),
        (_("Budget"), budget),
        (_("Status"), identity.status),
        (_("Donor"), formats.listed(identity.donors)),
        (_("Partners"), formats.listed(identity.partners)),
        (_("Frameworks"), formats.listed(identity.frameworks)),
        (_("Gender marker"), identity.gender_marker),
        (_("Manager"), identity.manager),
        (_("Last visit"), identity.last_visit),
    ]


def _chapters(report: ProjectReport, typesetter: Typesetter) -> list[tuple[str, list[Flowable]]]:
    shared = _parts_shared_with_visits(report)
    return [
        (_("Summary"), _summary(report, typesetter)),
        (_("Results monitoring framework"), framework(report, typesetter)),
        (_("Indicators against target and time"), paths_and_reach(report, typesetter)),
        (_("Narrative by result"), _passages(report.narratives, typesetter)),
        (_("Workplan, budget, risks"), workplan_budget_risks(shared, typesetter)),
        (_("Action points"), action_points(shared, typesetter)),
        (_("Good practice and lessons"), lessons(shared, typesetter)),
        (_("Next period"), [typesetter.paragraph(report.next_period, BODY)] if report.next_period else []),
        (_("Annex and signatures"), annex(shared, typesetter)),
    ]


def _parts_shared_with_visits(report: ProjectReport) -> VisitReport:
    return VisitReport(
        reference=report.reference,
        title=report.title,
        made_at=report.made_at,
        zone=report.zone,
        workplan=report.workplan,
        currency=report.currency or report.identity.currency,
        budget=report.budget,
        budget_total=report.budget_total,
        risks=report.risks,
        actions=report.actions,
        lessons=report.lessons,
        signatures=report.signatures,
        revisions=report.revisions,
    )


def _summary(report: ProjectReport, typesetter: Typesetter) -> list[Flowable]:
    story: list[Flowable] = [figure_row(report.figures[:4], typesetter)] if report.figures else []
    for message in report.messages:
        lead = Span(message.lead + (" " if message.lead else ""), bold=True)
        story.append(numbered(typesetter, "•", [lead, Span(message.text)]))
    if report.spending is not None and (report.spending.planned or report.spending.spent):
        story.append(SpendingChart(typesetter, report.spending))
    return story + status_by_result(report.results, typesetter)


def _passages(passages: tuple[Narrative, ...], typesetter: Typesetter) -> list[Flowable]:
    story: list[Flowable] = []
    for passage in passages:
        if passage.heading:
            story.append(Heading(typesetter, passage.heading, sub=True))
        story.append(typesetter.paragraph(passage.text, BODY))
    return story
