"""Watched at every request: acks are durable, the order has no gap, nobody reads or writes what is not theirs."""

import msgspec

from sync.messages.prepared import read_prepared
from sync.messages.wire import Ack, Response, Transaction
from sync.server.access.devices import Admitted
from sync.server.store.database import Database
from tools.simulate.invariants.counted import promise
from tools.simulate.packed import packed_places
from tools.simulate.shapes import RIGHTS
from tools.simulate.violation import Violation

_PLACED = (
    "SELECT t.first_seq, t.count, (SELECT count(*) FROM operations AS o WHERE o.scope = t.scope"
    " AND o.seq >= t.first_seq AND o.seq < t.first_seq + t.count),"
    " t.body, s.kind, s.office, d.email, d.revoked_at,"
    " (SELECT group_concat(r.office || '=' || r.role) FROM roles AS r WHERE r.email = d.email)"
    " FROM transactions AS t JOIN scopes AS s ON s.id = t.scope JOIN devices AS d ON d.id = t.device_id"
    " WHERE t.scope = ? AND t.first_seq > ? ORDER BY t.first_seq"
)
_ABOVE = {"KG": ("KG", "RO"), "AM": ("AM", "RO")}


class Door:
    """Knows by its own reckoning who may do what; asks none of the server's code."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._counters: dict[str, int] = {}
        self._told: dict[tuple[str, str, int], int] = {}
        self._judged: set[bytes] = set()  # had the right when it was first given a place
        self.acked: set[tuple[str, str]] = set()  # scope and action of all that was ever given a place

    def begin_again(self) -> None:
        """The server came back from a backup: what was told before is of another epoch."""
        self._counters, self._told = {}, {}
        self._note_places(is_judged=False)

    def answered(self, admitted: Admitted, response: Response) -> None:
        self.look()
        self._check_acks(response.acks)
        self._check_pages(admitted, response)

    def look_again(self) -> None:
        """After a crash: what was acknowledged is there."""
        i05_acks_are_durable(self._database, self._told)
        self.look()

    def look(self) -> None:
        """At what has been given a place since the last look."""
        self._note_places(is_judged=True)

    def bytes_out(self, admitted: Admitted, scope: str, data: bytes) -> bytes:
        rows = _scopes(self._database)
        if data and role_in(admitted.access.roles, *rows[scope]) is None:
            raise Violation(
                "i09_no_byte_out_of_scope", f"{len(data)} bytes of {scope} to {admitted.device.email}"
            )
        return data

    def _check_acks(self, acks: list[Ack]) -> None:
        told = {
            (ack.scope, ack.replica, ack.first_n): ack.first_seq for ack in acks if ack.first_seq is not None
        }
        self.acked |= i05_acks_are_durable(self._database, told)
        self._told |= told

    def _check_pages(self, admitted: Admitted, response: Response) -> None:
        if not response.pages and not response.ready:
            return
        readable = {
            scope: role_in(admitted.access.roles, *row) for scope, row in _scopes(self._database).items()
        }
        is_revoked = admitted.device.revoked_at is not None
        i09_no_byte_out_of_scope(response, {s for s, role in readable.items() if role and not is_revoked})

    def _note_places(self, *, is_judged: bool) -> None:
        with self._database.reading() as connection:
            scopes = connection.exec_driver_sql("SELECT id, counter, horizon FROM scopes").all()
            for scope, counter, horizon in scopes:
                # What is compacted was looked at before, or came back with a backup.
                known = max(horizon, self._counters.get(scope, 0))
                if counter < known:
                    raise Violation("i07_no_gaps", f"{scope} went back from {known} to {counter}")
                if counter > known:
                    rows = connection.exec_driver_sql(_PLACED, (scope, known)).all()
                    i07_no_gaps(scope, known, counter, [(row[0], row[1]) for row in rows])
                    for _, count, there, *said in rows:
                        i08_whole_on_the_server(count, there, said[0])
                        if is_judged and said[0] not in self._judged:
                            i10_no_operation_without_the_right(*said)
                            self._judged.add(said[0])
                self._counters[scope] = counter


def _scopes(database: Database) -> dict[str, tuple[str, str | None]]:
    with database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT id, kind, office FROM scopes").all()
    return {scope: (kind, office) for scope, kind, office in rows}


def role_in(roles: dict[str, str], kind: str, office: str | None) -> str | None:
    """The nearest office at or above the scope's decides; the region's scope is everyone's."""
    if kind == "region":
        order = ("reader", "monitor", "manager", "reviewer", "admin")
        return max(roles.values(), key=order.index, default=None)
    return next((roles[code] for code in _ABOVE.get(office or "", (office or "",)) if code in roles), None)


@promise
def i05_acks_are_durable(database: Database, told: dict[tuple[str, str, int], int]) -> set[tuple[str, str]]:
    """What the server acknowledged with a place has that place in what is committed; answers scopes and actions."""
    acked: set[tuple[str, str]] = set()
    packed = packed_places(database)
    with database.reading() as connection:
        for (scope, replica, first_n), seq in told.items():
            found = connection.exec_driver_sql(
                "SELECT first_seq, body FROM transactions WHERE scope = ? AND replica = ? AND first_n = ?",
                (scope, replica, first_n),
            ).first()
            place, action = packed.get((scope, replica, first_n), (None, ""))
            if found is not None:
                place, action = found[0], msgspec.msgpack.decode(found[1], type=Transaction).action
            if place != seq:
                raise Violation("i05_acks_are_durable", f"{replica}.{first_n} was told {seq}, has {place}")
            acked.add((scope, action))
    return acked


@promise
def i07_no_gaps(scope: str, known: int, counter: int, placed: list[tuple[int, int]]) -> None:
    """Each place follows the one before, up to the counter."""
    end = known
    for first_seq, count in placed:
        if first_seq != end + 1:
            raise Violation("i07_no_gaps", f"{scope}: {first_seq} follows {end}")
        end += count
    if end != counter:
        raise Violation("i07_no_gaps", f"{scope}: the counter says {counter}, the order ends at {end}")


@promise
def i08_whole_on_the_server(count: int, there: int, body: bytes) -> None:
    """All operations of a transaction have a place, or none has."""
    said = len(msgspec.msgpack.decode(body, type=Transaction).operations)
    if not count == there == said:
        raise Violation("i08_transactions_are_whole", f"{there} of {said} operations are on the server")


@promise
def i09_no_byte_out_of_scope(response: Response, readable: set[str]) -> None:
    """Pages are of scopes the person may read, and no text of another scope is anywhere in the answer."""
    for ready in response.ready:
        if ready.scope not in readable:
            raise Violation("i09_no_byte_out_of_scope", f"a stretch of {ready.scope}")
        if ready.data and read_prepared(ready.data).scope != ready.scope:
            raise Violation("i09_no_byte_out_of_scope", f"another scope's words in {ready.scope}")
    for page in response.pages:
        if page.scope not in readable:
            raise Violation("i09_no_byte_out_of_scope", f"a page of {page.scope}")
        for item in page.transactions:
            body = item.body or b""
            if body and msgspec.msgpack.decode(body, type=Transaction).scope != page.scope:
                raise Violation("i09_no_byte_out_of_scope", f"another scope's words in {page.scope}")


@promise
def i10_no_operation_without_the_right(
    body: bytes, kind: str, office: str | None, email: str, revoked_at: str | None, roles: str | None
) -> None:
    """Whoever's operation was given a place had, at that moment, a role that may make it."""
    held = dict(one.split("=") for one in (roles or "").split(",") if one)
    role = role_in(held, kind, office)
    for op in msgspec.msgpack.decode(body, type=Transaction).operations:
        atoms = RIGHTS[op.table]
        if revoked_at or role not in atoms.get(op.atom, atoms["*"]):
            raise Violation("i10_no_operation_without_the_right", f"{email} as {role}: {op.table} {op.atom}")
