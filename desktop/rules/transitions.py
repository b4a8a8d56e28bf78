"""Tables of steps between states: who may take one, and what it asks for first."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from desktop.rules.vocabulary import Role

State = TypeVar("State", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Generic[State]):
    """One arrow of a state machine."""

    source: State
    target: State
    roles: frozenset[Role]
    needs: tuple[str, ...] = ()
    """Codes; each is the name of a yes-or-no on the facts handed to `missing_for`."""
    never_own: bool = False
    """Nobody reviews, verifies or endorses own work."""


class StepTable(Generic[State]):
    """All steps of one kind of record."""

    def __init__(self, steps: Iterable[Step[State]]) -> None:
        self._steps = MappingProxyType({(step.source, step.target): step for step in steps})

    def find(self, source: State, target: State) -> Step[State] | None:
        return self._steps.get((source, target))

    def allowed(
        self, source: State, roles: Collection[Role] | None = None, *, own: bool = False
    ) -> tuple[Step[State], ...]:
        """Steps that lead on from here; with `roles`, those their holder may take (`own`: on work of her own)."""
        return tuple(
            step
            for step in self._steps.values()
            if step.source is source and (roles is None or may_take(step, roles, own=own))
        )

    def as_data(self) -> dict[str, dict[str, list[str]]]:
        """from > to > roles, in plain words, for the schema the server checks against."""
        data: dict[str, dict[str, list[str]]] = {}
        for step in self._steps.values():
            data.setdefault(step.source.value, {})[step.target.value] = sorted(step.roles)
        return data


def may_take(step: Step[State], roles: Collection[Role], *, own: bool = False) -> bool:
    """May a holder of these roles take the step; `own` says the work is the holder's."""
    return not step.roles.isdisjoint(roles) and not (own and step.never_own)


def missing(needs: Iterable[str], facts: object) -> tuple[str, ...]:
    """Codes of what is not there yet: the names among `needs` that are false on the facts."""
    return tuple(need for need in needs if not getattr(facts, need))


def steps_between(
    arrows: Mapping[tuple[State, State], tuple[frozenset[Role], tuple[str, ...]]],
    never_own: Collection[State],
) -> tuple[Step[State], ...]:
    """Steps from a compact table; those that lead to a state in `never_own` are closed to the author."""
    return tuple(
        Step(source=source, target=target, roles=roles, needs=needs, never_own=target in never_own)
        for (source, target), (roles, needs) in arrows.items()
    )
