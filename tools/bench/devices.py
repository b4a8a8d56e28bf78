"""Simulated laptops: they sync as real ones do - sealed changes, cursors, pages - and keep no store."""

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from sync.messages.packing import MEDIA_TYPE, pack, unpack
from sync.messages.seals import FIRST, chained, person_digest, state_hash
from sync.messages.wire import Enrolment, Operation, Request, Response, Scope, Transaction
from sync.server.access.devices import admit, enrol, make_code
from sync.server.app.place import packaged_schema
from sync.server.store.database import Database
from sync.server.store.registry import Office, Registry

NOW = "2026-11-25T12:00:00.000Z"


class Faulty(Exception):
    """A call that was not answered as it must be; its text says how."""


@dataclass(slots=True)
class Device:
    """One laptop of an office; all of an office write into the scope of their country."""

    token: str
    replica: str
    office: str
    scope: str
    epoch: str
    person: str
    schema: str
    seal: bytes = FIRST
    made: int = 0
    acknowledged: int = 0
    serial: int = 0
    cursors: dict[str, int] = field(default_factory=dict)
    moved: dict[str, int] = field(default_factory=dict)

    async def sync(self, port: int, changes: int = 0) -> int:
        """All calls until nothing is left to fetch, over one connection; how many calls. Raises Faulty."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            calls, to_send, in_full = 0, self._sealed(changes), False
            while True:
                answer = await self._call(reader, writer, self._request(to_send, in_full=in_full))
                calls += 1
                self._take(answer, len(to_send), in_full=in_full)
                to_send, in_full = [], answer.cursors_wanted
                if not (answer.more or self.moved or in_full):
                    return calls
        finally:
            writer.close()

    async def _call(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: Request
    ) -> Response:
        body = pack(request)
        writer.write(
            f"POST /sync HTTP/1.1\r\nhost: here\r\ncontent-type: {MEDIA_TYPE}\r\n"
            f"authorization: Bearer {self.token}\r\ncontent-length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (await reader.readuntil(b"\r\n\r\n")).lower().split(b"\r\n")
        size = next(line for line in head if line.startswith(b"content-length"))
        answer = await reader.readexactly(int(size.split(b":")[1]))
        if b" 200 " not in head[0] + b" ":
            raise Faulty(f"{head[0].decode()}: {answer[:80]!r}")
        return unpack(answer, Response)

    def _request(self, to_send: list[Transaction], *, in_full: bool) -> Request:
        known = {**self.cursors, **self.moved}
        return Request(
            replica=f"{self.replica}.1",
            schema=self.schema,
            epoch=self.epoch,
            person=self.person,
            state_hash=state_hash(known),
            moved={} if in_full else dict(self.moved),
            cursors=known if in_full else None,
            scopes=[Scope(self.scope, "country", self.office)] if to_send else [],
            transactions=to_send,
            directory=self.serial,
        )

    def _sealed(self, changes: int) -> list[Transaction]:
        made: list[Transaction] = []
        for _ in range(changes):
            self.made += 1
            record = str(uuid.uuid4())
            value = {"name": f"Partner {self.made}", "deleted_at": None}
            bare = Transaction(
                self.scope, f"{self.replica}.1", self.made, str(uuid.uuid4()), None, NOW, None,
                (Operation("partners", record, "*", (), value),), b"",
            )  # fmt: skip
            self.seal = chained(self.seal, bare)
            made.append(msgspec.structs.replace(bare, hash=self.seal))
        return made

    def _take(self, answer: Response, sent: int, *, in_full: bool) -> None:
        if answer.epoch != self.epoch or len(answer.acks) != sent:
            raise Faulty(f"{len(answer.acks)} of {sent} acknowledged")
        wrong = next((ack for ack in answer.acks if ack.outcome != "applied"), None)
        if wrong is not None:
            raise Faulty(f"{wrong.outcome} {wrong.code}")
        self.acknowledged += sent
        if not answer.cursors_wanted:
            self.cursors |= self.moved
            self.moved = {}
        for page in answer.pages:
            if page.start != {**self.cursors, **self.moved}.get(page.scope, 0):
                raise Faulty(f"a page from {page.start} on")
            self.moved[page.scope] = page.end
        if answer.directory is not None:
            self.serial = answer.directory.serial


def enrolled(
    database: Database, offices: int, count: int, step: Callable[[], None] = lambda: None
) -> list[Device]:
    """That many laptops, spread over the offices below one region."""
    schema = packaged_schema().digest
    scopes = {f"C{number:02}": str(uuid.uuid4()) for number in range(offices)}
    with database.writing() as connection:
        registry = Registry(connection)
        registry.put_office(Office(code="RO", name="Region", parent=None))
        for code in scopes:
            registry.put_office(Office(code=code, name=f"Country {code}", parent="RO"))
    devices = []
    for number in range(count):
        office = list(scopes)[number % offices]
        email, replica = f"person{number}@example.org", f"{number:016x}"
        with database.writing() as connection:
            registry = Registry(connection)
            registry.put_role(email, office, "manager")
            token = enrol(
                registry, Enrolment(code=make_code(registry, email), replica=replica), database.epoch(), NOW
            ).token
            admitted = admit(registry, token)
        devices.append(
            Device(
                token=token, replica=replica, office=office, scope=scopes[office], epoch=database.epoch(),
                person=person_digest(admitted.person), schema=schema,
            )
        )  # fmt: skip
        step()
    return devices
