"""What the server keeps about itself by name: its epoch, its key, how often its people and laptops changed."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, Integer, Text, bindparam, cast, select

from sync.server.store.tables import state
from sync.server.store.upserts import upsert

EPOCH = "epoch"
"""Another one after each restore from a backup."""

SERIAL = "directory_serial"
"""Grows with every change of offices, roles and devices, and never falls."""

SECURED = "secured_serial"
"""Grows with every checked backup."""


SIGNING_KEY = "signing_key"
"""The server's own, in hexadecimal."""


class Counts(NamedTuple):
    """What a laptop that knows all three of has nothing to hear about the server itself."""

    epoch: str
    serial: int
    secured: int


_FIND = select(state.c.value).where(state.c.name == bindparam("wanted"))
_FIND_ALL = select(state).where(state.c.name.in_(bindparam("wanted", expanding=True)))


class State:
    """Inside one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ahead: dict[str, str] = {}

    def read_ahead(self, names: Collection[str]) -> None:
        """In one question what will be asked for; what was not there is looked up when it is."""
        self._ahead = self.find_all(names)

    def find_all(self, names: Collection[str]) -> dict[str, str]:
        """Of those, what is kept."""
        rows = self._connection.execute(_FIND_ALL, {"wanted": list(names)}).all()
        return {row.name: row.value for row in rows}

    def find(self, name: str) -> str | None:
        if name in self._ahead:
            return self._ahead[name]
        return self._connection.execute(_FIND, {"wanted": name}).scalar()

    def counts(self) -> Counts:
        """Epoch, serial and count of backups, in one question."""
        found = self.find_all((EPOCH, SERIAL, SECURED))
        return Counts(found[EPOCH], int(found.get(SERIAL, 0)), int(found.get(SECURED, 0)))

    def keep(self, name: str, value: str) -> None:
        self._ahead.clear()
        statement = upsert(self._connection, state).values(name=name, value=value)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
        )

    def keep_first(self, name: str, value: str) -> str:
        """What is kept under this name; `value` where nothing was, also when two ask at once."""
        statement = upsert(self._connection, state).values(name=name, value=value)
        self._connection.execute(statement.on_conflict_do_nothing(index_elements=["name"]))
        return self.find(name) or value

    def epoch(self) -> str:
        """Changes when the server is restored from a backup."""
        return self.find("epoch") or ""

    def serial(self) -> int:
        return int(self.find(SERIAL) or 0)

    def secured(self) -> int:
        """How many backups were made and checked."""
        return int(self.find(SECURED) or 0)

    def count_up(self, by: int = 1, *, name: str = SERIAL) -> None:
        """Another serial than any laptop has seen."""
        self._ahead.clear()
        statement = upsert(self._connection, state).values(name=name, value=str(by))
        # In one statement: two that read first would write the same number.
        counted = cast(cast(state.c.value, Integer) + by, Text)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"value": counted})
        )
