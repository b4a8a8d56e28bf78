"""Which steps an action point may take until someone else has verified it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from desktop.rules.transitions import Step, StepTable, missing, steps_between
from desktop.rules.vocabulary import ActionState, Priority, Role

_ANY = frozenset({Role.MONITOR, Role.MANAGER, Role.REVIEWER})
_OFFICE = frozenset({Role.MANAGER})
_CHECK = frozenset({Role.MANAGER, Role.REVIEWER})

_S = ActionState
_ARROWS = {
    (_S.OPEN, _S.IN_PROGRESS): (_ANY, ()),
    (_S.IN_PROGRESS, _S.COMPLETED): (_ANY, ("what_was_done", "evidence_if_high")),
    (_S.COMPLETED, _S.VERIFIED): (_CHECK, ()),
    (_S.COMPLETED, _S.REOPENED): (_CHECK, ("reason",)),
    (_S.REOPENED, _S.IN_PROGRESS): (_ANY, ()),
    **{(state, _S.CANCELLED): (_OFFICE, ("reason",)) for state in (_S.OPEN, _S.IN_PROGRESS, _S.REOPENED)},
}
_TABLE = StepTable(steps_between(_ARROWS, {_S.VERIFIED}))

DONE = frozenset({ActionState.COMPLETED, ActionState.VERIFIED, ActionState.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFacts:
    """What of an action point decides its next step."""

    priority: Priority = Priority.NORMAL
    what_was_done: bool = False
    evidence: bool = False
    reason: bool = False

    @property
    def evidence_if_high(self) -> bool:
        return self.evidence or self.priority is not Priority.HIGH


def find_step(source: ActionState, target: ActionState) -> Step[ActionState] | None:
    return _TABLE.find(source, target)


def allowed_steps(
    state: ActionState, roles: Collection[Role] | None = None, *, is_completer: bool = False
) -> tuple[Step[ActionState], ...]:
    """Where an action may go from here; who completed it never verifies it."""
    return _TABLE.allowed(state, roles, own=is_completer)


def missing_for(step: Step[ActionState], facts: ActionFacts) -> tuple[str, ...]:
    """Codes of what the step still asks for."""
    return missing(step.needs, facts)


def transitions() -> dict[str, dict[str, list[str]]]:
    return _TABLE.as_data()


def is_overdue(state: ActionState, due: date | None, today: date) -> bool:
    """Computed, never stored: still to be done after its day."""
    return due is not None and due < today and state not in DONE
