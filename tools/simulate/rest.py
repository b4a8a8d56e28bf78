"""Turns every fault off, lets the laptops sync until nothing moves, and asks each invariant."""

from itertools import combinations

from sync.client.schema import shapes_of
from tools.simulate.invariants import at_rest, attachments, comebacks, compaction, knowledge, orders, releases
from tools.simulate.invariants.reckoning import Reckoning
from tools.simulate.laptop import Laptop
from tools.simulate.scopes import SCOPES
from tools.simulate.seams import opened
from tools.simulate.shapes import NEXT_TABLES
from tools.simulate.sizes import TINY_PAGES
from tools.simulate.violation import Violation
from tools.simulate.world import World

_MOST_PASSES = 12


def bring_to_rest(world: World) -> None:
    """Rounds without faults until one of them does nothing; that this comes is a promise of its own."""
    _go_round(world)
    if world.plan.is_upgraded_at_end:
        world.upgrade_server()
        for laptop in world.laptops:
            laptop.upgrade()
        _go_round(world)


def _go_round(world: World) -> None:
    world.office.judge_again()
    before: list[str] = []
    for _ in range(_MOST_PASSES):
        left = [_left_to_do(laptop) for laptop in world.laptops]
        if left == before and not any("moved" in said for said in left):
            return
        before = left
    raise Violation("i21_rest_is_reached", f"still moving: {before}")


def _left_to_do(laptop: Laptop) -> str:
    """What a sync did, and what it left: both the same as the last time means rest."""
    laptop.disk.mend()
    report = laptop.sync()
    if report is None:
        # It is told so after each message that it brought.
        (left,) = laptop.rows("SELECT count(*) FROM sync_transactions WHERE own = 1 AND outcome IS NULL")[0]
        return f"revoked: {left} left" if laptop.is_revoked else f"{laptop.name} moved: no sync succeeds"
    # With nothing new it is one round that does nothing; attachments that nobody has are asked for each time.
    is_quiet = (report.rounds, report.pushed, report.pulled) == (1, 0, 0)
    return f"{laptop.name} {'rests' if is_quiet else 'moved'}: {report.blobs_pending} attachments left"


def check(world: World) -> None:
    reckoning, source = Reckoning(world.office), world.source()
    orders.every_record(reckoning, shapes_of(NEXT_TABLES), source)
    compaction.i13_what_is_left_equals_a_full_replay(world.office, reckoning, shapes_of(NEXT_TABLES))
    comebacks.i15_acked_comes_back(world.office, world.office.door.acked)
    honest = [laptop for laptop in world.laptops if not laptop.is_revoked]
    for laptop in honest:
        if laptop.came_back:
            comebacks.i16_no_later_write_is_swallowed(laptop, reckoning)
        at_rest.i01_no_lost_write(laptop, world.office)
        at_rest.i20_history_gives_the_rows(laptop)
        at_rest.while_it_happens(laptop)
        comebacks.i11_nothing_is_stuck(laptop, world.office)
        attachments.i18_a_referenced_blob_is_somewhere(laptop, world.office)
        releases.i14_every_field_is_kept(laptop, reckoning)
        knowledge.all_about(laptop, reckoning, is_quiet=not _holds_back(laptop))
    for one, other in combinations([laptop for laptop in honest if not _holds_back(laptop)], 2):
        at_rest.i02_laptops_converge(one, other, _shared(world, one, other))
    _check_again(world, honest)


def _check_again(world: World, honest: list[Laptop]) -> None:
    """What repeats and what comes anew finds the same; last, because both change where laptops stand."""
    orders.i04_repeated_requests_change_nothing(world.office, world.source())
    for laptop in honest[:2]:
        orders.i04_pages_again_change_nothing(laptop)
    with opened(TINY_PAGES):
        witness = world.witness()
        while (report := witness.sync()) is not None and report.pulled:
            pass
    for laptop in honest:
        if not _holds_back(laptop) and not _holds_back(witness):
            at_rest.i03_any_paging(laptop, witness, _shared(world, laptop, witness))


def _holds_back(laptop: Laptop) -> bool:
    """What only this laptop shows: work the server keeps back, or rows it cannot show itself."""
    kept = laptop.rows(
        "SELECT 1 FROM sync_transactions WHERE own = 1 AND outcome IN ('waiting', 'quarantined')"
    )
    # Work that came straight from a colleague and that the server does not take from them.
    kept += laptop.rows(
        "SELECT 1 FROM sync_heard AS h JOIN sync_transactions AS t ON t.replica = h.replica"
        " WHERE t.own = 0 AND t.first_seq IS NULL"
    )
    return bool(kept or laptop.rows("SELECT 1 FROM sync_operations WHERE state <> 'applied'"))


def _shared(world: World, one: Laptop, other: Laptop) -> list[str]:
    access = [world.office.access(laptop.email) for laptop in (one, other)]
    return [s for s, (kind, office) in SCOPES.items() if all(a.may_read(kind, office) for a in access)]
