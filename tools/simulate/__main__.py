"""`./run simulate [--seeds N] [--hours H] [--start K] [--seed K]`: histories under faults, checked one by one."""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tools.simulate.chance import settled_by
from tools.simulate.disks import Shelf
from tools.simulate.plan import Plan, plan_of
from tools.simulate.rest import bring_to_rest, check
from tools.simulate.violation import Violation
from tools.simulate.world import World


def run_plan(shelf: Shelf, plan: Plan) -> tuple[Violation | None, World]:
    """The history, to its end or to the first broken promise."""
    with settled_by(plan.seed) as source:
        world = World(shelf, Path(tempfile.gettempdir()) / f"simulate-{plan.seed}", plan, source)
        try:
            for step in plan.steps:
                world.do(step)
            bring_to_rest(world)
            check(world)
        except Violation as found:
            return found, world
        finally:
            world.close()
    return None, world


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run simulate", description=__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--hours", type=float, default=0)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args(words)
    shelf, began, failed = Shelf(), time.monotonic(), 0
    faults: Counter[str] = Counter()
    operations, seed = 0, asked.start if asked.seed is None else asked.seed
    last = seed + (1 if asked.seed is not None else asked.seeds)
    while seed < last or time.monotonic() - began < asked.hours * 3600:
        found, world = run_plan(shelf, plan_of(seed))
        faults += world.faults
        operations += world.operations
        if found:
            failed += 1
            print(f"seed {seed}: {str(found)[:400]}")
        seed += 1
    spent = time.monotonic() - began
    print(f"operations {operations}, failing seeds {failed}, {spent:.1f} s")
    print("faults: " + ", ".join(f"{name} {count}" for name, count in sorted(faults.items())))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
