"""A history before it happens: plain steps drawn from a seed, which can be left out one by one."""

import random
from dataclasses import dataclass, replace

from tools.simulate.clocks import KINDS
from tools.simulate.line import FAULTS

_WRITES = {
    "create": 6,
    "create_twin": 1,
    "edit": 14,
    "type": 3,
    "open_screen": 4,
    "save_screen": 5,
    "delete": 3,
    "revive": 1,
    "move_state": 4,
    "tag": 4,
    "decide": 6,
    "undo": 2,
    "pair": 3,
    "visit": 4,
    "attach": 2,
    "raw_write": 2,
    "poison": 1,
    "foreign": 1,
    "big": 1,
    "huge": 0,
    "part_ways": 5,
    "slow_screen": 2,
    "kept_back_together": 1,
    "day_lost": 1,
    "copy_writes": 1,
}
_AROUND = {
    "sync": 40,
    "role": 1,
    "judge_again": 1,
    "back_up_server": 2,
    "restore_server": 2,
    "back_up_laptop": 1,
    "restore_laptop": 1,
    "clone_laptop": 1,
    "revoke": 1,
    "clock": 2,
    "upgrade_server": 1,
    "upgrade_laptop": 1,
}
_STICKS = {
    "stick_to_office": 8,
    "stick_from_office": 8,
    "stick_into_office": 8,
    "stick_into_laptop": 14,
    "stick_to_colleague": 6,
    "round_by_stick": 5,
    "meet_by_stick": 4,
}
_LAPTOP_FAULTS = ("laptop_power_cut", "laptop_power_cut_at_commit", "laptop_disk_full")
_SEVERE = ("revoked_before_answer", "server_restored_before_answer", "server_restored_after_answer")


@dataclass(frozen=True, slots=True)
class Step:
    """What someone does; numbers are taken modulo what there is."""

    kind: str
    who: int
    one: int
    two: int
    fault: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """People, releases and steps of one history."""

    seed: int
    laptops: int
    next_laptops: int  # how many of them, from the first, have the next release
    is_server_next: bool
    is_upgraded_at_end: bool
    is_small: bool  # messages are cut small, so that there are many
    steps: tuple[Step, ...]

    def without(self, start: int, count: int) -> "Plan":
        return replace(self, steps=self.steps[:start] + self.steps[start + count :])


def plan_of(seed: int, *leaning: str) -> Plan:
    """The same seed is the same plan; `leaning` names kinds of steps that are to be frequent."""
    source = random.Random(seed)
    laptops = source.choices((2, 3, 4), (5, 4, 1))[0]
    is_mixed = source.random() < 0.2
    kinds = _kinds_for(source)
    kinds |= {name: 12 * max(1, kinds[name]) for name in leaning}
    names, weights = tuple(kinds), tuple(kinds.values())
    steps = tuple(
        _step(source, kind, has_faults=source.random() < 0.75)
        for kind in source.choices(names, weights, k=source.choice((8, 14, 20, 30, 44)))
    )
    return Plan(
        seed=seed,
        laptops=laptops,
        next_laptops=source.randint(0, laptops) if is_mixed else 0,
        is_server_next=is_mixed and source.random() < 0.5,
        is_upgraded_at_end=is_mixed and source.random() < 0.5,
        is_small=source.random() < 0.5,
        steps=steps,
    )


def _kinds_for(source: random.Random) -> dict[str, int]:
    """Each seed leans to something of its own, so that rare things meet each other."""
    # Where people carry sticks they sync less.
    kinds = _WRITES | _AROUND
    if source.random() < 0.3:
        kinds |= _STICKS | {"sync": 14}
    for name in source.sample(sorted(kinds), 5):
        kinds[name] *= 4
    if source.random() < 0.02:
        kinds["huge"] = 2
    # Two disasters at once can lose what only they held: one of the two is drawn, and neither often.
    dropped = ("restore_laptop",) if source.random() < 0.5 else ("restore_server",)
    for name in dropped:
        kinds[name] = 0
    return kinds


def _step(source: random.Random, kind: str, *, has_faults: bool) -> Step:
    who, one, two = source.randrange(1 << 16), source.randrange(1 << 16), source.randrange(1 << 16)
    if kind == "sync" and has_faults and source.random() < 0.4:
        severe = source.random() < 0.1
        names = _SEVERE if severe else tuple(n for n in (*FAULTS, *_LAPTOP_FAULTS) if n not in _SEVERE)
        return Step(kind, who, one, two, source.choice(names), 1 + source.randrange(3))
    return Step(kind, who, one, two)


def with_other_clocks(plan: Plan, kind: int) -> Plan:
    """The same history by clocks that are all wrong."""
    clocks = tuple(Step("clock", who, kind, 0) for who in range(plan.laptops + 1))
    return replace(plan, steps=clocks + tuple(step for step in plan.steps if step.kind != "clock"))


CLOCKS = KINDS
