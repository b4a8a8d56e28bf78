"""Which steps a visit may take from draft to approval, and what each asks for."""

from collections.abc import Collection
from dataclasses import dataclass

from desktop.rules.transitions import Step, StepTable, missing, steps_between
from desktop.rules.vocabulary import Role, VisitState

_FIELD = frozenset({Role.MONITOR, Role.MANAGER})
_OFFICE = frozenset({Role.MANAGER})
_PLAN = ("lead", "dates", "place", "result")
_REPORT = (
    *_PLAN,
    "forms_settled",
    "results_rated",
    "weighty_findings_followed",
    "differences_explained",
    "weak_data_followed",
)

_S = VisitState
_ARROWS = {
    (_S.DRAFT, _S.PLANNED): (_FIELD, _PLAN),
    # An unplanned visit is recorded first; what is missing is asked for at submission.
    (_S.DRAFT, _S.IN_FIELD): (_FIELD, ()),
    (_S.PLANNED, _S.DRAFT): (_FIELD, ()),
    (_S.PLANNED, _S.ASSIGNED): (_OFFICE, _PLAN),
    (_S.ASSIGNED, _S.ACCEPTED): (_FIELD, ()),
    (_S.ASSIGNED, _S.DECLINED): (_FIELD, ("reason",)),
    (_S.DECLINED, _S.PLANNED): (_OFFICE, ()),
    (_S.DECLINED, _S.ASSIGNED): (_OFFICE, _PLAN),
    (_S.ACCEPTED, _S.IN_FIELD): (_FIELD, ()),
    (_S.IN_FIELD, _S.REPORTING): (_FIELD, ("forms_settled",)),
    (_S.REPORTING, _S.IN_FIELD): (_FIELD, ()),
    (_S.REPORTING, _S.SUBMITTED): (_FIELD, _REPORT),
    (_S.SUBMITTED, _S.RETURNED): (_OFFICE, ("reason",)),
    (_S.SUBMITTED, _S.APPROVED): (_OFFICE, ()),
    (_S.RETURNED, _S.REPORTING): (_FIELD, ()),
    (_S.RETURNED, _S.SUBMITTED): (_FIELD, _REPORT),
    (_S.APPROVED, _S.REOPENED): (_OFFICE, ("reason",)),
    (_S.REOPENED, _S.REPORTING): (_FIELD, ()),
    (_S.REOPENED, _S.SUBMITTED): (_FIELD, _REPORT),
    **{
        (state, _S.CANCELLED): (_FIELD, ("reason",))
        for state in (_S.DRAFT, _S.PLANNED, _S.ASSIGNED, _S.ACCEPTED, _S.DECLINED, _S.IN_FIELD, _S.REPORTING)
    },
}
_TABLE = StepTable(steps_between(_ARROWS, {_S.APPROVED, _S.RETURNED}))

START = VisitState.DRAFT
UNPLANNED_START = VisitState.IN_FIELD
CLOSED = frozenset({VisitState.APPROVED, VisitState.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """What of a visit decides its next step."""

    has_lead: bool = False
    has_dates: bool = False
    sites: int = 0
    results_in_scope: int = 0
    results_unrated: int = 0
    forms_open: int = 0
    forms_reason: bool = False
    """Why the forms that are not final were not done."""
    findings_unfollowed: int = 0
    """Off track or major and worse, without evidence and action point, and without a reason."""
    differences_unexplained: int = 0
    """Recounts outside the good band without a reason."""
    weak_data_unfollowed: int = 0
    """Weak marks of data without a note or an action point."""
    reason: bool = False

    @property
    def lead(self) -> bool:
        return self.has_lead

    @property
    def dates(self) -> bool:
        return self.has_dates

    @property
    def place(self) -> bool:
        return self.sites > 0

    @property
    def result(self) -> bool:
        return self.results_in_scope > 0

    @property
    def forms_settled(self) -> bool:
        return self.forms_open == 0 or self.forms_reason

    @property
    def results_rated(self) -> bool:
        return self.results_unrated == 0

    @property
    def weighty_findings_followed(self) -> bool:
        return self.findings_unfollowed == 0

    @property
    def differences_explained(self) -> bool:
        return self.differences_unexplained == 0

    @property
    def weak_data_followed(self) -> bool:
        return self.weak_data_unfollowed == 0


def find_step(source: VisitState, target: VisitState) -> Step[VisitState] | None:
    return _TABLE.find(source, target)


def allowed_steps(
    state: VisitState, roles: Collection[Role] | None = None, *, is_lead: bool = False
) -> tuple[Step[VisitState], ...]:
    """Where a visit may go from here; the lead never approves or returns her own."""
    return _TABLE.allowed(state, roles, own=is_lead)


def missing_for(step: Step[VisitState], facts: VisitFacts) -> tuple[str, ...]:
    """Codes of what the step still asks for."""
    return missing(step.needs, facts)


def transitions() -> dict[str, dict[str, list[str]]]:
    return _TABLE.as_data()


def is_open(state: VisitState) -> bool:
    """Is there still work to do on it."""
    return state not in CLOSED


def may_edit(state: VisitState) -> bool:
    """Content stands still once submitted, until it is returned or reopened."""
    return state not in {VisitState.SUBMITTED, VisitState.APPROVED, VisitState.CANCELLED}
