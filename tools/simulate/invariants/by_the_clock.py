"""What a history comes to, without the times that people read."""

import re
from typing import Any

from tools.simulate.invariants.counted import promise
from tools.simulate.violation import Violation
from tools.simulate.world import World

_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")

Sum = dict[str, list[str]]


def what_came_of(world: World) -> Sum:
    """The server's order and decisions, and all that each laptop shows."""
    sums = {
        "server": [_timeless((o, seq, t.replica, t.operations)) for o, seq, t in world.office.transactions()]
    }
    for laptop in world.laptops:
        sums[laptop.name] = sorted(map(_timeless, laptop.content()))
    return sums


@promise
def i17_no_decision_by_a_clock(one: Sum, other: Sum) -> None:
    """The same history by clocks that are years off, run backwards or stand still comes to the same."""
    for name in one:
        if one[name] != other.get(name):
            differing = sorted(set(one[name]) ^ set(other.get(name, ())))
            raise Violation("i17_no_decision_by_a_clock", f"{name}: {differing[:4]}")


def _timeless(what: Any) -> str:
    return _TIME.sub("then", repr(what))
