"""Which steps a project may take from concept to closure, and its IATI status on the way."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from desktop.rules.transitions import Step, StepTable, missing, steps_between
from desktop.rules.vocabulary import ProjectStage, Role

_OFFICE = frozenset({Role.MANAGER})
_REGION = frozenset({Role.REVIEWER})
_BOTH = _OFFICE | _REGION

_S = ProjectStage
_CLOSED = frozenset({_S.REJECTED, _S.DECLINED, _S.CLOSED, _S.CANCELLED})
_ARROWS = {
    (_S.CONCEPT, _S.PROPOSAL): (_OFFICE, ("title", "countries", "theme", "migof_link", "sdg_link")),
    (_S.PROPOSAL, _S.IN_REVIEW): (
        _OFFICE,
        ("matrix_sound", "budget", "three_risks", "gender_marker", "workplan"),
    ),
    (_S.IN_REVIEW, _S.RETURNED): (_REGION, ("section_comments",)),
    (_S.RETURNED, _S.PROPOSAL): (_BOTH, ()),
    (_S.IN_REVIEW, _S.ENDORSED): (_REGION, ("checklist_complete", "themes_cleared", "conditions_dated")),
    (_S.IN_REVIEW, _S.REJECTED): (_REGION, ("reason",)),
    (_S.ENDORSED, _S.WITH_DONOR): (_OFFICE, ()),
    (_S.WITH_DONOR, _S.PROPOSAL): (_OFFICE, ("reason",)),
    (_S.WITH_DONOR, _S.DECLINED): (_OFFICE, ("reason",)),
    (_S.WITH_DONOR, _S.IMPLEMENTING): (_OFFICE, ("agreement", "code", "dates", "budget")),
    (_S.IMPLEMENTING, _S.IMPLEMENTING): (_BOTH, ("changes", "reason")),
    (_S.IMPLEMENTING, _S.SUSPENDED): (_BOTH, ("reason", "both_agree")),
    (_S.SUSPENDED, _S.IMPLEMENTING): (_BOTH, ("reason", "both_agree")),
    (_S.IMPLEMENTING, _S.COMPLETING): (_OFFICE, ("end_passed_or_reason",)),
    (_S.COMPLETING, _S.CLOSED): (_REGION, ("final_report", "no_open_critical_action", "lesson")),
    **{(stage, _S.CANCELLED): (frozenset({Role.ADMIN}), ("reason",)) for stage in _S if stage not in _CLOSED},
}
_TABLE = StepTable(steps_between(_ARROWS, {_S.ENDORSED, _S.REJECTED, _S.RETURNED}))

CHECKLIST = (
    "relevance",
    "results_logic",
    "cross_cutting",
    "me_plan",
    "risk",
    "sustainability",
    "budget",
    "management",
    "theme",
)
"""What a reviewer goes through before endorsing."""

IATI_STATUS: Mapping[ProjectStage, int] = MappingProxyType(
    {
        _S.CONCEPT: 1,
        _S.PROPOSAL: 1,
        _S.IN_REVIEW: 1,
        _S.RETURNED: 1,
        _S.ENDORSED: 1,
        _S.WITH_DONOR: 1,
        _S.IMPLEMENTING: 2,
        _S.COMPLETING: 3,
        _S.CLOSED: 4,
        _S.REJECTED: 5,
        _S.DECLINED: 5,
        _S.CANCELLED: 5,
        _S.SUSPENDED: 6,
    }
)

_STAGE_OF_STATUS = {
    1: _S.CONCEPT,  # the stage that claims least of those published as "pipeline"
    2: _S.IMPLEMENTING,
    3: _S.COMPLETING,
    4: _S.CLOSED,
    5: _S.CANCELLED,
    6: _S.SUSPENDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """What of a project decides its next step; each is asked for under its own name."""

    title: bool = False
    countries: bool = False
    theme: bool = False
    migof_link: bool = False
    sdg_link: bool = False
    linter_errors: int = 0
    has_results: bool = False
    budget: bool = False
    risks: int = 0
    gender_marker: bool = False
    workplan: bool = False
    section_comments: bool = False
    checklist: frozenset[str] = frozenset()
    themes_cleared: bool = False
    conditions_undated: int = 0
    agreement: bool = False
    code: bool = False
    dates: bool = False
    changes: bool = False
    reason: bool = False
    both_agree: bool = False
    """Country and regional office have both said yes."""
    end_passed: bool = False
    final_report: bool = False
    open_critical_actions: int = 0
    lessons: int = 0

    @property
    def matrix_sound(self) -> bool:
        return self.has_results and self.linter_errors == 0

    @property
    def three_risks(self) -> bool:
        return self.risks >= 3

    @property
    def checklist_complete(self) -> bool:
        return self.checklist.issuperset(CHECKLIST)

    @property
    def conditions_dated(self) -> bool:
        return self.conditions_undated == 0

    @property
    def end_passed_or_reason(self) -> bool:
        return self.end_passed or self.reason

    @property
    def no_open_critical_action(self) -> bool:
        return self.open_critical_actions == 0

    @property
    def lesson(self) -> bool:
        return self.lessons >= 1


def find_step(source: ProjectStage, target: ProjectStage) -> Step[ProjectStage] | None:
    return _TABLE.find(source, target)


def allowed_steps(
    stage: ProjectStage, roles: Collection[Role] | None = None, *, is_author: bool = False
) -> tuple[Step[ProjectStage], ...]:
    """Where a project may go from here; its author never reviews it."""
    return _TABLE.allowed(stage, roles, own=is_author)


def missing_for(step: Step[ProjectStage], facts: ProjectFacts) -> tuple[str, ...]:
    """Codes of what the step still asks for."""
    return missing(step.needs, facts)


def transitions() -> dict[str, dict[str, list[str]]]:
    return _TABLE.as_data()


def is_open(stage: ProjectStage) -> bool:
    return stage not in _CLOSED


def find_stage(iati_status: int) -> ProjectStage | None:
    """The stage under which a published activity is taken in."""
    return _STAGE_OF_STATUS.get(iati_status)
