"""Which steps a reported figure may take; an approved one changes only by a correction."""

from collections.abc import Collection
from dataclasses import dataclass

from desktop.rules.transitions import Step, StepTable, missing, steps_between
from desktop.rules.vocabulary import Role, ValueStatus

_FIELD = frozenset({Role.MONITOR, Role.MANAGER})
_OFFICE = frozenset({Role.MANAGER})

_S = ValueStatus
_ARROWS = {
    (_S.DRAFT, _S.SUBMITTED): (_FIELD, ("figure", "dimensions_agree")),
    (_S.SUBMITTED, _S.RETURNED): (_OFFICE, ("reason",)),
    (_S.SUBMITTED, _S.APPROVED): (_OFFICE, ()),
    (_S.RETURNED, _S.DRAFT): (_FIELD, ()),
    (_S.RETURNED, _S.SUBMITTED): (_FIELD, ("figure", "dimensions_agree")),
    (_S.APPROVED, _S.CORRECTED): (_FIELD, ("reason",)),
    (_S.CORRECTED, _S.APPROVED): (_OFFICE, ("figure", "dimensions_agree")),
}
_TABLE = StepTable(steps_between(_ARROWS, {_S.APPROVED, _S.RETURNED}))


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueFacts:
    """What of a figure decides its next step."""

    figure: bool = False
    """A value, or numerator and denominator, stands there; empty is not zero."""
    dimensions_agree: bool = True
    reason: bool = False


def find_step(source: ValueStatus, target: ValueStatus) -> Step[ValueStatus] | None:
    return _TABLE.find(source, target)


def allowed_steps(
    status: ValueStatus, roles: Collection[Role] | None = None, *, is_author: bool = False
) -> tuple[Step[ValueStatus], ...]:
    return _TABLE.allowed(status, roles, own=is_author)


def missing_for(step: Step[ValueStatus], facts: ValueFacts) -> tuple[str, ...]:
    """Codes of what the step still asks for."""
    return missing(step.needs, facts)


def transitions() -> dict[str, dict[str, list[str]]]:
    return _TABLE.as_data()


def may_edit(status: ValueStatus) -> bool:
    """May the figure itself be typed over."""
    return status in {ValueStatus.DRAFT, ValueStatus.RETURNED, ValueStatus.CORRECTED}


def counts(status: ValueStatus, *, statuses: Collection[ValueStatus] = (ValueStatus.APPROVED,)) -> bool:
    """Does a figure of this status belong to a total that names `statuses`."""
    return status in statuses
