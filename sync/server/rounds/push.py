"""Takes transactions in: checks each, gives it its place, or keeps it back whole and lets the next one pass."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import groupby

import msgspec
from msgspec.structs import replace

from sync.merge.rights import is_id
from sync.messages.packing import PART_BYTES
from sync.messages.schema import Schema
from sync.messages.seals import chained_body
from sync.messages.wire import Ack, Part, Request, Scope, Transaction
from sync.server.access.devices import Admitted, access_of
from sync.server.access.people import Access
from sync.server.rounds.guard import deletes_much
from sync.server.rounds.judge import Judge, Verdict
from sync.server.rounds.marks import AGAIN, Marks
from sync.server.store.database import Database
from sync.server.store.order import Chain, Order, Received, scopes_with_unsettled
from sync.server.store.registry import Registry
from sync.server.store.scopes import ScopeRow
from sync.server.store.state import SERIAL, SIGNING_KEY, State

MAX_PARTS = 64

AccessOf = Callable[[str], tuple[Access, bool]]
"""For a device: what its person may reach, and whether the device is revoked."""


def push(
    database: Database,
    schema: Schema,
    admitted: Admitted,
    request: Request,
    now: str,
    serial: int | None = None,
) -> list[Ack]:
    """One unit of work for each scope; what is acknowledged is on disk. `serial`: of when the device was admitted."""
    acks: list[Ack] = []
    announced = {scope.scope: scope for scope in request.scopes}
    for scope_id, group in groupby(request.transactions, key=lambda transaction: transaction.scope):
        acks += _push_scope(
            database, schema, admitted, announced.get(scope_id), list(group), request, now, serial
        )
    for part in request.parts:
        acks.append(_stage(database, schema, admitted, announced.get(part.scope), part, request, now, serial))
    return acks


def judge_again(database: Database, schema: Schema, now: str) -> None:
    """After offices, roles or the schema changed: let through what was kept back and is right now."""
    with database.reading() as connection:
        waiting = scopes_with_unsettled(connection)
    for scope_id in waiting:
        with database.writing() as connection:
            order = Order(connection, scope_id)
            scope = order.lock("project", None)
            _ScopePush(
                order, schema, scope, _access_in(Registry(connection)), now, Marks(State(connection))
            ).settle_all()


def _push_scope(
    database: Database,
    schema: Schema,
    admitted: Admitted,
    announced: Scope | None,
    transactions: Sequence[Transaction],
    request: Request,
    now: str,
    serial: int | None,
) -> list[Ack]:
    scope_id = transactions[0].scope
    is_sane = is_id(scope_id) and _is_storable(announced)
    if not is_sane or not all(_is_of(admitted, t.replica) for t in transactions):
        return [Ack(t.scope, t.replica, t.first_n, "quarantined", "malformed") for t in transactions]
    with database.writing() as connection:
        order = Order(connection, scope_id)
        scope = _lock(order, admitted, announced)
        state = State(connection)
        state.read_ahead((SERIAL, SIGNING_KEY))
        marks = Marks(state, request.marks)
        access = _access_in(Registry(connection, state), admitted, serial)
        pushing = _ScopePush(order, schema, scope, access, now, marks)
        return pushing.take(transactions, admitted.device.id, request.confirmed)


def _stage(
    database: Database,
    schema: Schema,
    admitted: Admitted,
    announced: Scope | None,
    part: Part,
    request: Request,
    now: str,
    serial: int | None,
) -> Ack:
    here = (part.scope, part.replica, part.first_n)
    is_sane = (
        0 <= part.index < part.count <= MAX_PARTS
        and len(part.data) <= PART_BYTES
        and 0 < part.first_n < 1 << 63
        and _is_of(admitted, part.replica)
        and is_id(part.scope)
        and _is_storable(announced)
    )
    if not is_sane:
        return Ack(*here, "quarantined", "malformed")
    with database.writing() as connection:
        order = Order(connection, part.scope)
        scope = _lock(order, admitted, announced)
        marks = Marks(State(connection), request.marks)
        known = order.find(part.replica, part.first_n)
        if known and part.hash not in (b"", known.hash):
            return Ack(*here, "forked")
        # Without a hash it could be other words under the same name: all of it has to come to tell.
        if known and part.hash and known.outcome not in ("waiting", "quarantined"):
            return _ack(known, here, marks)
        present = order.put_part(part.replica, part.first_n, part.index, part.count, part.data)
        if present < part.count:
            return Ack(*here, "staged", str(present))
        try:
            whole = msgspec.msgpack.decode(order.take_parts(part.replica, part.first_n), type=Transaction)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return Ack(*here, "staged", "0")
        if (whole.scope, whole.replica, whole.first_n) != here:
            return Ack(*here, "quarantined", "malformed")
        access = _access_in(Registry(connection), admitted, serial)
        pushing = _ScopePush(order, schema, scope, access, now, marks)
        return pushing.take([whole], admitted.device.id, request.confirmed)[0]


def _lock(order: Order, admitted: Admitted, announced: Scope | None) -> ScopeRow:
    if announced is None:
        return order.lock("project", admitted.access.home())
    return order.lock(announced.kind, announced.office or admitted.access.home())


def _is_storable(announced: Scope | None) -> bool:
    """PostgreSQL takes no zero byte."""
    return announced is None or "\0" not in announced.kind + (announced.office or "")


def _is_of(admitted: Admitted, replica: str) -> bool:
    device, _, incarnation = replica.partition(".")
    return device == admitted.device.replica and incarnation.isascii() and incarnation.isdigit()


def _ack(known: Received, here: tuple[str, str, int], marks: Marks, *, again: bool = True) -> Ack:
    mark = b"" if known.first_seq is None else marks.of(known.hash)
    return Ack(*here, known.outcome, known.code, known.first_seq, again, mark)


def _access_in(registry: Registry, admitted: Admitted | None = None, serial: int | None = None) -> AccessOf:
    """Of any device as it is in this unit of work; of the one at the door without asking, if nothing has changed since."""
    known: dict[str, tuple[Access, bool]] = {}
    if admitted is not None and serial is not None and registry.serial() == serial:
        known[admitted.device.id] = (admitted.access, admitted.device.revoked_at is not None)

    def access(device_id: str) -> tuple[Access, bool]:
        if device_id not in known:
            device = registry.find_device(device_id)
            email = device.email if device else ""
            is_revoked = device is None or device.revoked_at is not None
            known[device_id] = (access_of(registry, email), is_revoked)
        return known[device_id]

    return access


class _ScopePush:
    """One unit of work in one scope, whose counter row is locked."""

    def __init__(
        self, order: Order, schema: Schema, scope: ScopeRow, access: AccessOf, now: str, marks: Marks
    ) -> None:
        self._order = order
        self._scope = scope
        self._access = access
        self._now = now
        self._marks = marks
        self._counter = scope.counter
        self._judge = Judge(order, schema)
        self._roles: dict[str, str | None] = {}
        self._chains: dict[str, Chain] = {}
        self._waits = False
        self._moved: set[str] = set()
        self._received: list[Received] = []
        self._placed: list[tuple[Transaction, int]] = []
        self._confirmed: frozenset[tuple[str, str, int]] = frozenset()

    def take(
        self,
        transactions: Iterable[Transaction],
        device_id: str,
        confirmed: Collection[tuple[str, str, int]] = (),
    ) -> list[Ack]:
        """`confirmed`: those whose person says that they are meant, much as they delete."""
        listed = list(transactions)
        self._confirmed = frozenset(confirmed)
        self._judge.load(listed)
        acks = [self._take_one(transaction, device_id) for transaction in listed]
        self._write()
        if self._waits and self._counter > self._scope.counter:  # for what came, perhaps
            self.settle_all()
        return acks

    def settle_all(self) -> None:
        """Try again what was kept back, as long as anything moves."""
        again = self._order.unsettled()
        while again:
            left = [received for received in again if not self._settle(received)]
            if len(left) == len(again):
                return
            again = left

    def _take_one(self, transaction: Transaction, device_id: str) -> Ack:
        here = (transaction.scope, transaction.replica, transaction.first_n)
        if transaction.replica not in self._chains:
            chain = self._chains[transaction.replica] = self._order.chain(transaction.replica)
            self._waits |= chain.waits
        last, seal, _ = self._chains[transaction.replica]
        if transaction.first_n <= last:
            return self._known(transaction, device_id)
        if transaction.first_n > last + 1:
            return Ack(*here, "gap", str(last + 1))
        body = msgspec.msgpack.encode(transaction)
        if chained_body(seal, body, transaction.hash) != transaction.hash:
            return Ack(*here, "forked")
        verdict = self._verdict(transaction, device_id, was_placed=False)
        first_seq = self._place(transaction, verdict)
        count = len(transaction.operations)
        self._chains[transaction.replica] = Chain(transaction.first_n + count - 1, transaction.hash)
        self._waits |= not verdict.is_taken
        self._moved.add(transaction.replica)
        received = Received(
            replica=transaction.replica,
            first_n=transaction.first_n,
            count=count,
            hash=transaction.hash,
            device_id=device_id,
            outcome=verdict.outcome,
            code=verdict.code,
            first_seq=first_seq,
            body=body,
        )
        self._received.append(received)
        return _ack(received, here, self._marks, again=False)

    def _known(self, transaction: Transaction, device_id: str) -> Ack:
        here = (transaction.scope, transaction.replica, transaction.first_n)
        self._write()
        known = self._order.find(transaction.replica, transaction.first_n)
        if known is None:
            packed = self._order.find_compacted(transaction.replica, transaction.first_n)
            if packed is not None and packed[1] == transaction.hash:
                return Ack(*here, "applied", None, packed[0], True, self._marks.of(transaction.hash))
        if known is None or known.hash != transaction.hash:
            return Ack(*here, "forked")  # the same dot with other words: a copied store, never "a duplicate"
        if known.outcome in ("waiting", "quarantined"):
            # Sent again on purpose: perhaps its person has another role now, or the laptop another place.
            self._settle(replace(known, device_id=device_id))
            known = self._order.find(transaction.replica, transaction.first_n) or known
        return _ack(known, here, self._marks)

    def _verdict(self, transaction: Transaction, device_id: str, *, was_placed: bool) -> Verdict:
        if was_placed or self._marks.is_shown(transaction.hash):
            return self._judge.verdict_again(transaction)
        access, is_revoked = self._access(device_id)
        if is_revoked:
            return Verdict("quarantined", "revoked")
        if device_id not in self._roles:
            self._roles[device_id] = access.role_in(self._scope.kind, self._scope.office)
        role = self._roles[device_id]
        if role is None and self._scope.kind != "region" and self._scope.office not in access.offices:
            return Verdict("quarantined", "unknown_office")
        here = (transaction.scope, transaction.replica, transaction.first_n)
        if here not in self._confirmed and deletes_much(self._order, transaction):
            return Verdict("quarantined", "mass_change")
        return self._judge.verdict(transaction, role)

    def _place(self, transaction: Transaction, verdict: Verdict) -> int | None:
        if not verdict.is_taken:
            return None
        first_seq = self._counter + 1
        self._counter += len(transaction.operations)
        self._placed.append((transaction, first_seq))
        return first_seq

    def _settle(self, received: Received) -> bool:
        transaction = msgspec.msgpack.decode(received.body, type=Transaction)
        self._judge.load([transaction])
        verdict = self._verdict(transaction, received.device_id, was_placed=received.code == AGAIN)
        if verdict.is_taken or (verdict.outcome, verdict.code) != (received.outcome, received.code):
            first_seq = self._place(transaction, verdict)
            self._order.settle(
                replace(received, outcome=verdict.outcome, code=verdict.code, first_seq=first_seq)
            )
            self._write()
        return verdict.is_taken

    def _write(self) -> None:
        self._order.put_transactions(self._received, self._now)
        self._order.put_operations(self._placed)
        for replica in sorted(self._moved):
            chain = self._chains[replica]
            self._order.put_chain(replica, chain.n, chain.hash)
        if self._placed:
            self._order.count_up(self._counter)
        self._received, self._moved = [], set()
        self._placed = []
