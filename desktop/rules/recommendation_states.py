"""Which steps a recommendation may take from draft through management's response to closure."""

from collections.abc import Collection
from dataclasses import dataclass

from desktop.rules.transitions import Step, StepTable, missing, steps_between
from desktop.rules.vocabulary import ManagementResponse, RecommendationState, Role

_OFFICE = frozenset({Role.MANAGER})
_REGION = frozenset({Role.REVIEWER})

RESPONSE_DAYS = 30
REMINDER_MONTHS = (6, 12)

_S = RecommendationState
_ARROWS = {
    (_S.DRAFT, _S.RESPONDED): (_OFFICE, ("response", "reason_unless_accepted")),
    (_S.RESPONDED, _S.APPROVED): (_REGION, ()),
    (_S.RESPONDED, _S.DRAFT): (_REGION, ("reason",)),
    (_S.APPROVED, _S.CLOSED): (_REGION, ("action_ended",)),
}
_TABLE = StepTable(steps_between(_ARROWS, {_S.APPROVED, _S.CLOSED}))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationFacts:
    """What of a recommendation decides its next step."""

    answer: ManagementResponse | None = None
    reason: bool = False
    action_ended: bool = False
    """Implemented, not implemented, or no longer relevant."""

    @property
    def response(self) -> bool:
        return self.answer is not None

    @property
    def reason_unless_accepted(self) -> bool:
        return self.reason or self.answer is ManagementResponse.ACCEPTED


def find_step(source: RecommendationState, target: RecommendationState) -> Step[RecommendationState] | None:
    return _TABLE.find(source, target)


def allowed_steps(
    state: RecommendationState, roles: Collection[Role] | None = None, *, is_author: bool = False
) -> tuple[Step[RecommendationState], ...]:
    return _TABLE.allowed(state, roles, own=is_author)


def missing_for(step: Step[RecommendationState], facts: RecommendationFacts) -> tuple[str, ...]:
    """Codes of what the step still asks for."""
    return missing(step.needs, facts)


def transitions() -> dict[str, dict[str, list[str]]]:
    return _TABLE.as_data()
