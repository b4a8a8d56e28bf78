"""Brings a store and the server to rest: enrols, pushes and pulls until nothing is left."""

import time
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, MetaData

from sync.client.acquaintances import remember_directory, serial_of
from sync.client.apply import Forked
from sync.client.blobs import BlobFiles, InOrder, by_size, count_pending, list_blobs, move_blobs, note_blobs
from sync.client.bound import UNBOUND, Bound
from sync.client.checkup.comparing import Checkup, Fetcher, Found, Mended
from sync.client.conflicts import show_again
from sync.client.held import show_held
from sync.client.joining import ask_in
from sync.client.outbox import (
    DONE,
    Load,
    next_load,
    retry_quarantined,
    take_acks,
    take_new_incarnation,
)
from sync.client.patience import Patience
from sync.client.receiving import Received, Receiver
from sync.client.replica import (
    Replica,
    remember_enrolment,
    remember_person,
    replica_of,
)
from sync.client.restored import begin_again
from sync.client.seal import seal
from sync.client.secured import remember_secured
from sync.client.transport import Transport, TransportError
from sync.messages.packing import Unreadable, pack, unpack
from sync.messages.schema import Schema
from sync.messages.seals import person_digest, state_hash
from sync.messages.wire import PROTOCOL, Page, Person, Request, Response

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run did, and what is left after it (conflicts, waiting, quarantined, blobs_pending)."""

    rounds: int
    requests: int
    pushed: int
    pulled: int
    merged: int
    conflicts: int
    waiting: int
    quarantined: int
    bytes_sent: int
    bytes_received: int
    blobs_pending: int
    scopes: frozenset[str] = frozenset()
    tables_touched: frozenset[str] = frozenset()
    compared: frozenset[str] = frozenset()  # scopes whose copy here was held against the server's
    mended: tuple[Mended, ...] = ()


class NotEnrolled(Exception):
    """The store has no place on a server yet."""


@dataclass(slots=True, kw_only=True)
class _Tally:
    patience: Patience
    rounds: int = 0
    pushed: int = 0
    got: Received = field(default_factory=Received)
    is_too_old: bool = False
    staged: dict[tuple[str, int], int] = field(default_factory=dict)
    found: Found = field(default_factory=Found)


class Client:
    """One store's side of sync. Each step is one short transaction of its own."""

    def __init__(
        self,
        engine_begin: Callable[[], AbstractContextManager[Connection]],
        metadata: MetaData,
        schema: Schema,
        transport: Transport,
        blob_files: BlobFiles,
        *,
        wait: Callable[[float], None] = time.sleep,
        bound: Bound = UNBOUND,
        in_order: InOrder = by_size,
        largest: int | None = None,
    ) -> None:
        """`bound`: how much of an answer is one writing, so that a person who types is not kept waiting.

        `in_order`: which attachments move first; those over `largest` bytes wait for another run.
        """
        self._begin = engine_begin
        self._metadata = metadata
        self._schema = schema
        self._transport = transport
        self._files = blob_files
        self._wait = wait
        self._bound = bound
        self._in_order, self._largest = in_order, largest
        self._receiver = Receiver(begin=engine_begin, metadata=metadata, transport=transport, bound=bound)
        self._takes_ready = True

    def enrol(self, code: str) -> Person:
        """Take a place on the server with a one-time code."""
        with self._begin() as connection:
            replica = replica_of(connection)
        try:
            enrolled = ask_in(self._begin, self._transport, code)
        finally:
            self._transport.close()
        with self._begin() as connection:
            if replica.epoch not in ("", enrolled.epoch):
                begin_again(connection, enrolled.epoch)  # another server: it gets all this store has made
            remember_enrolment(connection, enrolled)
            if enrolled.directory is not None:
                remember_directory(connection, enrolled.directory)
            retry_quarantined(connection)
        return enrolled.person

    def run(
        self,
        progress: Callable[[int, int], None] = lambda done, total: None,
        *,
        check: Collection[str] = (),
    ) -> Report:
        """Push and pull until both sides have all of it, then move attachments.

        `check`: scopes whose copy here is held against the server's in between, and mended where it differs.
        """
        tally = _Tally(
            patience=Patience(
                wait=self._wait,
                still=lambda: progress(tally.got.pulled + tally.pushed, tally.got.pulled + tally.pushed),
            )
        )
        before = self._counts()
        with self._begin() as connection:
            tally.got.tables |= seal(connection, self._metadata)
            # With the rows that speak of them: a run that breaks off behind those has not sent everything.
            note_blobs(connection, self._metadata, self._files)
            tally.got.tables |= show_held(connection, self._metadata)
            # A stretch made ready is one long writing: worth it while there is nothing yet that one could type into.
            is_new = connection.exec_driver_sql("SELECT 1 FROM sync_cursors LIMIT 1").first() is None
            self._takes_ready = self._bound.operations is None or is_new
        try:
            while self._round(tally):
                progress(tally.got.pulled + tally.pushed, tally.got.pulled + tally.pushed)
            with self._begin() as connection:
                tally.got.tables |= show_again(connection, self._metadata)
            if not tally.is_too_old:
                self._check(check, tally)
            self._move_blobs(progress)
        finally:
            self._transport.close()
        if tally.is_too_old:  # all that was made here has been taken; others' work would not be understood
            raise TransportError("too_old")
        return self._report(tally, before)

    def _round(self, tally: _Tally) -> bool:
        """One request and all that follows from it; whether another is needed."""
        with self._begin() as connection:
            replica = replica_of(connection)
            load = next_load(connection, tally.staged)
            request = self._request(connection, replica, load)
        response = self._ask(replica, request, tally)
        tally.rounds += 1
        if response.cursors_wanted:
            request.cursors = self._cursors()
            response = self._ask(replica, request, tally)
        if response.epoch != replica.epoch:
            with self._begin() as connection:
                begin_again(connection, response.epoch, response.known)
            return True
        return self._take(replica, request, load, response, tally) or not load.is_all

    def _check(self, scopes: Collection[str], tally: _Tally) -> None:
        checkup = Checkup(self._begin, self._metadata, self._fetcher(tally), tally.patience.still)
        left = checkup.run(scopes, tally.found)
        if left:  # somebody was faster: once more, from where they are now
            while self._round(tally):
                tally.patience.still()
            checkup.run(left, tally.found)
        tally.got.tables |= tally.found.tables

    def _fetcher(self, tally: _Tally) -> Fetcher:
        def ask(compare: list[str], again: dict[str, int]) -> Response:
            with self._begin() as connection:
                replica = replica_of(connection)
                request = self._request(connection, replica, Load(is_all=False))
            request.compare, request.again = compare, again
            response = self._ask(replica, request, tally)
            # Of another history, or for somebody else now: the next run begins with that.
            return response if response.epoch == replica.epoch else Response(epoch=response.epoch)

        def bodies(page: Page) -> dict[int, bytes]:
            with self._begin() as connection:
                replica = replica_of(connection)
            return self._receiver.bodies_of(page, replica.token or "")

        return Fetcher(ask=ask, bodies=bodies)

    def _take(
        self, replica: Replica, request: Request, load: Load, response: Response, tally: _Tally
    ) -> bool:
        with self._begin() as connection:
            is_fork = any(ack.outcome == "forked" for ack in response.acks)
            take_acks(connection, response.acks)
            if is_fork:
                take_new_incarnation(connection, replica)
            else:
                _confirm_cursors(connection, request)
            if response.person is not None:
                remember_person(connection, response.person)
            if response.directory is not None:
                remember_directory(connection, response.directory)
            if response.backups is not None:
                remember_secured(connection, response.backups, response.secured)
        if is_fork:
            return True
        self._count_acks(load, response, tally)
        if response.revoked:
            # All of its work is to lie there, set aside: what is large takes several messages.
            if self._has_unsent():
                return True
            raise TransportError("revoked")
        tally.is_too_old = response.too_old
        try:
            self._receiver.take(response, replica.token or "", tally.got, tally.patience.still)
        except Forked:
            with self._begin() as connection:
                take_new_incarnation(connection, replica)
            return True
        return response.more or self._has_unsent()

    def _count_acks(self, load: Load, response: Response, tally: _Tally) -> None:
        for ack in response.acks:
            if ack.outcome == "staged":
                tally.staged[ack.scope, ack.first_n] = int(ack.code or 0)
            elif ack.outcome in DONE:
                tally.pushed += load.sizes.get((ack.scope, ack.first_n), 1)

    def _request(self, connection: Connection, replica: Replica, load: Load) -> Request:
        rows = connection.exec_driver_sql("SELECT scope_id, seq, told FROM sync_cursors").all()
        return Request(
            protocol=PROTOCOL,
            replica=replica.prefix,
            schema=self._schema.digest,
            epoch=replica.epoch,
            person=person_digest(replica.person),
            state_hash=state_hash({scope: seq for scope, seq, _ in rows}),
            moved={scope: seq for scope, seq, told in rows if seq != told},
            scopes=load.scopes,
            transactions=load.transactions,
            parts=load.parts,
            confirmed=load.confirmed,
            marks=load.marks,
            # Pages come with the last of the push, so that a copied store is found out before it takes
            # its twin's work for its own.
            wants_pages=load.is_all,
            directory=serial_of(connection),
            secured=replica.secured,
            ready=self._takes_ready,
        )

    def _ask(self, replica: Replica, request: Request, tally: _Tally) -> Response:
        token = replica.token
        if token is None:
            raise NotEnrolled
        message = pack(request)
        answer = tally.patience.send(lambda: self._transport.send("POST", "/sync", message, token))
        return _read(answer, Response)

    def _cursors(self) -> dict[str, int]:
        with self._begin() as connection:
            rows = connection.exec_driver_sql("SELECT scope_id, seq FROM sync_cursors").all()
        return {scope: seq for scope, seq in rows}  # noqa: C416 - rows are no pairs to the type checker

    def _has_unsent(self) -> bool:
        sql = "SELECT 1 FROM sync_transactions WHERE own = 1 AND outcome IS NULL LIMIT 1"
        with self._begin() as connection:
            return connection.exec_driver_sql(sql).first() is not None

    def _move_blobs(self, progress: Callable[[int, int], None]) -> None:
        with self._begin() as connection:
            list_blobs(connection, self._metadata, self._files)
            token = replica_of(connection).token
            pending = count_pending(connection)
        if pending and token:
            move_blobs(
                self._begin,
                self._files,
                self._transport,
                token,
                progress,
                in_order=self._in_order,
                largest=self._largest,
            )

    def _counts(self) -> tuple[int, int, int]:
        transport = self._transport
        return transport.requests, transport.bytes_sent, transport.bytes_received

    def _report(self, tally: _Tally, before: tuple[int, int, int]) -> Report:
        requests, sent, received = (now - then for now, then in zip(self._counts(), before, strict=True))
        with self._begin() as connection:
            return Report(
                rounds=tally.rounds,
                requests=requests,
                pushed=tally.pushed,
                pulled=tally.got.pulled,
                merged=tally.got.merged,
                conflicts=_count(connection, "sync_conflicts"),
                waiting=_count(connection, "sync_transactions WHERE own = 1 AND outcome = 'waiting'")
                + _count(connection, "sync_operations WHERE state <> 'applied'"),
                quarantined=_count(connection, "sync_transactions WHERE own = 1 AND outcome = 'quarantined'"),
                bytes_sent=sent,
                bytes_received=received,
                blobs_pending=count_pending(connection),
                scopes=frozenset(tally.got.scopes),
                tables_touched=frozenset(tally.got.tables),
                compared=frozenset(tally.found.compared),
                mended=tuple(tally.found.mended),
            )


def _confirm_cursors(connection: Connection, request: Request) -> None:
    told = request.cursors if request.cursors is not None else request.moved
    if told:
        connection.exec_driver_sql(
            "UPDATE sync_cursors SET told = ? WHERE scope_id = ?",
            [(seq, scope) for scope, seq in told.items()],
        )


def _count(connection: Connection, what: str) -> int:
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {what}").scalar_one())


def _read(data: bytes, kind: type[T]) -> T:
    try:
        return unpack(data, kind)
    except (Unreadable, msgspec.MsgspecError) as fault:
        raise TransportError("broken", str(fault)) from fault
