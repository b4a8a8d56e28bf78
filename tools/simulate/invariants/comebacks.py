"""What a restored server, a restored store and a copied one must not lose; and nothing is stuck for ever."""

from collections.abc import Collection

from tools.simulate.invariants.counted import promise
from tools.simulate.invariants.reckoning import Reckoning
from tools.simulate.laptop import Laptop
from tools.simulate.office import Office
from tools.simulate.violation import Violation


@promise
def i15_acked_comes_back(office: Office, acked: Collection[tuple[str, str]]) -> None:
    """What was ever acknowledged is on the server, also one that was put back to an earlier day."""
    there = {(transaction.scope, transaction.action) for _, _, transaction in office.transactions()}
    if lost := sorted(set(acked) - there):
        raise Violation("i15_acked_comes_back", f"{len(lost)} acknowledged transactions are gone: {lost[:3]}")


@promise
def i16_no_later_write_is_swallowed(laptop: Laptop, reckoning: Reckoning) -> None:
    """Each word written on a store since it was copied or put back is among its operations, and on the server."""
    here = laptop.said()
    for word in laptop.deeds:
        if word not in here or word not in reckoning.by_word:
            raise Violation("i16_no_later_write_is_swallowed", f"{laptop.name} lost {word}")


@promise
def i11_nothing_is_stuck(laptop: Laptop, office: Office) -> None:
    """All is sealed, sent and answered, and all that may be read here has come."""
    unsent = laptop.rows("SELECT id FROM sync_transactions WHERE own = 1 AND outcome IS NULL")
    unsealed = laptop.rows("SELECT change FROM journal WHERE sealed IS NULL")
    if unsent or unsealed:
        raise Violation("i11_nothing_blocks_the_queue", f"{laptop.name} keeps {unsent} {unsealed}")
    here = dict(laptop.rows("SELECT scope_id, seq FROM sync_cursors"))
    for scope, counter in office.readable_by(laptop.email):
        if here.get(scope, 0) != counter:
            raise Violation(
                "i11_nothing_blocks_the_queue", f"{laptop.name} is at {here.get(scope)} of {counter}"
            )
