"""Which steps a filled form may take from draft to approval."""

from collections.abc import Collection
from dataclasses import dataclass

from desktop.rules.transitions import Step, StepTable, missing, steps_between
from desktop.rules.vocabulary import Role, SubmissionState

_FIELD = frozenset({Role.MONITOR, Role.MANAGER})
_OFFICE = frozenset({Role.MANAGER, Role.REVIEWER})

_S = SubmissionState
_ARROWS = {
    (_S.DRAFT, _S.FINALISED): (_FIELD, ("answers_valid",)),
    # Her own until it is handed in.
    (_S.FINALISED, _S.DRAFT): (_FIELD, ()),
    (_S.FINALISED, _S.SUBMITTED): (_FIELD, ()),
    # Handed in with its visit; back while the visit is open again.
    (_S.SUBMITTED, _S.DRAFT): (_FIELD, ("reason",)),
    (_S.SUBMITTED, _S.APPROVED): (_OFFICE, ()),
    (_S.SUBMITTED, _S.HAS_ISSUES): (_OFFICE, ("question_note",)),
    (_S.SUBMITTED, _S.REJECTED): (_OFFICE, ("reason",)),
    (_S.HAS_ISSUES, _S.EDITED): (_FIELD, ()),
    (_S.EDITED, _S.SUBMITTED): (_FIELD, ("answers_valid",)),
}
_TABLE = StepTable(steps_between(_ARROWS, {_S.APPROVED, _S.HAS_ISSUES, _S.REJECTED}))


SETTLED = frozenset({_S.FINALISED, _S.SUBMITTED, _S.APPROVED, _S.REJECTED})
"""A form in one of these holds up no visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionFacts:
    """What of a filled form decides its next step."""

    problems: int = 0
    question_note: bool = False
    reason: bool = False

    @property
    def answers_valid(self) -> bool:
        return self.problems == 0


def find_step(source: SubmissionState, target: SubmissionState) -> Step[SubmissionState] | None:
    return _TABLE.find(source, target)


def allowed_steps(
    state: SubmissionState, roles: Collection[Role] | None = None, *, is_author: bool = False
) -> tuple[Step[SubmissionState], ...]:
    return _TABLE.allowed(state, roles, own=is_author)


def missing_for(step: Step[SubmissionState], facts: SubmissionFacts) -> tuple[str, ...]:
    """Codes of what the step still asks for."""
    return missing(step.needs, facts)


def transitions() -> dict[str, dict[str, list[str]]]:
    return _TABLE.as_data()


def may_edit(state: SubmissionState) -> bool:
    return state in {SubmissionState.DRAFT, SubmissionState.HAS_ISSUES, SubmissionState.EDITED}
