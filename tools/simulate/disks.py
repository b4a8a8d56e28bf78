"""Real SQLite databases in memory, whose power, space and clock the simulator holds in its hand."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event
from sqlalchemy.pool import StaticPool

from sync.client import capture, tables
from sync.client.authors import introduce
from sync.client.held import show_columns
from tools.simulate.clocks import Clock
from tools.simulate.shapes import NEXT_TABLES, NOW_TABLES
from tools.simulate.violation import PowerCut

_ROOMY = 1 << 30


class Disk:
    """One database. Its engine outlives histories, so that statements are compiled once and not for each seed."""

    def __init__(self) -> None:
        self.raw = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        for pragma in ("foreign_keys = ON", "recursive_triggers = ON"):
            self.raw.execute(f"PRAGMA {pragma}")
        # In front of SQLite's own: the time that triggers write down is this laptop's, not this computer's.
        self.raw.create_function("strftime", 2, self._now)
        self.author = introduce(self.raw)
        self.clock = Clock()
        self._power: int | None = None
        self._moments: int | None = None
        self.engine = create_engine("sqlite://", creator=lambda: self.raw, poolclass=StaticPool)
        _listen(self)

    def load(self, image: bytes) -> None:
        """From now on the disk holds this and nothing is wrong with it."""
        self._power = self._moments = None
        self.clock = Clock()
        self.raw.deserialize(image)
        self.raw.execute("PRAGMA foreign_keys = ON")

    def image(self) -> bytes:
        return self.raw.serialize()

    def cut_power_after(self, steps: int) -> None:
        """The machine goes off at its n-th statement or commit from now; work in hand is rolled back."""
        self._power = steps

    def cut_power_at_commit(self, moments: int) -> None:
        """The machine goes off at the n-th of these moments from now: before and after each commit."""
        self._moments = moments

    def mend(self) -> None:
        """Power is back and there is space."""
        self._power = self._moments = None
        self.raw.execute(f"PRAGMA max_page_count = {_ROOMY}")

    def fill(self, room: int) -> None:
        """No more than so many pages fit beside what is there."""
        (pages,) = self.raw.execute("PRAGMA page_count").fetchone()
        self.raw.execute(f"PRAGMA max_page_count = {pages + room}")

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """As the product's engine.begin, and the power may go right after the commit as well."""
        with self.engine.begin() as connection:
            yield connection
        self.moment()

    def moment(self) -> None:
        """Right before a commit, or right after it."""
        self.step()
        if self._moments is None:
            return
        self._moments -= 1
        if self._moments <= 0:
            self._moments = None
            raise PowerCut

    def step(self) -> None:
        if self._power is None:
            return
        self._power -= 1
        if self._power <= 0:
            self._power = None
            raise PowerCut

    def _now(self, form: str, when: str) -> str:
        return self.clock.text()


def _listen(disk: Disk) -> None:
    @event.listens_for(disk.engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN IMMEDIATE"))

    @event.listens_for(disk.engine, "commit")
    def commit(connection: Connection) -> None:
        disk.moment()

    @event.listens_for(disk.engine, "before_cursor_execute")
    def execute(*_: Any) -> None:
        disk.step()


class Shelf:
    """Disks to be used again."""

    def __init__(self) -> None:
        self._free: list[Disk] = []
        self._lent: list[Disk] = []

    def take(self, image: bytes) -> Disk:
        disk = self._free.pop() if self._free else Disk()
        disk.mend()
        disk.load(image)
        self._lent.append(disk)
        return disk

    def give_back(self) -> None:
        """All that were lent."""
        for disk in self._lent:
            disk.mend()
        self._free += self._lent
        self._lent = []


@cache
def empty_store(*, is_next: bool) -> bytes:
    """A laptop's store as it is before its first use."""
    disk = Disk()
    metadata = NEXT_TABLES if is_next else NOW_TABLES
    with disk.begin() as connection:
        tables.metadata.create_all(connection)
        metadata.create_all(connection)
        capture.install(connection, metadata)
    return disk.image()


def upgrade(engine: Engine, old: MetaData, new: MetaData) -> None:
    """What a migration does: new columns and tables, and the triggers made again."""
    with engine.begin() as connection:
        capture.drop(connection)
        for name, table in old.tables.items():
            for column in set(new.tables[name].columns.keys()) - set(table.columns.keys()):
                connection.exec_driver_sql(f'ALTER TABLE "{name}" ADD COLUMN "{column}" TEXT')
        new.create_all(connection)
        capture.install(connection, new)
        show_columns(connection, new, list(old.tables))
