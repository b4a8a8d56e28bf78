"""The administrator compacts old history in the middle of it all; drawn apart, so that every seed stays the history it is."""

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from sync.server.rounds.compacting import compact
from tools.simulate.plan import Plan, Step
from tools.simulate.violation import PowerCut

if TYPE_CHECKING:
    from tools.simulate.office import Office
    from tools.simulate.world import World

EVER, NEVER = "9999", "0000"
"""Moments that no wrong clock passes: how far compaction goes follows from the steps alone."""

_MOST = 5


def with_compactions(plan: Plan) -> Plan:
    """The same history, compacted now and then."""
    source = random.Random(f"compact {plan.seed}")
    steps = list(plan.steps)
    for _ in range(source.randint(1, _MOST)):
        one, two = source.randrange(1 << 16), source.randrange(1 << 16)
        steps.insert(source.randint(1, len(steps)), Step("compact", 0, one, two))
    return replace(plan, steps=tuple(steps))


def compact_all(world: "World", step: Step) -> None:
    """Every scope; laptops are waited for or not, and the power may go in the middle."""
    office = world.office
    if step.two % 3 == 0:
        office.disk.cut_power_after(1 + step.one % 60)
    try:
        world.faults["compacted"] += _compacted(office, step)
    except PowerCut:
        world.faults["power_cut_while_compacting"] += 1
    office.disk.mend()
    office.door.look_again()


def _compacted(office: "Office", step: Step) -> int:
    with office.database.reading() as connection:
        scopes = list(connection.exec_driver_sql("SELECT id FROM scopes ORDER BY id").scalars())
    away_since = EVER if step.two % 2 else NEVER
    moments = {"older_than": EVER, "away_since": away_since, "now": office.clock.text()}
    folder = office.folder / "archive"
    done = [compact(office.database, office.schema, folder, scope, **moments) for scope in scopes]
    return sum(one.until > one.start for one in done)
