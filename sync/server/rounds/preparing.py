"""Makes the beginning of a scope ready once, so that every new laptop is handed the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from sync.messages.packing import CHUNK_BYTES, PAGE_BYTES, PART_BYTES
from sync.messages.prepared import digest_of, prepare, write_prepared
from sync.messages.wire import Ready, Sequenced, Transaction
from sync.server.access.devices import Admitted
from sync.server.store.database import Database
from sync.server.store.prepared import Kept, Stretches
from sync.server.store.scopes import ScopeRow, find_scope

INLINE_BYTES = 64 << 10
"""A larger stretch is fetched piece by piece, so that a line that breaks costs little."""

ANSWER_BYTES = 1 << 20
"""As much comes with one answer, packed."""

ANSWER_PLAIN_BYTES = 12 << 20
"""And unpacked: a laptop takes an answer as one writing, and whoever types waits for that long."""

LEAST = 8
"""Operations for which a first stretch is made; a smaller scope comes as a page."""

GROWN = 256
"""Operations behind the last stretch for which the next is made."""

_ROWS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How a device gets on in a scope: by what is ready, or by a page, which goes no further than `until`."""

    ready: Ready | None = None
    until: int | None = None


class Preparing:
    """What can be handed out ready to one device, within one answer."""

    def __init__(self, stretches: Stretches, replica: str, least: int = LEAST) -> None:
        self._stretches = stretches
        self._replica = replica
        self._least = least
        self._kept: dict[str, list[Kept]] = {}
        self._made: list[tuple[str, Kept, bytes]] = []
        self._left, self._plain_left = ANSWER_BYTES, ANSWER_PLAIN_BYTES

    @property
    def is_full(self) -> bool:
        return self._left <= 0 or self._plain_left <= 0

    def step(self, scope: ScopeRow, seen: int) -> Step:
        """From where the device stands. Made stretches follow one another from the first operation on."""
        listed = self._known(scope.id)
        kept = next((one for one in listed if one.start == seen), None)
        data = b""
        is_worth = seen >= scope.horizon and _is_worth(kept, listed, scope, seen, self._least)
        # A device's own work comes back as places alone, and what is ready is the same for everybody.
        if (kept or is_worth) and self._stretches.is_written_by(scope.id, self._replica):
            return Step()
        if is_worth:
            kept, data = self._make(scope, seen)
            listed[:] = [one for one in listed if one.start < seen] + [kept]
        if kept is None:
            return Step()
        if not kept.size:
            return Step(until=kept.end)
        return Step(ready=self._offer(scope, kept, data))

    def _known(self, scope_id: str) -> list[Kept]:
        if scope_id not in self._kept:
            self._kept[scope_id] = self._stretches.kept_of(scope_id)
        return self._kept[scope_id]

    def _offer(self, scope: ScopeRow, kept: Kept, data: bytes) -> Ready:
        head = (scope.id, scope.kind, scope.office, kept.start, kept.end, kept.size, kept.digest)
        if kept.size > INLINE_BYTES:
            self._left = 0  # it is fetched by itself; what comes after it is asked for then
            return Ready(*head)
        self._left -= kept.size
        self._plain_left -= kept.plain
        return Ready(*head, data or self._stretches.data_of(scope.id, kept.start))

    def _make(self, scope: ScopeRow, start: int) -> tuple[Kept, bytes]:
        items, plain = _stretch_of(self._stretches, scope, start)
        if items:
            made = prepare(scope.id, start, items)
            data = write_prepared(made)
            kept = Kept(start=start, end=made.end, size=len(data), plain=plain, digest=digest_of(data))
        else:
            first = self._stretches.after(scope, start, "", 1)[0]
            kept, data = Kept(start=start, end=start + first.count, size=0, plain=0, digest=b""), b""
        self._made.append((scope.id, kept, data))
        return kept, data

    def keep_made(self, database: Database) -> None:
        """Once the reading is over: for the next laptop, and for this one where it fetches piece by piece."""
        for scope_id, kept, data in self._made:
            with database.writing() as connection:
                Stretches(connection).keep(scope_id, kept, data)


def piece_of(database: Database, admitted: Admitted, scope_id: str, start: int, offset: int) -> bytes:
    """A piece of a stretch, from `offset` on; empty where there is none, or the person has no access."""
    with database.reading() as connection:
        scope = find_scope(connection, scope_id)
        if scope is None or not admitted.access.may_read(scope.kind, scope.office):
            return b""
        return Stretches(connection).data_of(scope_id, start)[offset : offset + CHUNK_BYTES]


def _is_worth(kept: Kept | None, listed: Sequence[Kept], scope: ScopeRow, seen: int, least: int) -> bool:
    if kept is None:
        if not seen:
            return scope.counter >= least
        return scope.counter - seen >= GROWN and any(one.end == seen for one in listed)
    # A small last one is made anew with all that came since, rather than followed by another small one.
    is_small_and_last = kept.size > 0 and kept.plain < PAGE_BYTES // 2 and kept is listed[-1]
    return is_small_and_last and scope.counter - kept.end >= max(GROWN, kept.end - kept.start)


def _stretch_of(
    stretches: Stretches, scope: ScopeRow, start: int
) -> tuple[list[tuple[Sequenced, Transaction]], int]:
    """Whole transactions up to a page's worth, and their bytes; none where the first is too large to stand with others."""
    items: list[tuple[Sequenced, Transaction]] = []
    size, end = 0, start
    while True:
        placed = stretches.after(scope, end, "", _ROWS_AT_ONCE)
        for one in placed:
            body = one.body or b""
            if len(body) > PART_BYTES or (items and size + len(body) > PAGE_BYTES):
                return items, size
            if one.first_seq != end + 1:
                raise RuntimeError(f"scope {scope.id} has a gap after {end}")
            item = Sequenced(one.first_seq, one.count, one.replica, one.first_n, one.tag, one.email)
            items.append((item, msgspec.msgpack.decode(body, type=Transaction)))
            size += len(body)
            end += one.count
        if len(placed) < _ROWS_AT_ONCE:
            return items, size
