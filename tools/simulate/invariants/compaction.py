"""What compaction leaves amounts to all that was ever said."""

from sync.merge.edits import Edit
from sync.merge.records import Record
from sync.messages.schema import TableShape
from sync.server.rounds.verifying import faults_in
from sync.server.store.order import Order
from tools.simulate.invariants.counted import promise
from tools.simulate.invariants.orders import amounts_to
from tools.simulate.invariants.reckoning import Reckoning
from tools.simulate.office import Office
from tools.simulate.violation import Violation


@promise
def i13_what_is_left_equals_a_full_replay(
    office: Office, reckoning: Reckoning, shapes: dict[str, TableShape]
) -> None:
    """Each record by what the server judges with is what it is by every operation ever placed; nothing is damaged."""
    if faults := faults_in(office.database, office.folder / "archive"):
        raise Violation("i13_compaction_changes_nothing", str(faults[:3]))
    scopes: dict[str, list[str]] = {}
    for record, said in reckoning.records.items():
        for scope in {one.scope for one in said.values() if one.is_taken and one.table in shapes}:
            scopes.setdefault(scope, []).append(record)
    for scope, records in scopes.items():
        with office.database.writing() as connection:
            order = Order(connection, scope)
            order.lock("project", None)
            left = order.edits_of(records)
        for record in records:
            _compare(record, left, reckoning, shapes)


def _compare(
    record: str,
    left: dict[str, tuple[str, list[Edit]]],
    reckoning: Reckoning,
    shapes: dict[str, TableShape],
) -> None:
    said = [one for one in reckoning.records[record].values() if one.is_taken]
    shape = shapes[said[0].table]
    whole = Record(shape, [Edit(dot=s.dot, atom=s.atom, base=s.base, value=s.value, seq=s.seq) for s in said])
    _table, edits = left.get(record, ("", []))
    if amounts_to(shape, Record(shape, edits)) != amounts_to(shape, whole):
        raise Violation(
            "i13_compaction_changes_nothing", f"{said[0].table} {record}: {len(edits)} edits left"
        )
