"""Turns every fault off, lets the laptops sync until nothing moves, and asks each invariant."""

from itertools import combinations

from tools.simulate.invariants import at_rest
from tools.simulate.laptop import Laptop
from tools.simulate.scopes import SCOPES
from tools.simulate.world import World

_PASSES = 6


def bring_to_rest(world: World) -> None:
    world.office.judge_again()
    for _ in range(_PASSES):
        for laptop in world.laptops:
            laptop.disk.mend()
            laptop.sync()


def check(world: World) -> None:
    honest = [laptop for laptop in world.laptops if not laptop.is_revoked]
    for laptop in honest:
        at_rest.i21_rest_is_reached(laptop)
        at_rest.i01_no_lost_write(laptop, world.office)
        at_rest.i20_history_gives_the_rows(laptop)
        at_rest.while_it_happens(laptop)
    for one, other in combinations([laptop for laptop in honest if not _holds_back(laptop)], 2):
        at_rest.i02_laptops_converge(one, other, _shared(world, one, other))


def _holds_back(laptop: Laptop) -> bool:
    """What only this laptop shows: work the server keeps back, or rows it cannot show itself."""
    kept = laptop.rows(
        "SELECT 1 FROM sync_transactions WHERE own = 1 AND outcome IN ('waiting', 'quarantined')"
    )
    return bool(kept or laptop.rows("SELECT 1 FROM sync_operations WHERE state <> 'applied'"))


def _shared(world: World, one: Laptop, other: Laptop) -> list[str]:
    if one.is_next != other.is_next:
        return []
    access = [world.office.access(laptop.email) for laptop in (one, other)]
    return [s for s, (kind, office) in SCOPES.items() if all(a.may_read(kind, office) for a in access)]
