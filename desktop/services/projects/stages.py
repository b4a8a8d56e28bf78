"""Steps of a project: what the record itself shows, what a person must confirm, what is still missing."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from desktop.i18n import _
from desktop.models import Project
from desktop.rules import project_stages
from desktop.rules.project_stages import ProjectFacts
from desktop.rules.transitions import Step, may_take
from desktop.rules.vocabulary import Framework, ProjectStage, Severity
from desktop.services.accounts.access import Access
from desktop.services.results.linting import errors_of
from desktop.services.steps import Missing, StepOffer, roles_on
from desktop.storage.work import Work

CONFIRMED: Mapping[str, Callable[[], str]] = {
    "workplan": lambda: _("a workplan is agreed"),
    "three_risks": lambda: _("at least three risks are assessed"),
    "section_comments": lambda: _("each section that must change has a comment"),
    "checklist_complete": lambda: _("every point of the endorsement checklist is met"),
    "themes_cleared": lambda: _("each theme is cleared by its specialist"),
    "conditions_dated": lambda: _("each condition is an action point with a date"),
    "agreement": lambda: _("the agreement is signed"),
    "changes": lambda: _("dates, budget or targets are amended as agreed"),
    "both_agree": lambda: _("country office and regional office agree"),
    "final_report": lambda: _("the final report is handed in"),
    "lesson": lambda: _("at least one lesson is written down"),
}
"""What lies in documents outside this store: the person who takes the step says so, and her word is kept."""

_SHOWN: Mapping[str, tuple[Callable[[], str], str]] = {
    "title": (lambda: _("a title"), "overview"),
    "countries": (lambda: _("countries whose shares sum to 100"), "overview"),
    "theme": (lambda: _("a thematic area"), "overview"),
    "migof_link": (lambda: _("a mark in MiGOF"), "overview"),
    "sdg_link": (lambda: _("a mark in the SDGs"), "overview"),
    "matrix_sound": (lambda: _("a results matrix without errors"), "results"),
    "budget": (lambda: _("a budget with its currency"), "overview"),
    "gender_marker": (lambda: _("a gender marker"), "overview"),
    "code": (lambda: _("a project code"), "overview"),
    "dates": (lambda: _("planned start and end"), "overview"),
    "reason": (lambda: _("a reason"), ""),
    "end_passed_or_reason": (lambda: _("a reason, as the end has not passed"), ""),
    "no_open_critical_action": (lambda: _("no open action point on a critical finding"), "actions"),
}


def sentence_of(code: str) -> str:
    """What is missing, as it stands in a list after "Still to do"."""
    if code in CONFIRMED:
        return CONFIRMED[code]()
    return _SHOWN[code][0]()


def facts_of(
    work: Work, project: Project, today: date, *, reason: bool = False, confirmed: Collection[str] = ()
) -> ProjectFacts:
    """What record and person say that decides the next step."""
    links = {link.framework for link in work.projects.links_of(project.id)}
    results = work.results.of_project(project.id)
    said = frozenset(confirmed)
    end = project.actual_end or project.planned_end
    return ProjectFacts(
        title=bool(project.title.strip()),
        countries=bool(project.countries),
        theme=bool(project.thematic_area),
        migof_link=Framework.MIGOF in links,
        sdg_link=Framework.SDG in links,
        linter_errors=errors_of(work, project, today),
        has_results=bool(results),
        budget=project.budget is not None and project.currency is not None,
        risks=3 if "three_risks" in said else 0,
        gender_marker=project.gender_marker is not None,
        workplan="workplan" in said,
        section_comments="section_comments" in said,
        checklist=frozenset(project_stages.CHECKLIST) if "checklist_complete" in said else frozenset(),
        themes_cleared="themes_cleared" in said,
        conditions_undated=0 if "conditions_dated" in said else 1,
        agreement="agreement" in said,
        code=bool(project.code),
        dates=project.planned_start is not None and project.planned_end is not None,
        changes="changes" in said,
        reason=reason,
        both_agree="both_agree" in said,
        end_passed=end is not None and end < today,
        final_report="final_report" in said,
        open_critical_actions=work.projects.open_on_findings(project.id, Severity.CRITICAL),
        lessons=1 if "lesson" in said else 0,
    )


def offers_of(work: Work, project: Project, access: Access, today: date) -> tuple[StepOffer, ...]:
    """Every step onwards; one with missing things stays on offer and says what they are."""
    stage = ProjectStage(project.stage)
    steps = project_stages.allowed_steps(stage)
    if not steps:
        return ()
    facts, roles = facts_of(work, project, today), roles_on(access, project)
    return tuple(
        StepOffer(
            target=step.target.value,
            missing=tuple(
                missing_of(code) for code in project_stages.missing_for(step, facts) if code != "reason"
            ),
            needs_reason="reason" in step.needs or _ends_early(step, facts),
            may_take=may_take(step, roles, own=is_own(project, access)),
        )
        for step in steps
    )


def missing_of(code: str) -> Missing:
    tab = "" if code in CONFIRMED else _SHOWN[code][1]
    return Missing(code=code, tab=tab, label=sentence_of(code))


def is_own(project: Project, access: Access) -> bool:
    """The author of a proposal never reviews it; in a store of its first user that person is the author."""
    return project.created_by is not None and project.created_by == access.person_id


def _ends_early(step: Step[ProjectStage], facts: ProjectFacts) -> bool:
    return "end_passed_or_reason" in step.needs and not facts.end_passed
