"""Answers with what a device has not seen: pages of the scopes it may read, up to one message's worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sync.merge.rights import is_id
from sync.messages.packing import PAGE_BYTES, PART_BYTES
from sync.messages.seals import page_hash, state_hash
from sync.messages.wire import Page, Ready, Request, Sequenced
from sync.server.access.devices import Admitted
from sync.server.rounds.preparing import LEAST, Preparing, Step
from sync.server.store.database import Database
from sync.server.store.pages import Cursors, Placed, body_at
from sync.server.store.prepared import Stretches
from sync.server.store.scopes import ScopeRow, find_scope

_ROWS_AT_ONCE = 2000
_OVERHEAD_BYTES = 60  # of a transaction in a page beside its body


@dataclass(frozen=True, slots=True)
class Told:
    """Whether what the device told of its cursors is what is known here, and whether there can be more for it."""

    is_known: bool
    is_behind: bool = True


def take_cursors(database: Database, admitted: Admitted, request: Request, now: str) -> Told:
    """Note how far the device has come."""
    if request.cursors is None and not request.moved:
        return Told(request.state_hash == admitted.device.state_hash)
    with database.writing() as connection:
        cursors = Cursors(connection, admitted.device.id)
        if request.cursors is not None:
            cursors.replace(_sane(request.cursors), now)
        else:
            cursors.move(_sane(request.moved), now)
        known = state_hash(cursors.all())
        cursors.put_hash(known)
        # Asked here, as it is most often the end of a sync: a view of its own costs as much as all of this.
        access = admitted.access
        is_behind = cursors.is_behind(access.readable, reads_region=bool(access.roles))
    return Told(known == request.state_hash, is_behind)


@dataclass(slots=True, kw_only=True)
class Pulled:
    """The next of what a device has not seen, and whether there is more."""

    ready: list[Ready] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    more: bool = False


def pull(database: Database, admitted: Admitted, request: Request, least: int = LEAST) -> Pulled:
    """Up to one message's worth; `least` operations make a scope worth preparing."""
    with database.reading() as connection:
        cursors, stretches = Cursors(connection, admitted.device.id), Stretches(connection)
        preparing = Preparing(stretches, request.replica, least) if request.ready else None
        behind = cursors.behind(admitted.access.readable, reads_region=bool(admitted.access.roles))
        pulled = _pulled(behind, stretches, request.replica, preparing)
    if preparing is not None:
        preparing.keep_made(database)
    return pulled


def pages_of(behind: Sequence[tuple[ScopeRow, int]], stretches: Stretches, replica: str) -> Pulled:
    """Nothing of it made ready; `replica`: whose own work comes without a body."""
    return _pulled(behind, stretches, replica, None)


def _pulled(
    behind: Sequence[tuple[ScopeRow, int]], stretches: Stretches, replica: str, preparing: Preparing | None
) -> Pulled:
    pulled, left = Pulled(), PAGE_BYTES
    for scope, seen in behind:
        end, step, is_paged = seen, Step(), False
        while end < scope.counter and step.until is None:
            if left <= 0 or (preparing is not None and preparing.is_full):
                pulled.more = True
                return pulled
            # Pages are taken after all that is ready, so behind a page of a scope nothing ready can follow.
            step = Step() if preparing is None or is_paged else preparing.step(scope, end)
            if step.ready is not None:
                pulled.ready.append(step.ready)
                end = step.ready.end
                continue
            placed = stretches.after(scope, end, replica, _ROWS_AT_ONCE)
            page, size = page_of(scope, end, placed, left, step.until)
            pulled.pages.append(page)
            left -= size
            end, is_paged = page.end, True
        pulled.more |= end < scope.counter
    return pulled


def body_of(database: Database, admitted: Admitted, scope_id: str, seq: int, offset: int) -> bytes:
    """A part of a transaction that is too large for a page; empty where the person has no access."""
    with database.reading() as connection:
        scope = find_scope(connection, scope_id)
        if scope is None or not admitted.access.may_read(scope.kind, scope.office):
            return b""
        return body_at(connection, scope_id, seq)[offset : offset + PART_BYTES]


def page_of(
    scope: ScopeRow, start: int, placed: list[Placed], room: int, until: int | None = None
) -> tuple[Page, int]:
    """As much of a stretch as there is room for (at least one transaction), and its size; raises RuntimeError at a gap."""
    items: list[Sequenced] = []
    bodies: list[bytes] = []  # those that are fetched by themselves as well: the hash guards all
    size = 0
    end = start
    for item in placed:
        weight = _OVERHEAD_BYTES + (len(item.body) if item.body and item.size <= PART_BYTES else 0)
        if items and (size + weight > room or end == until):
            break
        if item.first_seq != end + 1:
            raise RuntimeError(f"scope {scope.id} has a gap after {end}")
        items.append(_sequenced(item))
        bodies += [] if item.body is None else [item.body]
        size += weight
        end = item.first_seq + item.count - 1
    if not items:  # the order ends before its counter: no number of tries would come further
        raise RuntimeError(f"scope {scope.id} has a gap after {end}")
    return Page(scope.id, scope.kind, scope.office, start, end, tuple(items), page_hash(bodies)), size


def _sequenced(item: Placed) -> Sequenced:
    head = (item.first_seq, item.count, item.replica, item.first_n, item.tag, item.email)
    if item.body is None:
        return Sequenced(*head, hash=item.hash)
    if item.size > PART_BYTES:
        return Sequenced(*head, None, item.size)
    return Sequenced(*head, item.body)


def _sane(cursors: Mapping[str, int]) -> dict[str, int]:
    return {scope: seq for scope, seq in cursors.items() if is_id(scope) and 0 < seq < 1 << 62}
