"""One history, from its plan to what is said about it."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from tools.simulate.chance import settled_by
from tools.simulate.disks import Shelf, empty_store
from tools.simulate.invariants.by_the_clock import Sum, i17_no_decision_by_a_clock, what_came_of
from tools.simulate.office import empty_office
from tools.simulate.plan import Plan, with_other_clocks
from tools.simulate.rest import bring_to_rest, check
from tools.simulate.seams import opened
from tools.simulate.sizes import SMALL
from tools.simulate.violation import Violation, nothing_unforeseen
from tools.simulate.world import World

_BY_OTHER_CLOCKS = 5
"""Every so manieth seed runs a second time."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a history: the first broken promise, or none; and the world as it was then."""

    broken: Violation | None
    world: World
    came_to: Sum = field(default_factory=dict)

    @property
    def invariant(self) -> str | None:
        return self.broken.invariant if self.broken else None


class Runner:
    """Runs histories one after the other on the same disks."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._folder = Path(tempfile.mkdtemp(prefix="simulate-"))
        # Made before chance is settled, so that the first history of a process draws what every later one does.
        with settled_by(0):
            empty_office()
        for is_next in (False, True):
            empty_store(is_next=is_next)

    def run(self, plan: Plan) -> Outcome:
        """The history to its end, or to the first broken promise; some of them once more by wrong clocks."""
        outcome = self._run(plan)
        if outcome.broken is None and plan.seed % _BY_OTHER_CLOCKS == 0:
            other = self._run(with_other_clocks(plan, 1 + plan.seed // _BY_OTHER_CLOCKS % 4))
            try:
                i17_no_decision_by_a_clock(outcome.came_to, other.came_to)
            except Violation as found:
                return Outcome(found, outcome.world)
        return outcome

    def _run(self, plan: Plan) -> Outcome:
        with settled_by(plan.seed) as source, opened(SMALL if plan.is_small else ()):
            world = World(self._shelf, self._folder / str(plan.seed), plan, source)
            came_to: Sum = {}
            try:
                with nothing_unforeseen():
                    for step in plan.steps:
                        world.do(step)
                    bring_to_rest(world)
                    came_to = what_came_of(world)
                    check(world)
            except Violation as found:
                # Its frames hold statements half read, and a disk with one of those cannot be loaded anew.
                found.__cause__ = found.__context__ = None
                return Outcome(found.with_traceback(None), world, came_to)
            finally:
                world.close()
        return Outcome(None, world, came_to)

    def broken_by(self, plan: Plan) -> str | None:
        """The name of the invariant that a plan breaks, or None."""
        return self.run(plan).invariant
