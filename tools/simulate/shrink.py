"""Makes a failing history short: leaves out steps, laptops and faults as long as the same promise breaks."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from tools.simulate.plan import Plan, Step

_MOST_RUNS = 600

Breaks = Callable[[Plan], str | None]
"""The name of the invariant that a plan breaks, or None."""


def shrink(plan: Plan, breaks: Breaks) -> Plan:
    """The shortest plan found that breaks the invariant that this one breaks."""
    wanted, left = breaks(plan), _MOST_RUNS
    is_smaller = True
    while is_smaller and left > 0:
        is_smaller = False
        for candidate in (*_shorter(plan), *_plainer(plan)):
            if left <= 0:
                break
            left -= 1
            if breaks(candidate) == wanted:
                plan, is_smaller = candidate, True
                break
    return plan


def _shorter(plan: Plan) -> Iterator[Plan]:
    """Without a stretch of its steps, long ones first."""
    size = len(plan.steps) // 2
    while size:
        for start in range(0, len(plan.steps), size):
            yield plan.without(start, size)
        size //= 2


def _plainer(plan: Plan) -> Iterator[Plan]:
    """With fewer laptops, of one release, and steps without a fault or with small numbers."""
    if plan.laptops > 1:
        yield replace(plan, laptops=plan.laptops - 1, next_laptops=min(plan.next_laptops, plan.laptops - 1))
    if plan.next_laptops or plan.is_server_next:
        yield replace(plan, next_laptops=0, is_server_next=False, is_upgraded_at_end=False)
    for at, step in enumerate(plan.steps):
        for plainer in _plainer_steps(step, plan.laptops):
            if plainer != step:
                yield replace(plan, steps=(*plan.steps[:at], plainer, *plan.steps[at + 1 :]))


def _plainer_steps(step: Step, laptops: int) -> Iterator[Step]:
    if step.fault:
        yield replace(step, fault="", at=0)
    yield replace(step, who=step.who % laptops)
    yield replace(step, one=0)
    yield replace(step, two=0)
