"""Parts of the product made wrong on purpose, and which promise the simulator then finds broken."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from sync.client.apply import apply_page
from sync.merge.atoms import AtomState, state_of
from sync.merge.edits import EVERY_ATOM
from sync.messages.wire import Ack, Transaction
from tools.simulate.seams import Seam


@dataclass(frozen=True, slots=True)
class Bug:
    """`breaks` are the beginnings of the invariants any of which may be the first to show it."""

    name: str
    breaks: tuple[str, ...]
    seams: tuple[Seam, ...]
    leaning: tuple[str, ...] = ()  # kinds of steps that the histories have more of
    step: int = 1  # from one seed to try to the next
    compacts: bool = False  # the histories are compacted in between


def _bug(
    breaks: str, name: str, *places: tuple[str, str, Callable[[Any], Any]], leaning: str = "", step: int = 1
) -> Bug:
    seams = tuple(Seam(*place) for place in places)
    return Bug(name, tuple(breaks.split()), seams, tuple(leaning.split()), step)


def _nothing(right: Any) -> Any:
    return lambda *words, **named: None


def _last_writer_wins(right: Any) -> Any:
    def state(columns: Any, policy: Any, edits: Any) -> AtomState:
        found = right(columns, policy, edits)
        last = found.heads[-1:]
        return AtomState(heads=last, shown=last[0].value_of(columns) if last else {})

    return state


def _deletion_wins(right: Any) -> Any:
    return lambda atoms, edits, record: state_of(atoms["deleted"], "register", edits)


def _forgetting_what_waits(right: Any) -> Any:
    def take(self: Any, edit: Any) -> bool:
        taken = bool(right(self, edit))
        self.waiting.clear()
        return taken

    return take


def _knows_little(right: Any) -> Any:
    def seen(self: Any, atom: str, has_seen: Any) -> tuple[str, ...]:
        return tuple(dot for dot, edit in self.edits.items() if edit.atom == EVERY_ATOM)

    return seen


def _knows_everything(right: Any) -> Any:
    return lambda self, atom, has_seen: right(self, atom, lambda edit: True)


def _own_comes_first(right: Any) -> Any:
    return lambda edit: (edit.arrived > 0, right(edit))


def _one_more(right: Any) -> Any:
    return lambda self, counter: right(self, counter + 1)


def _all_offices(right: Any) -> Any:
    return property(lambda self: frozenset(self.offices))


def _lacks_nothing(right: Any) -> Any:
    return lambda transport, token, blobs: [[] for _ in blobs]


def _never_wrong(right: Any) -> Any:
    return lambda *words: False


def _any_duplicate_is_fine(right: Any) -> Any:
    def known(self: Any, said: Transaction, device: str) -> Ack:
        return Ack(said.scope, said.replica, said.first_n, "applied", None, None, True)

    return known


def _kept_again(right: Any) -> Any:
    def known(self: Any, said: Transaction, device: str) -> Ack:
        answer: Ack = right(self, said, device)
        found = self._order.find(said.replica, said.first_n)
        if found is not None:
            self._order.settle(msgspec.structs.replace(found, code="again"))
        return answer

    return known


class _Forgetful:
    """A database whose commits keep nothing."""

    def __init__(self, database: Any) -> None:
        self._database = database

    @contextmanager
    def writing(self) -> Iterator[Any]:
        with self._database.writing() as connection:
            savepoint = connection.begin_nested()
            yield connection
            savepoint.rollback()


def _rolled_back(right: Any) -> Any:
    return lambda database, *words: right(_Forgetful(database), *words)


def _without_last(right: Any) -> Any:
    def put(self: Any, taken: Any) -> None:
        right(self, [(msgspec.structs.replace(t, operations=t.operations[:-1]), seq) for t, seq in taken])

    return put


def _without_colour(right: Any) -> Any:
    def kept(body: bytes) -> bytes:
        said = msgspec.msgpack.decode(body, type=Transaction)
        ops = tuple(
            msgspec.structs.replace(op, value={n: v for n, v in op.value.items() if n != "colour"})
            for op in said.operations
        )
        return bytes(right(msgspec.msgpack.encode(msgspec.structs.replace(said, operations=ops))))

    return kept


def _only_the_epoch(right: Any) -> Any:
    def begin(connection: Any, epoch: str, known: Any = ()) -> None:
        connection.exec_driver_sql("UPDATE sync_replica SET epoch = ?", (epoch,))

    return begin


def _by_the_clock(right: Any) -> Any:
    def unsettled(self: Any) -> Any:
        sql = "SELECT replica, first_n FROM transactions ORDER BY received_at, replica, first_n"
        order = {tuple(row): at for at, row in enumerate(self._connection.exec_driver_sql(sql))}
        return sorted(right(self), key=lambda one: order[one.replica, one.first_n])

    return unsettled


def _all_of_it_again(right: Any) -> Any:
    def show(connection: Any, metadata: Any) -> Any:
        connection.exec_driver_sql("UPDATE sync_transactions SET outcome = NULL WHERE own = 1")
        return right(connection, metadata)

    return show


def _without_references(right: Any) -> Any:
    def load(self: Any, image: bytes) -> None:
        right(self, image)
        self.raw.execute("PRAGMA foreign_keys = OFF")

    return load


def _keeps_nothing_back(right: Any) -> Any:
    return apply_page


def _thins_the_newest(right: Any) -> Any:
    def thinned(shape: Any, stepwise: Any, edits: Any) -> dict[str, str]:
        newest = [edit for edit in edits[-1:] if edit.atom in ("title", "summary")]
        return right(shape, stepwise, edits) | {edit.dot: "0" * 32 for edit in newest}

    return thinned


BUGS = (
    _bug("i01", "the last writer wins", ("sync.merge.records", "state_of", _last_writer_wins)),
    _bug("i02", "a laptop keeps its own value", ("sync.merge.atoms", "rank", _own_comes_first)),
    _bug("i03", "what waits is forgotten", ("sync.merge.records", "Record._take", _forgetting_what_waits)),
    _bug("i04", "a duplicate is noted anew", ("sync.server.rounds.push", "_ScopePush._known", _kept_again)),
    _bug("i05", "acknowledged, not kept", ("sync.server.rounds.push", "_push_scope", _rolled_back)),
    _bug("i06", "an edit forgets what it saw", ("sync.merge.records", "Record.seen_by", _knows_little)),
    _bug("i07", "the counter runs ahead", ("sync.server.store.order", "Order.count_up", _one_more)),
    _bug("i08", "half of a transaction", ("sync.server.store.order", "Order.put_operations", _without_last)),
    _bug("i09", "pages of every office", ("sync.server.access.people", "Access.readable", _all_offices)),
    _bug(
        "i10", "rights are not looked at", ("sync.server.rounds.judge", "fault_in", _nothing), leaning="role"
    ),
    _bug(
        "i11",
        "one bad row stops a page",
        ("sync.client.apply", "apply_soundly", _keeps_nothing_back),
        leaning="poison",
    ),
    _bug(
        "i12",
        "deleting wins",
        ("sync.merge.records", "deletion_of", _deletion_wins),
        leaning="part_ways delete",
    ),
    replace(
        _bug(
            "i13",
            "the newest value goes too",
            ("sync.server.rounds.compacting", "thinned_in", _thins_the_newest),
        ),
        compacts=True,
    ),
    _bug(
        "i14", "unknown fields are dropped", ("sync.client.apply", "kept", _without_colour), leaning="visit"
    ),
    _bug(
        "i15",
        "a restored server is offered nothing",
        ("sync.client.rounds", "begin_again", _only_the_epoch),
        leaning="day_lost",
    ),
    _bug(
        "i16",
        "a fork is taken for a duplicate",
        ("sync.server.rounds.push", "_ScopePush._known", _any_duplicate_is_fine),
        leaning="copy_writes",
    ),
    _bug(
        "i17",
        "the clock says who comes first",
        ("sync.server.store.order", "Order.unsettled", _by_the_clock),
        leaning="kept_back_together",
        step=5,
    ),
    _bug("i18", "a file counts as sent", ("sync.client.blobs", "_gaps", _lacks_nothing), leaning="attach"),
    _bug(
        "i19",
        "a store without references",
        ("tools.simulate.disks", "Disk.load", _without_references),
        ("sync.client.apply", "breaks_references", _never_wrong),
        leaning="poison",
    ),
    _bug("i20", "rows are not brought up to date", ("sync.client.ledger", "Ledger.show", _nothing)),
    _bug("i21", "all is sent anew each time", ("sync.client.rounds", "show_again", _all_of_it_again)),
    _bug(
        "i22",
        "whoever saves has seen everything",
        ("sync.merge.records", "Record.seen_by", _knows_everything),
        leaning="slow_screen",
    ),
)
