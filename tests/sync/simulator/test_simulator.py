"""The simulator itself: a budget of seeds keeps every promise, and what fails can be had again, short."""

import pytest

from tools.simulate.__main__ import main
from tools.simulate.compactions import with_compactions
from tools.simulate.keeping import Kept, kept
from tools.simulate.plan import Plan, Step, plan_of
from tools.simulate.runs import Runner
from tools.simulate.seams import Seam, opened
from tools.simulate.shrink import shrink

BUDGET = 100
COMPACTED = 40
DELETED_AND_BACK = tuple(Step(kind, 0, 0, 0) for kind in ("create", "delete", "edit", "revive"))
FORGETS = Seam("sync.client.ledger", "Ledger.show", lambda right: lambda *words, **named: None)


@pytest.fixture(scope="module")
def runner() -> Runner:
    return Runner()


def plan(*steps: Step, laptops: int = 2) -> Plan:
    return Plan(
        seed=1,
        laptops=laptops,
        next_laptops=0,
        is_server_next=False,
        is_upgraded_at_end=False,
        is_small=False,
        steps=steps,
    )


@pytest.mark.slow
def test_a_budget_of_seeds_keeps_every_promise(runner: Runner) -> None:
    failing = {seed: str(broken) for seed in range(BUDGET) if (broken := runner.run(plan_of(seed)).broken)}
    assert failing == {}


@pytest.mark.slow
def test_histories_that_are_compacted_keep_every_promise(runner: Runner) -> None:
    plans = {seed: with_compactions(plan_of(seed)) for seed in range(COMPACTED)}
    failing = {seed: str(broken) for seed, one in plans.items() if (broken := runner.run(one).broken)}
    assert failing == {}


@pytest.mark.parametrize("history", tuple(kept()), ids=lambda history: history.name)
def test_a_kept_history_is_mended_or_still_fails_as_it_says(history: Kept, runner: Runner) -> None:
    assert runner.broken_by(history.plan) == (history.invariant if history.is_open else None)


def test_the_same_seed_is_the_same_history(runner: Runner) -> None:
    first, second = runner.run(plan_of(3)), runner.run(plan_of(3))

    assert first.came_to == second.came_to
    assert first.world.faults == second.world.faults


def test_a_failing_history_is_shrunk_to_the_steps_that_matter(runner: Runner) -> None:
    noise = [Step("tag", 1, 5, n) for n in range(6)]
    ways = Step("part_ways", 0, 0, 1)
    with opened([FORGETS]):
        short = shrink(plan(*noise[:3], Step("create", 0, 0, 0), ways, *noise[3:]), runner.broken_by)
        invariant = runner.broken_by(short)

    assert invariant is not None
    assert len(short.steps) <= 3


def test_a_run_says_what_it_did_and_names_the_failing_seeds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seeds", "2", "--no-keep"]) == 0
    said = capsys.readouterr().out
    assert "2 seeds" in said
    assert "faults " in said
    assert "i01_no_lost_write" in said
    with opened([FORGETS]):
        assert main(["--seed", "3", "--no-keep"]) == 1
    assert "failing seeds: 3" in capsys.readouterr().out
