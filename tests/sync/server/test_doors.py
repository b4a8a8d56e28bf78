"""What the server lets nobody do, however it is asked, and what it keeps when two ask at once."""

import hashlib
import json
import random
import sqlite3
import tarfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from typer.testing import CliRunner

from sync.client.transport import TransportError
from sync.messages.packing import CHUNK_BYTES, PART_BYTES, Unreadable, pack, unpack, unpack_json
from sync.messages.seals import FIRST, chained
from sync.messages.wire import BlobGaps, BlobNames, Operation, Part, Request, Response, Scope, Transaction
from sync.server.app.backups import read_backup, write_backup
from sync.server.app.commands import app
from sync.server.app.place import Place, ServerProblem
from sync.server.store.blob_files import BlobStore
from sync.server.store.database import Database, DatabaseProblem
from sync.server.store.registry import Office, Registry

RECORD = "0190a000-0000-7000-8000-0000000000f1"


def token_of(laptop: Any) -> str:
    return str(laptop.rows("SELECT token FROM sync_replica")[0][0])


def replica_of(laptop: Any) -> tuple[str, str]:
    replica, epoch = laptop.rows("SELECT replica_id, epoch FROM sync_replica")[0]
    return f"{replica}.7", str(epoch)


def pushed(laptop: Any, **more: Any) -> list[str]:
    """Outcomes and codes of what is sent by hand."""
    replica, epoch = replica_of(laptop)
    request = Request(replica=replica, epoch=epoch, wants_pages=False, **more)
    answer = unpack(laptop.transport.send("POST", "/sync", pack(request), token_of(laptop)), Response)
    return [f"{ack.outcome} {ack.code}" for ack in answer.acks]


def test_a_reader_puts_no_chunk_where_she_may_read(make_laptop: Any) -> None:
    writer, reader = make_laptop("writer"), make_laptop("reader", "reader")
    writer.add_project()
    writer.sync()
    path = f"/blobs/{writer.scope}/{'a' * 64}/0"

    with pytest.raises(TransportError, match="no_right"):
        reader.transport.send("PUT", path, b"x", token_of(reader))

    assert writer.transport.send("PUT", path, b"x", token_of(writer)) == b""


def test_a_blob_of_any_claimed_size_is_answered_in_few_numbers(make_laptop: Any) -> None:
    laptop = make_laptop("one")
    laptop.add_project()
    laptop.sync()
    asked = BlobNames(blobs=[(laptop.scope, "a" * 64, 1 << 39), (laptop.scope, "b" * 64, 3 * CHUNK_BYTES)])

    answer = unpack(laptop.transport.send("POST", "/blobs", pack(asked), token_of(laptop)), BlobGaps)

    assert answer.missing == [None, [0, 1, 2]]


def test_two_laptops_that_bring_the_same_photo_at_once_leave_it_whole(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    for seed in range(12):
        data = random.Random(seed).randbytes(5 * CHUNK_BYTES)
        sha256 = hashlib.sha256(data).hexdigest()

        def bring(_: int, data: bytes = data, sha256: str = sha256) -> list[int]:
            for n in store.missing("scope", sha256, len(data)):
                store.put("scope", sha256, n, data[n * CHUNK_BYTES : (n + 1) * CHUNK_BYTES])
            return list(store.missing("scope", sha256, len(data)))

        with ThreadPoolExecutor(4) as both:
            list(both.map(bring, range(4)))

        assert store.missing("scope", sha256, len(data)) == ()
        kept = b"".join(store.chunk("scope", sha256, n) for n in range(5))
        assert hashlib.sha256(kept).hexdigest() == sha256


def test_a_number_that_no_laptop_can_hold_is_set_aside(make_laptop: Any) -> None:
    laptop = make_laptop("one")
    replica, _ = replica_of(laptop)
    operation = Operation("projects", RECORD, "*", (), {"title": 1 << 63})
    made = Transaction(laptop.scope, replica, 1, "a", None, "2026-11-25", None, (operation,), b"")
    made = msgspec.structs.replace(made, hash=chained(FIRST, made))

    assert pushed(laptop, transactions=[made]) == ["quarantined malformed"]


def made_of(laptop: Any, scope: str, *operations: Operation) -> Transaction:
    replica, _ = replica_of(laptop)
    made = Transaction(scope, replica, 1, "a", None, "2026-11-25", None, operations, b"")
    return msgspec.structs.replace(made, hash=chained(FIRST, made))


def test_a_zero_byte_stops_no_sync(make_laptop: Any) -> None:
    """PostgreSQL takes none in a text, so each is turned away before it is asked for."""
    laptop = make_laptop("one")
    laptop.add_project()
    laptop.sync()
    new = made_of(laptop, RECORD, Operation("projects", RECORD, "*", (), {"title": "Water"}))
    deleted = [
        Operation("projects", f"{n}\0", "deleted", ("a.1.1",), {"deleted_at": "2026"}) for n in range(30)
    ]

    assert pushed(laptop, transactions=[made_of(laptop, laptop.scope, *deleted)]) == ["quarantined malformed"]
    for odd in (Scope(RECORD, "project", "K\0G"), Scope(RECORD, "pro\0ject", "KG")):
        assert pushed(laptop, transactions=[new], scopes=[odd]) == ["quarantined malformed"]
    assert pushed(laptop, transactions=[new], scopes=[Scope(RECORD, "project", "KG")]) == ["applied None"]
    assert pushed(laptop, moved={"a\0": 1}) == []
    assert pushed(laptop, cursors={"a\0": 1}) == []
    assert laptop.transport.send("GET", "/prepared/a%00/0/0", b"", token_of(laptop)) == b""


def test_a_piece_beyond_every_attachment_is_none(make_laptop: Any) -> None:
    laptop = make_laptop("one")
    laptop.add_project()
    laptop.sync()
    sha256 = hashlib.sha256(b"photo").hexdigest()
    path = f"/blobs/{laptop.scope}/{sha256}"
    laptop.transport.send("PUT", f"{path}/0", b"photo", token_of(laptop))
    asked = BlobNames(blobs=[(laptop.scope, sha256, 5)])
    laptop.transport.send("POST", "/blobs", pack(asked), token_of(laptop))

    got = [laptop.transport.send("GET", f"{path}/{n}", b"", token_of(laptop)) for n in (0, 1, 10**14, 10**40)]

    assert got == [b"photo", b"", b"", b""]


def test_a_number_beyond_any_message_is_no_message() -> None:
    with pytest.raises(Unreadable, match="malformed"):
        unpack_json(b'{"blobs": [["a", "b", 36893488147419103232]]}', BlobNames)


@pytest.mark.parametrize(
    "wrong", [{"first_n": 1 << 63}, {"data": b"x" * (PART_BYTES + 1)}, {"first_n": 0}, {"replica": ".x y"}]
)
def test_a_part_out_of_bounds_is_refused(make_laptop: Any, wrong: dict[str, Any]) -> None:
    laptop = make_laptop("one")
    replica, _ = replica_of(laptop)
    part = Part(laptop.scope, replica, 1, 0, 2, b"x")
    if "replica" in wrong:
        wrong = {"replica": replica.partition(".")[0] + wrong["replica"]}

    assert pushed(laptop, parts=[msgspec.structs.replace(part, **wrong)]) == ["quarantined malformed"]


def test_what_people_wrote_is_not_in_an_error_for_the_log(office: Any) -> None:
    with pytest.raises(SQLAlchemyError) as fault, office.database.writing() as connection:
        connection.execute(text("INSERT INTO nothing VALUES (:said)"), {"said": "the name of a witness"})

    assert "witness" not in str(fault.value)


def test_an_office_is_not_put_under_one_of_its_own(tmp_path: Path) -> None:
    def typed(*words: str) -> int:
        return CliRunner().invoke(app, ["office", "add", *words, "--data", str(tmp_path)]).exit_code

    assert [typed("RO", "Region"), typed("KG", "Country", "--parent", "RO")] == [0, 0]
    assert typed("OSH", "Sub-office", "--parent", "KG") == 0

    assert typed("RO", "Region", "--parent", "OSH") != 0
    assert typed("KG", "Country", "--parent", "KG") != 0


def test_where_the_data_lies_may_stand_before_or_after_the_command(tmp_path: Path) -> None:
    before = ["--json", "--data", str(tmp_path), "office", "add", "RO", "Region"]
    after = ["office", "add", "KG", "Country", "--parent", "RO", "--data", str(tmp_path), "--json"]

    told = [CliRunner().invoke(app, words) for words in (before, after)]

    assert [done.exit_code for done in told] == [0, 0]
    assert json.loads(told[0].stdout) == {"code": "RO", "name": "Region", "parent": None}
    nowhere = CliRunner().invoke(app, ["--database", "postgresql://none", "restore", str(tmp_path)])
    assert isinstance(nowhere.exception, ServerProblem)


def test_what_a_crash_left_in_the_log_is_kept_beside_a_restore(tmp_path: Path) -> None:
    place = Place.at(tmp_path / "server", None)
    with place.database() as database:
        write_backup(place, database, tmp_path / "server.tar")
    crashed = sqlite3.connect(place.data / "server.db", isolation_level=None)
    crashed.execute("PRAGMA wal_autocheckpoint = 0")
    crashed.execute("INSERT INTO offices (code, name) VALUES ('KG', 'Country')")
    saved = {path.name: path.read_bytes() for path in place.data.glob("server.db*")}
    crashed.close()
    for name, content in saved.items():
        (place.data / name).write_bytes(content)

    read_backup(place, tmp_path / "server.tar")

    kept = sqlite3.connect(place.data / "server-before-restore.db")
    assert kept.execute("SELECT code FROM offices").fetchall() == [("KG",)]
    kept.close()


def test_a_backup_that_cannot_serve_here_changes_nothing(tmp_path: Path) -> None:
    place = Place.at(tmp_path / "server", None)
    with place.database() as database, database.writing() as connection:
        Registry(connection).put_office(Office(code="KG", name="Country", parent=None))
    before = (place.data / "server.db").read_bytes()

    for name, statement in (
        ("newer", "UPDATE alembic_version SET version_num = '9999'"),
        ("foreign", "DROP TABLE server_state"),
    ):
        with Place.at(tmp_path / name, None).database() as database:
            write_backup(Place.at(tmp_path / name, None), database, tmp_path / f"{name}.tar")
        other = sqlite3.connect(tmp_path / name / "server.db")
        other.execute(statement)
        other.commit()
        other.close()
        with tarfile.open(tmp_path / f"{name}.tar", "w") as tar:
            tar.add(tmp_path / name / "server.db", "server.db")
        with pytest.raises((ServerProblem, DatabaseProblem)):
            read_backup(place, tmp_path / f"{name}.tar")

    assert (place.data / "server.db").read_bytes() == before
    assert not list(place.data.glob("*before-restore*"))


def test_the_wrong_backup_first_and_the_right_one_next_keep_what_was_there(tmp_path: Path) -> None:
    place = Place.at(tmp_path / "server", None)
    with place.database() as database:
        write_backup(place, database, tmp_path / "server.tar")
        with database.writing() as connection:
            Registry(connection).put_office(Office(code="KG", name="Country", parent=None))

    for _ in range(2):
        read_backup(place, tmp_path / "server.tar")

    found = [_offices_in(path) for path in sorted(place.data.glob("server-before-restore*.db"))]
    assert sorted(found) == [[], ["KG"]]


def test_what_is_put_in_place_is_of_a_new_epoch_already(tmp_path: Path) -> None:
    """A server that starts after a restore whose power went must not take the old epoch for its own."""
    place = Place.at(tmp_path / "server", None)
    with place.database() as database:
        before = database.epoch()
        write_backup(place, database, tmp_path / "server.tar")

    after = read_backup(place, tmp_path / "server.tar")

    with place.database() as database:
        assert database.epoch() == after != before


def _offices_in(path: Path) -> list[str]:
    kept = sqlite3.connect(path)
    found = [code for (code,) in kept.execute("SELECT code FROM offices")]
    kept.close()
    return found


def test_as_many_views_of_the_embedded_database_as_there_are_threads(tmp_path: Path) -> None:
    database = Database.open(tmp_path, None)
    with ExitStack() as views:
        for _ in range(40):
            views.enter_context(database.reading())

        assert database.counts().epoch  # waits for none of them to end

    database.close()
