"""One history, from its plan to what is said about it."""

import gc
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tools.simulate.chance import settled_by
from tools.simulate.disks import Shelf, empty_store
from tools.simulate.office import empty_office
from tools.simulate.plan import Plan
from tools.simulate.rest import bring_to_rest, check
from tools.simulate.violation import Violation, nothing_unforeseen
from tools.simulate.world import World


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a history: the first broken promise, or none; and the world as it was then."""

    broken: Violation | None
    world: World

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
        # What is loaded now stays: searching it for circles again and again took a tenth of a history.
        gc.collect()
        gc.freeze()

    def run(self, plan: Plan) -> Outcome:
        """The history to its end, or to the first broken promise."""
        with settled_by(plan.seed) as source:
            world = World(self._shelf, self._folder / str(plan.seed), plan, source)
            try:
                with nothing_unforeseen():
                    for step in plan.steps:
                        world.do(step)
                    bring_to_rest(world)
                    check(world)
            except Violation as found:
                # Its frames hold statements half read, and a disk with one of those cannot be loaded anew.
                found.__cause__ = found.__context__ = None
                return Outcome(found.with_traceback(None), world)
            finally:
                world.close()
        return Outcome(None, world)

    def broken_by(self, plan: Plan) -> str | None:
        """The name of the invariant that a plan breaks, or None."""
        return self.run(plan).invariant
