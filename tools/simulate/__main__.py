"""`./run simulate [--seeds N] [--hours H] [--start K] [--seed K] [--compact]`: histories under faults, checked one by one."""

import argparse
import gc
import sys
import time
from collections import Counter

from tools.simulate.compactions import with_compactions
from tools.simulate.invariants.counted import CHECKED
from tools.simulate.keeping import keep
from tools.simulate.plan import plan_of
from tools.simulate.runs import Runner
from tools.simulate.shrink import shrink

_MOST_KEPT = 5


def main(words: list[str]) -> int:
    asked = _asked(words)
    runner, began = Runner(), time.monotonic()
    # What is loaded by now stays: searching it for circles again and again took a tenth of a history.
    gc.collect()
    gc.freeze()
    faults: Counter[str] = Counter()
    failed: list[int] = []
    operations, seed = 0, asked.start if asked.seed is None else asked.seed
    first, last = seed, seed + (1 if asked.seed is not None else asked.seeds)
    while seed < last or time.monotonic() - began < asked.hours * 3600:
        plan = with_compactions(plan_of(seed)) if asked.compact else plan_of(seed)
        outcome = runner.run(plan)
        faults += outcome.world.faults
        operations += outcome.world.operations
        if outcome.broken:
            failed.append(seed)
            print(f"seed {seed}: {str(outcome.broken)[:400]}", flush=True)
            if len(failed) <= _MOST_KEPT and not asked.no_keep:
                print(f"  shrunk to {keep(shrink(plan, runner.broken_by), runner)}", flush=True)
        seed += 1
    spent = time.monotonic() - began
    print(f"{seed - first} seeds, {operations} operations, {len(failed)} failing, {spent:.0f} s")
    print(f"faults {faults.total()}: " + _listed(faults))
    print(f"checks {CHECKED.total()}: " + _listed(CHECKED))
    if failed:
        print("failing seeds: " + " ".join(map(str, failed)))
    return 1 if failed else 0


def _asked(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run simulate", description=__doc__)
    parser.add_argument("--seeds", type=int, default=200, help="how many histories")
    parser.add_argument("--hours", type=float, default=0, help="go on for as long as this")
    parser.add_argument("--start", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, default=None, help="only this one")
    parser.add_argument("--compact", action="store_true", help="the server's history is compacted in between")
    parser.add_argument("--no-keep", action="store_true", help="do not shrink failing histories to files")
    return parser.parse_args(words)


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
