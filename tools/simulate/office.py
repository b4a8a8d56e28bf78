"""The server: its real rounds over a real store, and what is watched at its door."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from sync.client.transport import TransportError
from sync.messages.packing import Unreadable, pack, unpack
from sync.messages.wire import BlobNames, Enrolment, Request, Transaction
from sync.server.access.devices import Admitted, NotAdmitted, access_of, admit, enrol, make_code
from sync.server.rounds.door import Door as Entrance
from sync.server.rounds.exchange import exchange, gaps_in, may_reach, note_first_use
from sync.server.rounds.preparing import piece_of
from sync.server.rounds.pull import body_of
from sync.server.rounds.push import judge_again
from sync.server.store.blob_files import BlobStore
from sync.server.store.database import Database
from sync.server.store.registry import Office as OfficeRow
from sync.server.store.registry import Registry
from sync.server.store.state import State
from tools.simulate.clocks import Clock
from tools.simulate.disks import Disk, Shelf
from tools.simulate.invariants.at_the_door import Door
from tools.simulate.packed import archived
from tools.simulate.shapes import NEXT_SCHEMA, NOW_SCHEMA
from tools.simulate.violation import PowerCut

OFFICES = (("RO", None), ("KG", "RO"), ("AM", "RO"))


class _Watched(Database):
    """The product's database, whose power may go right after a commit as well."""

    def __init__(self, disk: Disk) -> None:
        super().__init__(disk.engine)
        self._disk = disk

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with super().writing() as connection:
            yield connection
        self._disk.moment()


class Office:
    """The server as the line and the administrator reach it."""

    def __init__(self, shelf: Shelf, folder: Path, *, is_next: bool) -> None:
        self.disk: Disk = shelf.take(empty_office())
        self.database = _Watched(self.disk)
        self.folder = folder
        self.blobs = BlobStore(folder / "blobs")
        self.schema = NEXT_SCHEMA if is_next else NOW_SCHEMA
        self.clock = Clock()
        self.door = Door(self.database)
        self._entrance = Entrance(
            self.database
        )  # one for all power cuts and restores: what it remembers may not mislead
        self.heard: list[tuple[str, str, bytes, str | None]] = []
        self._backup: tuple[bytes, dict[str, str]] | None = None
        self._revoked: set[str] = set()
        self._roles: dict[tuple[str, str], str] = {}

    def handle(self, method: str, path: str, body: bytes, token: str | None) -> bytes:
        """One request as the product's application takes it; the power may go at any statement."""
        if path == "/sync":
            self.heard.append((method, path, body, token))
        try:
            return self._answer(method, path, body, token)
        except (Unreadable, NotAdmitted) as fault:
            code = "refused" if isinstance(fault, NotAdmitted) else str(fault)
            raise TransportError(code) from fault
        except PowerCut as fault:
            self.door.look_again()
            raise TransportError("unreachable", "server off") from fault
        except RuntimeError:
            self.door.look()  # what the server itself finds wrong is found here as well
            raise
        except OperationalError as fault:
            raise TransportError("broken", "500") from fault

    def _answer(self, method: str, path: str, body: bytes, token: str | None) -> bytes:
        if path == "/enrol":
            return self._enrol(body)
        if path == "/sync":
            return self._sync(token or "", unpack(body, Request))
        with self.database.reading() as connection:
            admitted = admit(Registry(connection), token or "")
        if admitted.device.revoked_at is not None:
            raise TransportError("revoked")
        if path == "/blobs":
            return pack(gaps_in(self.database, self.blobs, admitted, unpack(body, BlobNames)))
        _, kind, scope, name, number = path.split("/")
        if kind == "transactions":
            return self.door.bytes_out(
                admitted, scope, body_of(self.database, admitted, scope, int(name), int(number))
            )
        if kind == "prepared":
            piece = piece_of(self.database, admitted, scope, int(name), int(number))
            return self.door.bytes_out(admitted, scope, piece)
        return self._blob(method, admitted, scope, name, int(number), body)

    def _sync(self, token: str, request: Request) -> bytes:
        entered, now = self._entrance.enter(token, request), self.clock.text()
        response = entered.nothing_new
        if response is None:
            note_first_use(self.database, entered.admitted, now)
            response = exchange(self.database, self.schema, entered, request, now, least=1)
        answer = pack(response)
        # Only now: with the power gone before, nobody would have heard the answer.
        self.disk.mend()
        self.door.answered(entered.admitted, response)
        return answer

    def _blob(
        self, method: str, admitted: Admitted, scope: str, sha256: str, index: int, body: bytes
    ) -> bytes:
        if not may_reach(self.database, admitted, scope, to_write=method == "PUT"):
            raise TransportError("no_right")
        if method == "PUT":
            self.blobs.put(scope, sha256, index, body)
            return b""
        return self.door.bytes_out(admitted, scope, self.blobs.chunk(scope, sha256, index))

    def _enrol(self, body: bytes) -> bytes:
        epoch = self.database.epoch()
        with self.database.writing() as connection:
            return pack(enrol(Registry(connection), unpack(body, Enrolment), epoch, self.clock.text()))

    def code_for(self, email: str) -> str:
        with self.database.writing() as connection:
            return make_code(Registry(connection), email)

    def give_role(self, email: str, office: str, role: str) -> None:
        self._roles[email, office] = role
        with self.database.writing() as connection:
            Registry(connection).put_role(email, office, role)

    def revoke(self, device_id: str) -> None:
        self._revoked.add(device_id)
        with self.database.writing() as connection:
            Registry(connection).revoke(device_id, self.clock.text())

    def access(self, email: str) -> Any:
        with self.database.reading() as connection:
            return access_of(Registry(connection), email)

    def judge_again(self) -> None:
        judge_again(self.database, self.schema, self.clock.text())
        self.door.look()

    def back_up(self) -> None:
        self._backup = (self.disk.image(), {})
        shutil.rmtree(self.folder / "kept", ignore_errors=True)
        if (self.folder / "blobs").exists():
            shutil.copytree(self.folder / "blobs", self.folder / "kept")

    def restore(self) -> bool:
        """Go back to the backup; the administrator then says again who may do what. False without a backup."""
        if self._backup is None:
            return False
        self.disk.mend()
        self.disk.raw.deserialize(self._backup[0])
        shutil.rmtree(self.folder / "blobs", ignore_errors=True)
        if (self.folder / "kept").exists():
            shutil.copytree(self.folder / "kept", self.folder / "blobs")
        self.database.begin_new_epoch()
        for (email, office), role in self._roles.items():
            self.give_role(email, office, role)
        for device_id in self._revoked:
            self.revoke(device_id)
        self.door.begin_again()
        return True

    def content(self) -> set[tuple[Any, ...]]:
        """All that the server keeps of what people did."""
        found: set[tuple[Any, ...]] = set()
        for sql in (
            "SELECT scope, replica, first_n, outcome, code, first_seq, body FROM transactions",
            "SELECT scope, seq, record, dot, value FROM operations",
            "SELECT * FROM scopes",
        ):
            found |= set(self.disk.raw.execute(sql).fetchall())
        return found

    def readable_by(self, email: str) -> list[tuple[str, int]]:
        """The scopes that a person may read, and how far each has come."""
        access = self.access(email)
        rows = self.disk.raw.execute("SELECT id, kind, office, counter FROM scopes").fetchall()
        return [(id_, counter) for id_, kind, office, counter in rows if access.may_read(kind, office)]

    def blob(self, scope: str, sha256: str, size: int) -> bytes | None:
        """All bytes of an attachment, or None where the server does not have all of it."""
        if self.blobs.missing(scope, sha256, size):
            return None
        data, index = b"", 0
        while chunk := self.blobs.chunk(scope, sha256, index):
            data, index = data + chunk, index + 1
        return data

    def transactions(self) -> list[tuple[str, int | None, Transaction]]:
        """Outcome, place and content of all the server has, in the order; what is archived comes first."""
        rows = self.disk.raw.execute("SELECT outcome, first_seq, body FROM transactions ORDER BY first_seq")
        said = [(o, seq, msgspec.msgpack.decode(body, type=Transaction)) for o, seq, body in rows]
        old = archived(self.database, self.folder / "archive")
        known = {(one.scope, one.replica, one.first_n) for _, _, one in old}  # large ones lie in both
        return old + [one for one in said if (one[2].scope, one[2].replica, one[2].first_n) not in known]


@cache
def empty_office() -> bytes:
    """A server's database as it is when it was just made, with its offices."""
    import sqlite3

    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(Path(folder), None)
        with database.writing() as connection:
            for code, parent in OFFICES:
                Registry(connection).put_office(OfficeRow(code=code, name=code, parent=parent))
            # One that the product draws would make each run another.
            State(connection).keep_first("signing_key", hashlib.sha256(b"office").hexdigest())
        database.close()
        raw = sqlite3.connect(Path(folder) / "server.db", isolation_level=None)
        raw.execute("PRAGMA journal_mode = DELETE")
        image = raw.serialize()
        raw.close()
    return image
