"""Makes a bundle for laptops: what they have not seen of the order, receipts for what is theirs, and attachments."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from sync.bundle.filling import Filler
from sync.bundle.layout import BlobName, Frame, Receipt
from sync.bundle.writing import new_bundle_id, writing
from sync.messages.packing import PART_BYTES
from sync.messages.wire import Page, Transaction
from sync.server.access.devices import access_of
from sync.server.access.directory import everybody, server_key
from sync.server.access.people import Access
from sync.server.rounds.bundle_in import Told, told_by
from sync.server.rounds.exchange import is_within
from sync.server.rounds.marks import Marks
from sync.server.rounds.pull import page_of
from sync.server.store.blobs import Blobs
from sync.server.store.database import Database
from sync.server.store.pages import Cursors, answered_of, body_at, packed_of, stretch
from sync.server.store.registry import Device, Registry
from sync.server.store.state import State

_ROWS_AT_ONCE = 2000


class CannotHandOut(Exception):
    """`code`: no_key (this laptop never showed one), apart (they may not read the same)."""

    def __init__(self, code: str, device: Device) -> None:
        super().__init__(code)
        self.code = code
        self.device = device


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOut:
    """What was put into a bundle."""

    bundle: str
    changes: int
    receipts: int
    files: int
    size_bytes: int


def hand_out(
    database: Database,
    blobs: Blobs,
    devices: Sequence[Device],
    target: Path,
    now: str,
    *,
    name: str,
    has_files: bool = True,
    step: Callable[[int], None] = lambda done: None,
) -> HandedOut:
    """One file that each of these laptops can open. Raises CannotHandOut.

    It holds what the one furthest behind lacks, with the work of each of them too: a laptop that never sees the server
    learns its neighbour's work from it.
    """
    with database.writing() as connection:
        registry, state = Registry(connection), State(connection)
        access = _common_access(registry, devices)
        keys = registry.keys()
        directory = everybody(registry, state).told_to(access)
        key = server_key(state)
        told = {one.id: found for one in devices if (found := told_by(state, one.id))}
    bundle = new_bundle_id()
    answers = told[devices[0].id].bundle if len(devices) == 1 and devices[0].id in told else ""
    with writing(
        target,
        key,
        [keys[one.id] for one in devices],
        name=name,
        made_at=now,
        epoch=database.epoch(),
        bundle=bundle,
        is_server=True,
        answers=answers,
    ) as writer:
        handing = _Handing(database, blobs, Filler(writer, step), access)
        handing.filler.add(Frame(directory=directory))
        receipts = handing.add_receipts(devices)
        named = handing.add_pages(devices)
        handing.add_stored(told.values())
        if has_files:
            handing.add_files(dict.fromkeys((*_wanted(told.values()), *named)))
        handing.filler.flush()
    return HandedOut(
        bundle=bundle,
        changes=sum(place.changes for place in writer.places),
        receipts=receipts,
        files=handing.filler.files,
        size_bytes=target.stat().st_size,
    )


def _common_access(registry: Registry, devices: Sequence[Device]) -> Access:
    """All of a bundle can be read by each it is for, so they must reach the same."""
    keys = registry.keys()
    access = [access_of(registry, one.email) for one in devices]
    for device, theirs in zip(devices, access, strict=True):
        if device.id not in keys:
            raise CannotHandOut("no_key", device)
        is_same = theirs.readable == access[0].readable
        if not is_same or bool(theirs.roles) != bool(access[0].roles):
            raise CannotHandOut("apart", device)
    return access[0]


def _wanted(told: Iterable[Told]) -> list[BlobName]:
    return [name for one in told for name in one.standing.wanted]


class _Handing:
    def __init__(self, database: Database, blobs: Blobs, filler: Filler, access: Access) -> None:
        self._database, self._blobs, self._access = database, blobs, access
        self.filler = filler

    def add_receipts(self, devices: Sequence[Device]) -> int:
        """For all work of these laptops of which they may not know what became of it."""
        count = 0
        for device in devices:
            with self._database.reading() as connection:
                seen = Cursors(connection, device.id).all()
                marks = Marks(State(connection))
                receipts = [
                    Receipt(
                        *(one.scope, one.replica, one.first_n, one.hash),
                        *(one.outcome, one.code, one.first_seq),
                        b"" if one.first_seq is None else marks.of(one.hash),
                    )
                    for one in (
                        *answered_of(connection, device.replica),
                        *packed_of(connection, device.replica, seen),
                    )
                    if one.first_seq is None or one.first_seq > seen.get(one.scope, 0)
                ]
            self.filler.add_receipts(receipts)
            count += len(receipts)
        return count

    def add_pages(self, devices: Sequence[Device]) -> list[BlobName]:
        """From where the one furthest behind stands; answers the attachments that the pages speak of."""
        named: list[BlobName] = []
        with self._database.reading() as connection:
            seen = [Cursors(connection, one.id).all() for one in devices]
            nobody = Cursors(connection, "")
            for scope, _ in nobody.behind(self._access.readable, reads_region=bool(self._access.roles)):
                end = min(cursors.get(scope.id, 0) for cursors in seen)
                while end < scope.counter:
                    placed = list(stretch(connection, scope, end, "", _ROWS_AT_ONCE))
                    page, _size = page_of(scope, end, placed, PART_BYTES)
                    named += self._add_page(page, partial(body_at, connection, scope.id))
                    end = page.end
        return named

    def _add_page(self, page: Page, body: Callable[[int], bytes]) -> list[BlobName]:
        large = {item.first_seq: body(item.first_seq) for item in page.transactions if item.large}
        self.filler.add_page(page, large)
        bodies = [large.get(item.first_seq, item.body or b"") for item in page.transactions]
        return [name for one in bodies for name in blobs_named_in(one)]

    def add_stored(self, told: Iterable[Told]) -> None:
        """Which of the attachments they offer need not be sent again."""
        stored = [name for one in told for name in one.standing.offered if self._has(name)]
        if stored:
            self.filler.add(Frame(stored=stored))

    def add_files(self, names: Iterable[BlobName]) -> None:
        for scope, sha256, size in names:
            if self._has((scope, sha256, size)):
                self.filler.add_blob(scope, sha256, size, self._chunk_of(scope, sha256))

    def _chunk_of(self, scope: str, sha256: str) -> Callable[[int], bytes]:
        return lambda index: self._blobs.chunk(scope, sha256, index)

    def _has(self, name: BlobName) -> bool:
        scope, sha256, size = name
        return is_within(self._database, self._access, name) and not self._blobs.missing(scope, sha256, size)


def blobs_named_in(body: bytes) -> list[BlobName]:
    """The attachments that a transaction speaks of, by the names of columns that laptops too look for."""
    transaction = msgspec.msgpack.decode(body, type=Transaction)
    return [
        (transaction.scope, str(op.value["sha256"]), int(op.value["size_bytes"] or 0))
        for op in transaction.operations
        if op.value.get("sha256") and str(op.value.get("size_bytes") or 0).isdigit()
    ]
