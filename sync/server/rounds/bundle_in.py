"""Takes a laptop's bundle in: as pushes of that laptop, with the same judgement as over the net."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from sync.bundle.layout import BadBundle, Chunk, Frame, Manifest, Standing
from sync.bundle.reading import Bundle, open_bundle
from sync.merge.rights import is_id
from sync.messages.packing import CHUNK_BYTES
from sync.messages.schema import Schema
from sync.messages.seals import state_hash
from sync.messages.wire import Ack, Request
from sync.server.access.devices import Admitted, access_of
from sync.server.access.directory import server_key
from sync.server.rounds.exchange import is_sane_blob, may_reach, note_first_use
from sync.server.rounds.pull import take_cursors
from sync.server.rounds.push import push
from sync.server.store.blobs import MAX_CHUNKS, Blobs
from sync.server.store.database import Database
from sync.server.store.registry import Device, Registry
from sync.server.store.state import State


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a laptop's last bundle said of itself; the next answer to it is made from this."""

    bundle: str
    standing: Standing


@dataclass(slots=True, kw_only=True)
class TakenIn:
    """What a bundle brought: changes by what became of them, files, and what the broken end kept back."""

    bundle: str
    device: Device
    made_at: str
    changes: int = 0
    again: int = 0
    waiting: int = 0
    quarantined: int = 0
    not_taken: int = 0  # an earlier bundle is missing, or this laptop's store is a copy
    files: int = 0
    missing_changes: int = 0
    missing_chunks: int = 0
    is_whole: bool = True
    _arrived: dict[tuple[str, str], int] = field(default_factory=dict)


def take_in(
    database: Database,
    blobs: Blobs,
    schema: Schema,
    path: Path,
    now: str,
    step: Callable[[int, int], None] = lambda done, total: None,
) -> TakenIn:
    """Raises BadBundle where nothing of it can be used. Taken twice it changes nothing more."""
    with database.writing() as connection:
        key = server_key(State(connection))
    bundle = open_bundle(path, key)
    admitted = _sender(database, bundle.manifest, key.public)
    note_first_use(database, admitted, now)
    taking = _Taking(database, blobs, schema, admitted, bundle, now)
    for done, frame in enumerate(bundle.frames(), start=1):
        taking.take(frame)
        step(done, len(bundle.whole))
    return taking.done()


def told_by(state: State, device_id: str) -> Told | None:
    """What the last bundle of this device said; None where none came yet."""
    kept = state.find(_name(device_id))
    return msgspec.json.decode(kept, type=Told) if kept else None


def _name(device_id: str) -> str:
    return f"bundle_of:{device_id}"


def _sender(database: Database, manifest: Manifest, own: bytes) -> Admitted:
    if manifest.sender == own:
        raise BadBundle("own")
    if manifest.is_server:
        raise BadBundle("foreign")
    with database.reading() as connection:
        registry = Registry(connection)
        keys = registry.keys()
        theirs = [device for device in registry.devices() if keys.get(device.id) == manifest.sender]
        if not theirs:
            raise BadBundle("unknown_sender")
        # A laptop that enrolled again has several places; the newest that is still open counts.
        device = next((one for one in reversed(theirs) if one.revoked_at is None), theirs[-1])
        return Admitted(device=device, access=access_of(registry, device.email))


class _Taking:
    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        schema: Schema,
        admitted: Admitted,
        bundle: Bundle,
        now: str,
    ) -> None:
        self._database, self._blobs, self._schema = database, blobs, schema
        self._admitted, self._now = admitted, now
        self._manifest = bundle.manifest
        self._reach: dict[str, bool] = {}
        self._sizes: dict[str, int] = {}
        self._done = TakenIn(
            bundle=bundle.manifest.bundle,
            device=admitted.device,
            made_at=bundle.manifest.made_at,
            missing_changes=sum(place.changes for place in bundle.missing),
            missing_chunks=sum(place.chunks for place in bundle.missing),
            is_whole=not bundle.missing,
        )

    def take(self, frame: Frame) -> None:
        if frame.standing is not None and self._admitted.device.revoked_at is None:
            self._take_standing(frame.standing)
        if frame.transactions or frame.parts:
            asked = Request(
                replica="",
                scopes=frame.scopes,
                transactions=frame.transactions,
                parts=frame.parts,
                marks=frame.marks,
            )
            acks = push(self._database, self._schema, self._admitted, asked, self._now)
            sizes = {(t.scope, t.replica, t.first_n): len(t.operations) for t in frame.transactions}
            self._count(acks, sizes)
        for chunk in frame.chunks:
            self._take_chunk(chunk)

    def done(self) -> TakenIn:
        for (scope, sha256), size in self._done._arrived.items():
            self._done.files += not self._blobs.missing(scope, sha256, size)
        return self._done

    def _take_standing(self, standing: Standing) -> None:
        with self._database.writing() as connection:
            told = Told(bundle=self._manifest.bundle, standing=standing)
            State(connection).keep(_name(self._admitted.device.id), msgspec.json.encode(told).decode())
        if self._manifest.epoch == self._database.epoch():
            cursors = dict(standing.cursors)
            asked = Request(
                replica=standing.replica, cursors=cursors, state_hash=state_hash(cursors), wants_pages=False
            )
            take_cursors(self._database, self._admitted, asked, self._now)

    def _count(self, acks: Iterable[Ack], sizes: dict[tuple[str, str, int], int]) -> None:
        done = self._done
        for ack in acks:
            size = sizes.get((ack.scope, ack.replica, ack.first_n), 1)
            if ack.outcome == "staged":
                continue
            if ack.outcome in ("gap", "forked"):
                done.not_taken += size
            elif ack.outcome == "waiting":
                done.waiting += size
            elif ack.outcome == "quarantined":
                done.quarantined += size
            elif ack.again:
                done.again += size
            else:
                done.changes += size

    def _take_chunk(self, chunk: Chunk) -> None:
        is_sane = (
            is_id(chunk.scope)
            and is_sane_blob(chunk.sha256, chunk.size)
            and 0 <= chunk.index < MAX_CHUNKS
            and len(chunk.data) <= CHUNK_BYTES
        )
        if is_sane and self._reaches(chunk.scope):
            self._blobs.put(chunk.scope, chunk.sha256, chunk.index, chunk.data)
            self._done._arrived[chunk.scope, chunk.sha256] = chunk.size

    def _reaches(self, scope: str) -> bool:
        if scope not in self._reach:
            is_open = self._admitted.device.revoked_at is None
            self._reach[scope] = is_open and may_reach(self._database, self._admitted, scope, to_write=True)
        return self._reach[scope]
