"""The same operations in another order, in other pages, or again, change nothing."""

from contextlib import suppress
from random import Random
from typing import Any

from sync.client.transport import TransportError
from sync.merge.edits import Edit
from sync.merge.records import Record
from sync.messages.schema import TableShape
from tools.simulate.invariants.counted import promise
from tools.simulate.invariants.reckoning import Reckoning, Said
from tools.simulate.laptop import Laptop
from tools.simulate.office import Office
from tools.simulate.violation import Violation


@promise
def i03_any_order_of_delivery(record: list[Said], shape: TableShape, source: Random) -> None:
    """A record's placed operations give the same state, whatever came first."""
    edits = [
        Edit(dot=one.dot, atom=one.atom, base=one.base, value=one.value, seq=one.seq)
        for one in sorted(record, key=lambda one: one.seq or 0)
    ]
    wanted = amounts_to(shape, _added(shape, edits))
    for _ in range(2):
        source.shuffle(edits)
        if amounts_to(shape, _added(shape, edits)) != wanted:
            raise Violation("i03_any_order_of_delivery", f"{record[0].table} {record[0].record}")


def _added(shape: TableShape, edits: list[Edit]) -> Record:
    record = Record(shape)
    for edit in edits:
        record.add(edit)
    return record


def amounts_to(shape: TableShape, record: Record) -> list[Any]:
    """Heads, value and openness of every atom, to compare two records by."""
    states = [record.state(atom) for atom in shape.atoms]
    return [([head.dot for head in state.heads], state.shown, state.is_open) for state in states]


def every_record(reckoning: Reckoning, shapes: dict[str, TableShape], source: Random) -> None:
    for said in reckoning.records.values():
        placed = [one for one in said.values() if one.is_taken]
        if len(placed) > 1 and placed[0].table in shapes:
            i03_any_order_of_delivery(placed, shapes[placed[0].table], source)


@promise
def i04_repeated_requests_change_nothing(office: Office, source: Random) -> None:
    """Messages of any day before come again, in any order."""
    before = office.content()
    for call in source.sample(office.heard, min(6, len(office.heard))):
        with suppress(TransportError):
            office.handle(*call)
    if office.content() != before:
        raise Violation("i04_repeating_changes_nothing", "the server took something twice")


@promise
def i04_pages_again_change_nothing(laptop: Laptop) -> None:
    """A laptop that forgot how far it had come gets all pages once more."""
    before = laptop.content()
    laptop.disk.raw.execute("UPDATE sync_cursors SET seq = 0")
    laptop.sync()
    laptop.sync()
    after = laptop.content()
    if after != before:
        differing = sorted(before ^ after, key=repr)
        raise Violation("i04_repeating_changes_nothing", f"{laptop.name}: {differing[:6]}")
