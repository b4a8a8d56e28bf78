"""`./run simulate [--seeds N] [--hours H] [--start K] [--seed K]`: histories under faults, checked one by one."""

import argparse
import sys
import time
from collections import Counter

from tools.simulate.plan import plan_of
from tools.simulate.runs import Runner


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run simulate", description=__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--hours", type=float, default=0)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args(words)
    runner, began, failed = Runner(), time.monotonic(), 0
    faults: Counter[str] = Counter()
    operations, seed = 0, asked.start if asked.seed is None else asked.seed
    last = seed + (1 if asked.seed is not None else asked.seeds)
    while seed < last or time.monotonic() - began < asked.hours * 3600:
        outcome = runner.run(plan_of(seed))
        faults += outcome.world.faults
        operations += outcome.world.operations
        if outcome.broken:
            failed += 1
            print(f"seed {seed}: {str(outcome.broken)[:400]}")
        seed += 1
    spent = time.monotonic() - began
    print(f"operations {operations}, failing seeds {failed}, {spent:.1f} s")
    print("faults: " + ", ".join(f"{name} {count}" for name, count in sorted(faults.items())))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
