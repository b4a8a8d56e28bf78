"""Page 1: what a head of office needs without turning it."""

from dataclasses import replace

from reportlab.platypus import Flowable, Spacer

from desktop.i18n import _, ngettext
from desktop.reports import labels
from desktop.reports.bands import band_sentence
from desktop.reports.content import KeyFigure, VisitReport
from desktop.reports.directions import isolate
from desktop.reports.headings import Heading
from desktop.reports.page_one import (
    LONGEST_IN_BOX,
    Bar,
    Notice,
    facts_grid,
    figure_row,
    message_list,
    offices_line,
    unsent_notice,
)
from desktop.reports.palette import KIND, LEAD, TITLE
from desktop.reports.rating_band import RatingBand
from desktop.reports.tables import Column, make_table
from desktop.reports.typesetter import Typesetter
from desktop.rules.verification import Band, band, factor
from desktop.rules.vocabulary import Priority, Severity


def cover(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    """Everything of page 1 above the contents."""
    story: list[Flowable] = [
        *offices_line(
            report.offices, labels.marking(report.sensitivity, is_issued=report.is_issued), typesetter
        ),
        typesetter.paragraph(_("Monitoring visit report"), KIND),
        typesetter.paragraph(report.title, TITLE),
        Bar(typesetter),
        _facts(report, typesetter),
    ]
    story += _rating(report, typesetter)
    figures = report.figures or _figures_of(report, typesetter)
    if figures:
        story.append(figure_row(figures[:4], typesetter))
    story += message_list(report.messages, typesetter)
    story += _decisions(report, typesetter)
    if report.unsent.records:
        story.append(Notice(typesetter, unsent_notice(report.unsent)))
    return story


def _rating(report: VisitReport, typesetter: Typesetter) -> list[Flowable]:
    overall = report.overall
    if overall is None and not report.results:
        return []
    if overall is None or len(overall.summary) <= LONGEST_IN_BOX:
        return [RatingBand(typesetter, overall, report.results)]
    band = RatingBand(typesetter, replace(overall, summary=""), report.results)
    return [band, typesetter.paragraph(overall.summary, LEAD)]


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
    return facts_grid(facts, typesetter)


def _revision(report: VisitReport, typesetter: Typesetter) -> str:
    if not report.is_issued:
        return _draft(report, typesetter)
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


def _draft(report: VisitReport, typesetter: Typesetter) -> str:
    last = next((r for r in reversed(report.revisions) if r.is_issued and r.day is not None), None)
    if last is None:
        return _("Draft, not issued")
    return _("Draft, not issued; the last issue is {revision} of {day}").format(
        revision=isolate(f"r{last.number}"), day=typesetter.formats.day(last.day)
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
