"""Takes a bundle in: the server's pages and receipts, or a colleague's own work. Taken twice it changes nothing more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, MetaData

from sync.bundle.keys import DeviceKey
from sync.bundle.layout import BadBundle, Frame
from sync.bundle.parts import Joiner
from sync.bundle.reading import Bundle, open_bundle
from sync.client.acquaintances import (
    Acquaintance,
    acquaintances,
    myself,
    private_key_of,
    remember_directory,
    serial_of,
)
from sync.client.apply import Begin, Forked, take_pages
from sync.client.arriving_chunks import ArrivingChunks
from sync.client.blobs import BlobFiles
from sync.client.bundle_log import note_in
from sync.client.bundle_pages import Cut, PageReader
from sync.client.conflicts import show_again
from sync.client.held import show_held
from sync.client.outbox import take_new_incarnation
from sync.client.peer_work import PeerWork, remember_standing
from sync.client.receipts import take_receipts, take_stored
from sync.client.replica import remember_person, replica_of
from sync.client.restored import begin_again
from sync.client.seal import seal
from sync.messages.schema import Schema
from sync.messages.wire import Person, Transaction

Step = Callable[[int, int], None]


@dataclass(slots=True, kw_only=True)
class Taken:
    """What a bundle brought. Counts are changes, if not said otherwise."""

    bundle: str
    sender: Acquaintance
    made_at: str
    taken: int = 0
    known: int = 0
    refused: int = 0  # the sender has no right to them
    gaps: int = 0  # they follow on an earlier bundle that has not come
    receipts: int = 0
    strange: int = 0  # receipts and work that belong to a copy of a store
    files: int = 0
    missing_changes: int = 0
    missing_chunks: int = 0
    tables: set[str] = field(default_factory=set)

    @property
    def is_whole(self) -> bool:
        return not self.missing_changes and not self.missing_chunks


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A bundle that is for this laptop, genuine, and of somebody it knows; nothing is taken yet."""

    bundle: Bundle
    sender: Acquaintance


def open_for(begin: Begin, path: Path) -> Opened:
    """Raises BadBundle where nothing of the file can be used, OSError where it cannot be read."""
    with begin() as connection:
        key = DeviceKey(private_key_of(connection))
        known = acquaintances(connection)
        me = myself(connection)
    bundle = open_bundle(path, key)
    manifest = bundle.manifest
    if manifest.sender == me.key:
        raise BadBundle("own")
    sender = next((one for one in known if one.key == manifest.sender), None)
    if sender is None:
        raise BadBundle("foreign" if manifest.is_server else "unknown_sender", manifest.name)
    if sender.is_revoked:
        raise BadBundle("revoked", sender.name)
    if sender.is_server != manifest.is_server:
        raise BadBundle("forged", sender.name)
    return Opened(bundle=bundle, sender=sender)


def take_bundle(
    begin: Begin,
    metadata: MetaData,
    schema: Schema,
    files: BlobFiles,
    opened: Opened,
    *,
    at: str,
    step: Step = lambda done, total: None,
) -> Taken:
    """Each frame is a short transaction of its own: `step` may raise between them, and what came by then stays."""
    bundle = opened.bundle
    taken = Taken(
        bundle=bundle.manifest.bundle,
        sender=opened.sender,
        made_at=bundle.manifest.made_at,
        missing_changes=sum(place.changes for place in bundle.missing),
        missing_chunks=sum(place.chunks for place in bundle.missing),
    )
    with begin() as connection:
        taken.tables |= seal(connection, metadata)
        taken.tables |= show_held(connection, metadata)
    kind = _FromServer if opened.sender.is_server else _FromColleague
    taking = kind(begin, metadata, schema, files, opened, taken)
    for done, frame in enumerate(bundle.frames()):
        step(done, len(bundle.whole))
        taking.take(frame)
    with begin() as connection:
        taken.tables |= show_again(connection, metadata)
        missing = taken.missing_changes + taken.missing_chunks
        size = bundle.path.stat().st_size
        note_in(
            connection,
            taken.bundle,
            at,
            opened.sender,
            bundle.path.name,
            size,
            taken.taken,
            taken.files,
            missing,
        )
    return taken


class _FromServer:
    """Pages in the server's order, and receipts."""

    def __init__(
        self,
        begin: Begin,
        metadata: MetaData,
        _schema: Schema,
        files: BlobFiles,
        opened: Opened,
        taken: Taken,
    ) -> None:
        self._begin, self._metadata, self._taken = begin, metadata, taken
        self._chunks = ArrivingChunks(begin, metadata, files, from_server=True)
        self._pages = PageReader(begin)
        self._epoch = opened.bundle.manifest.epoch

    def take(self, frame: Frame) -> None:
        self._take_news(frame)
        for part in frame.parts:
            self._pages.add_part(part)
        for page in frame.pages:
            try:
                self._take_page(self._pages.read(page))
            except Forked:
                with self._begin() as connection:
                    take_new_incarnation(connection, replica_of(connection))
                self._take_page(self._pages.read(page))
            self._pages.forget_parts()
        self._chunks.take(frame.chunks)
        self._taken.files = self._chunks.files

    def _take_news(self, frame: Frame) -> None:
        taken = self._taken
        with self._begin() as connection:
            if frame.directory is not None:
                self._take_directory(connection, frame)
            count, strange = take_receipts(connection, frame.receipts)
            taken.receipts += count
            taken.strange += strange
            take_stored(connection, frame.stored)

    def _take_directory(self, connection: Connection, frame: Frame) -> None:
        """What the server says of people, unless it has said something newer by then."""
        directory = frame.directory
        assert directory is not None
        is_old = directory.serial < serial_of(connection)
        replica = replica_of(connection)
        if self._epoch != replica.epoch and replica.epoch:
            if is_old:
                raise BadBundle("epoch")
            begin_again(connection, self._epoch)
        remember_directory(connection, directory, by_bundle=True)
        own = myself(connection).key
        mine = next((one for one in reversed(directory.devices) if one.key == own), None)
        if mine is not None and not is_old:
            remember_person(connection, Person(email=mine.email, tag=mine.tag, roles=mine.roles))

    def _take_page(self, loaded: Cut) -> None:
        if loaded.page is None:
            self._taken.known += loaded.known
            self._taken.gaps += loaded.gaps
            return
        (applied,) = take_pages(self._begin, self._metadata, [(loaded.page, loaded.bodies)])
        self._taken.taken += applied.pulled
        self._taken.known += loaded.known
        self._taken.tables |= applied.tables


class _FromColleague:
    """Own work of another laptop, which the server may not have seen yet."""

    def __init__(
        self,
        begin: Begin,
        metadata: MetaData,
        schema: Schema,
        files: BlobFiles,
        opened: Opened,
        taken: Taken,
    ) -> None:
        self._begin, self._taken = begin, taken
        self._opened = opened
        self._work = PeerWork(metadata, schema, opened.sender)
        self._chunks = ArrivingChunks(begin, metadata, files, from_server=False)
        self._joiner = Joiner()

    def take(self, frame: Frame) -> None:
        with self._begin() as connection:
            if frame.standing is not None:
                remember_standing(connection, self._opened.sender, self._taken.bundle, frame.standing)
            self._work.announce(connection, frame.scopes)
        whole = [found for part in frame.parts if (found := self._joiner.add(part))]
        self._take_work([*self._work.read_whole(whole), *frame.transactions])
        self._chunks.take(frame.chunks)
        self._taken.files = self._chunks.files

    def _take_work(self, transactions: Sequence[Transaction]) -> None:
        if not transactions:
            return
        with self._begin() as connection:
            result = self._work.take(connection, transactions)
        taken = self._taken
        taken.taken += result.taken
        taken.known += result.known
        taken.refused += result.refused
        taken.gaps += result.gaps
        taken.strange += result.strange
        taken.tables |= result.tables
