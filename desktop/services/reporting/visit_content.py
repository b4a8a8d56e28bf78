"""The whole content of a visit report, put together from the store for one audience and language."""

from datetime import date

from desktop.i18n import _
from desktop.reports.content import PlannedWork, Unsent, VisitReport
from desktop.rules.vocabulary import Sensitivity
from desktop.services.accounts.access import Access
from desktop.services.references.numbering import short_project_code
from desktop.services.reporting import evidence, fieldwork, figures, results, words
from desktop.services.reporting.editions import marking
from desktop.services.reporting.source import Source, office_names
from desktop.services.visits import sections
from desktop.storage.attachment_files import AttachmentFiles


def visit_content(
    source: Source,
    files: AttachmentFiles,
    access: Access,
    *,
    revision: int,
    issued_on: date | None,
    author: str,
) -> VisitReport:
    """Texts in the language spoken now; what the audience may not see is not in it."""
    view, record, project = source.view, source.record, source.project
    people, people_total = fieldwork.people(source)
    currency, money = figures.budget(source)
    code = short_project_code(project)
    return VisitReport(
        reference=record.row.code,
        title=record.own_title or project.title,
        short_title=record.row.title,
        made_at=source.made_at,
        zone=source.zone,
        revision=revision,
        is_issued=issued_on is not None,
        offices=office_names(source.work, source.visit.office, source.language),
        project=f"{code} {project.title}" if record.own_title else code,
        project_start=project.actual_start or project.planned_start,
        project_end=project.actual_end or project.planned_end,
        type=record.row.type,
        start=record.row.start,
        end=record.row.end,
        lead=record.row.lead or "",
        team=tuple(one.name for one in record.team if one.name) if view.internal_words else (),
        partners=tuple(dict.fromkeys(site.partner for site in record.sites if site.partner)),
        audience=(words.audience(source.audience),),
        sensitivity=marking(source.audience, Sensitivity(source.visit.sensitivity)),
        unsent=_unsent(source),
        overall=results.overall(source),
        results=results.rated_results(source),
        messages=results.messages(source),
        decisions=results.decisions(source),
        terms=fieldwork.terms(source),
        sites=fieldwork.sites(source),
        people=people,
        people_total=people_total,
        distribution=source.words(sections.DISTRIBUTION) if view.internal_words else "",
        earlier_actions=fieldwork.earlier_actions(source, access) if view.follow_up else (),
        known_issues=fieldwork.known_issues(source) if view.follow_up else (),
        introduction=source.words(sections.INTRODUCTION),
        findings=results.findings(source),
        partnership=source.words(sections.PARTNERSHIP) if view.follow_up else "",
        context=source.words(sections.CONTEXT),
        challenges=source.paragraphs(sections.CHALLENGES),
        verification_period=figures.period(source),
        verifications=figures.verifications(source),
        verification_totals=figures.totals(source),
        data_quality=figures.quality(source),
        cross_cutting=results.cross_cutting(source),
        workplan=_workplan(source),
        currency=currency,
        budget=(money,) if money else (),
        lessons=results.lessons(source),
        actions=results.actions(source),
        photos=evidence.photos(source, files),
        annexes=evidence.annexes(source),
        documents=evidence.documents(source),
        signatures=evidence.signatures(source),
        revisions=evidence.revisions(source, revision, issued_on, author),
    )


def _workplan(source: Source) -> tuple[PlannedWork, ...]:
    said = source.words(sections.WORKPLAN)
    return (PlannedWork(title=_("In the monitor's words"), note=said),) if said else ()


def _unsent(source: Source) -> Unsent:
    record = source.record
    return Unsent(
        records=len(source.unsent),
        of=len(source.changed_at),
        findings=sum(one.id in source.unsent for one in record.findings),
        values=sum(one.id in source.unsent for one in record.verifications),
    )
