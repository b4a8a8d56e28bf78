"""The whole content of a project report, put together from the store for one audience and language."""

from datetime import date

from desktop.i18n import _
from desktop.reports.content import Revision, Unsent
from desktop.reports.project_content import ProjectReport
from desktop.rules.vocabulary import Sensitivity
from desktop.services.accounts.access import Access
from desktop.services.references.numbering import NO_COUNTRY, short_project_code
from desktop.services.reporting import project_figures, project_state, project_story, reach
from desktop.services.reporting.editions import marking
from desktop.services.reporting.project_figures import Line
from desktop.services.reporting.project_source import ProjectSource
from desktop.services.reporting.source import office_names
from desktop.services.steps import countries_of

ONLY_REVISION = 1
"""Project reports are printed as they stand; none is issued yet."""


def project_content(source: ProjectSource, access: Access) -> ProjectReport:
    """Texts in the language spoken now; what the audience may not see is not in it."""
    project = source.project
    lines = project_figures.lines_of(source)
    start, end = _period(source, lines)
    budget, whole = project_state.budget(source)
    return ProjectReport(
        reference=_reference(source, end),
        title=project.title,
        made_at=source.made_at,
        zone=source.zone,
        revision=ONLY_REVISION,
        is_issued=False,
        period_start=start,
        period_end=end,
        offices=office_names(source.work, project.office, source.language),
        author=project_state.manager(source),
        sensitivity=marking(source.audience, Sensitivity(project.sensitivity)),
        unsent=_unsent(source),
        identity=project_state.identity(source),
        figures=project_state.key_figures(source, lines),
        messages=project_state.messages(source, lines),
        spending=project_state.spending(source),
        results=project_state.results(source),
        framework=project_figures.framework(source, lines),
        framework_note=project_figures.note(source, lines) if lines else "",
        paths=project_figures.paths(source, lines),
        breakdowns=reach.breakdowns(source, lines),
        narratives=project_story.narratives(source),
        currency=(project.currency or "") if source.view.money else "",
        budget=budget,
        budget_total=whole,
        actions=project_story.actions(source, access),
        lessons=project_story.lessons(source),
        next_period=project_story.next_period(source),
        signatures=project_story.signatures(source),
        revisions=(Revision(number=ONLY_REVISION, is_issued=False, changed=_("Not issued yet")),),
    )


def _period(source: ProjectSource, lines: tuple[Line, ...]) -> tuple[date | None, date | None]:
    """From the beginning of the year, or of the project, to the end of the last period with a figure."""
    end = max((line.values[-1].period_end for line in lines if line.values), default=None)
    if end is None:
        return None, None
    year = date(end.year, 1, 1)
    return (max(source.start, year) if source.start is not None and source.start <= end else year), end


def _reference(source: ProjectSource, end: date | None) -> str:
    country = next(iter(countries_of(source.project)), NO_COUNTRY)
    month = (end or source.made_on).strftime("%Y-%m")
    return f"{country}/{short_project_code(source.project)}/PMR/{month}"


def _unsent(source: ProjectSource) -> Unsent:
    values = {one.id for rows in source.rows.values.values() for one in rows}
    recounts = {one.id for rows in source.rows.recounts.values() for one in rows}
    found = {finding.id for finding, _visit in project_story.findings(source)}
    return Unsent(
        records=len(source.unsent),
        of=len(source.changed_at),
        findings=len(found & source.unsent),
        values=len((values | recounts) & source.unsent),
    )
