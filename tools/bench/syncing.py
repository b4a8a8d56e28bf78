"""The first pull of a new laptop, and an empty sync, beside the least work that moves the same rows."""

import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
import sqlcipher3.dbapi2 as sqlcipher
import zstandard

from desktop.services.demo.people import COLLEAGUE, HOME, home_people
from desktop.services.demo.server import DemoServer
from desktop.services.roster import Services
from desktop.storage.migrate import synced_metadata
from sync.client.capture import applying
from sync.client.shape import synced_tables
from tools.bench.measuring import Outcome, alternate, seconds
from tools.bench.stores import make_empty, make_store

_KEY = "PRAGMA key = \"x'" + "5a" * 32 + "'\""


def run(folder: Path, rounds: int, *, quick: bool) -> list[Outcome]:
    projects, visits = (3, 6) if quick else (60, 660)
    home = make_store(folder / "home", projects=projects, visits=visits, with_photos=False)
    numbers, plain_numbers = itertools.count(), itertools.count()
    try:
        (folder / "server").mkdir()
        server = DemoServer(folder / "server")
        server.add_offices(("RO", "Regional Office", None), (HOME, "Country Office", "RO"))
        email = home_people()[0][1]
        mine = server.code_for(email, "RO", "manager")
        guest = home_people()[COLLEAGUE][1]
        codes = [server.code_for(guest, "RO", "manager") for _round in range(rounds + 1)]
        with server.running() as address, _rows_served(home, folder) as (rows_address, tables):
            home.syncing.enrol(address, mine)
            home.syncing.sync()
            pulled: dict[str, int] = {}

            def product() -> float:
                at = next(numbers)
                away = make_empty(folder / f"away-{at}", COLLEAGUE)
                try:
                    away.syncing.enrol(address, codes[at])
                    reports: list[Any] = []
                    spent = seconds(lambda: reports.append(away.syncing.sync()))
                    pulled.update(records=reports[0].pulled, bytes=reports[0].bytes_received)
                    return spent
                finally:
                    away.close()

            own_tables: list[float] = []

            def limit() -> float:
                at = next(plain_numbers)
                own_tables.append(_pull_into_own(rows_address, tables, folder / f"own-{at}"))
                return _plain_pull(rows_address, tables, folder / f"plain-{at}.db")

            limits, products = alternate(rounds, limit, product)
            first = Outcome(
                name=f"first pull of {pulled['records']:,} records",
                unit="s",
                product=products,
                limit=limits,
                reach=2.0,
                note="history and receipts included; the limit: the same rows in one answer, "
                "msgpack and zstd, into SQLCipher",
                facts={"bytes_a_record": round(pulled["bytes"] / max(pulled["records"], 1))},
            )
            own = Outcome(
                name="the same, beside rows in Milepost's own tables",
                unit="s",
                product=products,
                limit=tuple(own_tables[-rounds:]),
                note="checks, foreign keys, indexes and capture triggers as they are; no history, no merge",
            )
            a_record = Outcome(
                name="bytes of a pulled record",
                unit="B",
                product=(pulled["bytes"] / max(pulled["records"], 1),),
                reach=100.0,
                note="as it travels, headers and the empty answer after it included; the limit's rows alone, packed alike: "
                f"{(folder / 'rows.msgpack.zst').stat().st_size / max(pulled['records'], 1):.0f}",
            )
            return [first, own, a_record, _empty_sync(home, rows_address, folder, rounds)]
    finally:
        home.close()


def _empty_sync(home: Services, rows_address: str, folder: Path, rounds: int) -> Outcome:
    told: list[Any] = []
    times = 10
    bare = sqlcipher.connect(str(folder / "point.db"), isolation_level=None)
    bare.execute(_KEY)
    bare.execute("CREATE TABLE heads (scope TEXT PRIMARY KEY, seq INTEGER)")
    bare.execute("INSERT INTO heads VALUES ('a', 1)")

    def product() -> float:
        def ask() -> None:
            for _time in range(times):
                told.append(home.syncing.sync())

        return seconds(ask) / times

    def limit() -> float:
        def ask() -> None:
            for _time in range(times):
                bare.execute("SELECT seq FROM heads WHERE scope = 'a'").fetchone()
                with httpx.Client() as client:
                    client.post(f"{rows_address}/point", content=b"a")

        return seconds(ask) / times

    limits, products = alternate(rounds, limit, product)
    bare.close()
    last = told[-1]
    size = last.bytes_sent + last.bytes_received
    return Outcome(
        name="empty sync",
        unit="s",
        product=products,
        limit=limits,
        reach=8.0,
        note=f"{last.requests} request, {size} bytes with headers",
        facts={"requests": last.requests, "bytes": size},
    )


@contextmanager
def _rows_served(home: Services, folder: Path) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """A server that hands out every synced row of the store, packed as sync packs."""
    tables: dict[str, list[str]] = {}
    rows: dict[str, list[Any]] = {}
    with home.database.transaction() as connection:
        for table in synced_tables(synced_metadata()):
            tables[table.name] = [column.name for column in table.columns]
            listed = ", ".join(f'"{name}"' for name in tables[table.name])
            found = connection.exec_driver_sql(f'SELECT {listed} FROM "{table.name}"').all()
            rows[table.name] = [tuple(row) for row in found]
    file = folder / "rows.msgpack.zst"
    file.write_bytes(zstandard.compress(msgspec.msgpack.encode(rows), 3))
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.bench.rows_server", str(file)], stdout=subprocess.PIPE, text=True
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        yield f"http://127.0.0.1:{json.loads(line)}", tables
    finally:
        process.terminate()
        process.wait(10)
        if process.stdout is not None:
            process.stdout.close()


def _pull_into_own(address: str, tables: dict[str, list[str]], folder: Path) -> float:
    """The rows of the plain pull into an empty store of Milepost's, with all that its tables ask of a row."""
    away = make_empty(folder, COLLEAGUE)

    def pull() -> None:
        rows = msgspec.msgpack.decode(zstandard.decompress(httpx.get(f"{address}/rows").content))
        with away.database.transaction() as connection, applying(connection):
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for table, found in rows.items():
                marks = ", ".join("?" * len(tables[table]))
                named = ", ".join(f'"{name}"' for name in tables[table])
                if found:
                    sql = f'INSERT OR IGNORE INTO "{table}" ({named}) VALUES ({marks})'
                    connection.exec_driver_sql(sql, [tuple(row) for row in found])

    try:
        return seconds(pull)
    finally:
        away.close()


def _plain_pull(address: str, tables: dict[str, list[str]], path: Path) -> float:
    store = sqlcipher.connect(str(path), isolation_level=None)
    store.execute(_KEY)
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "cache_size = -65536"):
        store.execute(f"PRAGMA {pragma}")
    for table, columns in tables.items():
        named = ", ".join(f'"{name}" TEXT{" PRIMARY KEY" if name == "id" else ""}' for name in columns)
        store.execute(f'CREATE TABLE "{table}" ({named})')

    def pull() -> None:
        body = httpx.get(f"{address}/rows").content
        rows = msgspec.msgpack.decode(zstandard.decompress(body))
        store.execute("BEGIN")
        for table, found in rows.items():
            marks = ", ".join("?" * len(tables[table]))
            store.executemany(f'INSERT INTO "{table}" VALUES ({marks})', found)
        store.execute("COMMIT")

    try:
        return seconds(pull)
    finally:
        store.close()
