"""A year of one office's history, compacted: what the database takes then, beside its live rows alone."""

import json
import random
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from sync.merge.edits import DELETED
from sync.messages.schema import Schema, TableShape
from sync.messages.seals import FIRST, chained
from sync.messages.wire import Enrolment, Operation, Request, Scope, Transaction
from sync.server.access.devices import Admitted, admit, enrol, make_code
from sync.server.app.place import packaged_schema
from sync.server.rounds.compacting import compact
from sync.server.rounds.door import Door
from sync.server.rounds.exchange import exchange
from sync.server.rounds.verifying import faults_in
from sync.server.store.database import Database
from sync.server.store.registry import Office, Registry
from tools.bench.measuring import Outcome

_TABLES = ("projects", "partners", "places")
"""Kinds of record that hang on nothing, so that any order of them is taken."""
_PROJECTS = 10
_MAKES = 0.3
_AT_ONCE = 500
_WRITTEN, _NOW = "2025-11-25T12:00:00.000Z", "2026-11-25T12:00:00.000Z"


def run(folder: Path, rounds: int, *, quick: bool) -> list[Outcome]:
    """Sizes do not change from round to round: one is measured."""
    changes = 4_000 if quick else 200_000
    database = Database.open(folder, None)
    try:
        year = _Year(packaged_schema(), random.Random(7))
        _push(database, year, changes)
        database.shrink()
        before, begun = database.size_bytes(), time.perf_counter()
        archives = folder / "archive"
        done = [
            compact(database, year.schema, archives, scope, older_than=_NOW, away_since=_NOW, now=_NOW)
            for scope in year.scopes
        ]
        spent = time.perf_counter() - begun
        database.shrink()
        after = database.size_bytes()
        assert sum(one.until for one in done) == changes
        assert faults_in(database, archives) == []
    finally:
        database.close()
    live = _live_bytes(folder / "live.db", year)
    archived = sum(one.archive_bytes for one in done)
    return [
        Outcome(
            name=f"a year of an office compacted: {changes:,} changes",
            unit="MB",
            product=(after / 1e6,),
            limit=(live / 1e6,),
            reach=1.5,
            note=f"before {before / 1e6:.1f} MB, archives {archived / 1e6:.1f} MB, {len(year.rows):,} live rows, in {spent:.0f} s",
            facts={"before": before, "after": after, "live": live, "archives": archived, "seconds": spent},
        )
    ]


@dataclass(slots=True)
class _Year:
    """Who writes what; knows the rows as they are in the end."""

    schema: Schema
    source: random.Random
    scopes: list[str] = field(default_factory=list)
    rows: dict[str, tuple[str, str, dict[str, Any]]] = field(default_factory=dict)
    _of: dict[str, list[str]] = field(default_factory=dict)
    _heads: dict[tuple[str, str], str] = field(default_factory=dict)
    _words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        letters = "aeiourstnlmkdpgbv"
        self._words = [
            "".join(self.source.choices(letters, k=self.source.randint(2, 9))) for _ in range(3000)
        ]
        self.scopes = [self.id() for _ in range(_PROJECTS)]

    def id(self) -> str:
        return str(uuid.UUID(bytes=self.source.randbytes(16), version=4))

    def operation(self, scope: str, dot: str) -> Operation:
        """A new record, or a later word on one of those that changed last or on any."""
        known = self._of.setdefault(scope, [])
        if not known or self.source.random() < _MAKES:
            return self._made(scope, dot, known)
        recent = self.source.random() < 0.5
        record = self.source.choice(known[-50:] if recent else known)
        _, table, row = self.rows[record]
        shape = self.schema.tables[table]
        atom = self.source.choice([a for a in shape.atoms if self._is_free(table, a)])
        value = {name: self._value(shape, name) for name in shape.atoms[atom].columns}
        base = self._heads.get((record, atom), self._heads[record, "*"])
        self._heads[record, atom] = dot
        row.update(value)
        return Operation(table, record, atom, (base,), value)

    def _made(self, scope: str, dot: str, known: list[str]) -> Operation:
        table, record = (
            self.source.choice([name for name in _TABLES if name in self.schema.tables]),
            self.id(),
        )
        shape = self.schema.tables[table]
        value = {
            name: self._value(shape, name) if self._is_free(table, atom) else None
            for atom, one in shape.atoms.items()
            for name in one.columns
        }
        value |= {name: value[name] or self._value(shape, name) for name in shape.required if name in value}
        self.rows[record] = (scope, table, dict(value))
        self._heads[record, "*"] = dot
        known.append(record)
        return Operation(table, record, "*", (), value)

    def _is_free(self, table: str, atom: str) -> bool:
        policy = self.schema.tables[table].atoms[atom].policy
        is_step = atom in self.schema.transitions.get(table, {})
        return atom != DELETED and policy in ("register", "text") and not is_step

    def _value(self, shape: TableShape, name: str) -> Any:
        kind = shape.kinds.get(name, "text")
        if name in shape.parents:
            return None
        if kind == "integer":
            return self.source.randint(0, 5000)
        if kind == "real":
            return round(self.source.random() * 90, 6)
        return " ".join(self.source.choices(self._words, k=self.source.choice((1, 2, 3, 6, 12))))


def _push(database: Database, year: _Year, changes: int) -> None:
    admitted = _monitor(database)
    entered = Door(database).let_in(admitted)
    for request in _requests(admitted, year, database.epoch(), changes):
        acks = exchange(database, year.schema, entered, request, _WRITTEN).acks
        outcomes = {(ack.outcome, ack.code) for ack in acks}
        assert outcomes == {("applied", None)}, outcomes


def _monitor(database: Database) -> Admitted:
    with database.writing() as connection:
        registry = Registry(connection)
        registry.put_office(Office(code="KG", name="Country", parent=None))
        registry.put_role("a@example.org", "KG", "admin")
        asked = Enrolment(code=make_code(registry, "a@example.org"), replica="0" * 16)
        return admit(registry, enrol(registry, asked, database.epoch(), _WRITTEN).token)


def _requests(admitted: Admitted, year: _Year, epoch: str, changes: int) -> Iterator[Request]:
    replica, chains = f"{admitted.device.replica}.1", dict.fromkeys(year.scopes, (0, FIRST))
    left = changes
    while left:
        scope, listed, size = year.source.choice(year.scopes), list[Transaction](), 0
        while size < _AT_ONCE and left:
            n, seal = chains[scope]
            count = min(left, year.source.choice((1, 1, 1, 2, 4)))
            operations = tuple(year.operation(scope, f"{replica}.{n + 1 + at}") for at in range(count))
            one = Transaction(
                scope, replica, n + 1, year.id(), "a@example.org", _WRITTEN, None, operations, b""
            )
            one = msgspec.structs.replace(one, hash=chained(seal, one))
            chains[scope] = (n + count, one.hash)
            listed.append(one)
            size, left = size + count, left - count
        yield Request(
            replica=replica,
            epoch=epoch,
            scopes=[Scope(scope, "project", "KG")],
            transactions=listed,
            wants_pages=False,
        )


def _live_bytes(path: Path, year: _Year) -> int:
    """The rows as they are now, in the plainest generic table that finds them by scope and record."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(
            "CREATE TABLE live (scope TEXT, record TEXT, table_name TEXT, value TEXT, PRIMARY KEY (scope, record))"
        )
        rows = (
            (scope, record, table, json.dumps(row, separators=(",", ":"), ensure_ascii=False))
            for record, (scope, table, row) in sorted(year.rows.items())
        )
        raw.executemany("INSERT INTO live VALUES (?, ?, ?, ?)", rows)
        raw.commit()
        raw.execute("VACUUM")
    return path.stat().st_size
