"""Which steps a report may take from draft to issue; what was issued is superseded or withdrawn, never changed."""

from collections.abc import Collection
from dataclasses import dataclass

from desktop.rules.transitions import Step, StepTable, missing, steps_between
from desktop.rules.vocabulary import ReportState, Role

_FIELD = frozenset({Role.MONITOR, Role.MANAGER})
_REVIEW = frozenset({Role.MANAGER, Role.REVIEWER})

_S = ReportState
_ARROWS = {
    (_S.DRAFT, _S.IN_REVIEW): (_FIELD, ()),
    (_S.IN_REVIEW, _S.RETURNED): (_REVIEW, ("reason",)),
    (_S.IN_REVIEW, _S.APPROVED): (_REVIEW, ()),
    (_S.RETURNED, _S.IN_REVIEW): (_FIELD, ()),
    (_S.APPROVED, _S.ISSUED): (_REVIEW, ("frozen",)),
    (_S.ISSUED, _S.SUPERSEDED): (_REVIEW, ("newer_revision",)),
    (_S.ISSUED, _S.WITHDRAWN): (_REVIEW, ("reason",)),
}
_TABLE = StepTable(steps_between(_ARROWS, {_S.APPROVED, _S.RETURNED}))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """What of a report decides its next step."""

    frozen: bool = False
    """Data, PDF and their hashes are kept."""
    newer_revision: bool = False
    reason: bool = False


def find_step(source: ReportState, target: ReportState) -> Step[ReportState] | None:
    return _TABLE.find(source, target)


def allowed_steps(
    state: ReportState, roles: Collection[Role] | None = None, *, is_author: bool = False
) -> tuple[Step[ReportState], ...]:
    return _TABLE.allowed(state, roles, own=is_author)


def missing_for(step: Step[ReportState], facts: ReportFacts) -> tuple[str, ...]:
    """Codes of what the step still asks for."""
    return missing(step.needs, facts)


def transitions() -> dict[str, dict[str, list[str]]]:
    return _TABLE.as_data()
