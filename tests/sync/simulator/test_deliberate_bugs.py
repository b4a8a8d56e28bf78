"""Each promise of sync has a deliberate bug that breaks it, and the simulator finds it within a bounded number of seeds."""

import pytest

from tests.sync.simulator.deliberate_bugs import BUGS, Bug
from tools.simulate.compactions import with_compactions
from tools.simulate.plan import plan_of
from tools.simulate.runs import Runner
from tools.simulate.seams import opened


@pytest.fixture(scope="module")
def runner() -> Runner:
    return Runner()


SEEDS = 60


@pytest.mark.slow
@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: f"{bug.breaks[0]}: {bug.name}")
def test_the_simulator_finds(bug: Bug, runner: Runner) -> None:
    found = []
    with opened(bug.seams):
        for seed in range(0, SEEDS * bug.step, bug.step):
            plan = plan_of(seed, *bug.leaning)
            found.append(runner.broken_by(with_compactions(plan) if bug.compacts else plan))
            if found[-1] is not None and found[-1][:3] in bug.breaks:
                return
    pytest.fail(f"{SEEDS} seeds found only {set(found)}")


def test_every_promise_has_a_bug() -> None:
    wanted = {f"i{number:02d}" for number in range(1, 23)}
    assert {bug.breaks[0] for bug in BUGS} == wanted
