"""Old and new releases beside each other."""

import msgspec

from sync.merge.edits import THINNED
from tools.simulate.invariants.counted import promise
from tools.simulate.invariants.reckoning import Reckoning
from tools.simulate.laptop import Laptop
from tools.simulate.violation import Violation


@promise
def i14_every_field_is_kept(laptop: Laptop, reckoning: Reckoning) -> None:
    """What a laptop keeps of an operation is what its author said, fields that this release does not know included.

    Where compaction took the value away, what it is based on stays.
    """
    for said in laptop.transactions():
        for position, op in enumerate(said.operations):
            there = reckoning.records.get(op.record, {}).get(said.dot(position))
            kept = there and (op.value if THINNED in op.value else there.value, there.base)
            if kept is not None and kept != (op.value, op.base):
                raise Violation("i14_every_field_is_kept", f"{laptop.name}: {op} is not {there}")
    rows = laptop.rows("SELECT record_id, dot, value FROM sync_operations WHERE value <> ''")
    for record, dot, value in rows:
        there = reckoning.records.get(record, {}).get(dot)
        kept = msgspec.json.decode(value)
        if there is not None and THINNED not in kept and kept != there.value:
            raise Violation("i14_every_field_is_kept", f"{laptop.name}: {value} is not {there.value}")
