"""What the server keeps about itself by name: its epoch, its key, how often its people and laptops changed."""

from sqlalchemy import Connection, Integer, Text, cast, or_, select

from sync.server.store.tables import state
from sync.server.store.upserts import upsert

EPOCH = "epoch"
"""Another one after each restore from a backup."""

SERIAL = "directory_serial"
"""Grows with every change of offices, roles and devices, and never falls."""

SECURED = "secured_serial"
"""Grows with every checked backup."""


_STANDING = select(state).where(or_(state.c.name == EPOCH, state.c.name == SERIAL, state.c.name == SECURED))


class State:
    """Inside one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, name: str) -> str | None:
        return self._connection.execute(select(state.c.value).where(state.c.name == name)).scalar()

    def standing(self) -> tuple[str, int, int]:
        """Epoch, serial and count of backups: whether a laptop knows them all decides most calls."""
        found = {row.name: row.value for row in self._connection.execute(_STANDING)}
        return found[EPOCH], int(found.get(SERIAL, 0)), int(found.get(SECURED, 0))

    def keep(self, name: str, value: str) -> None:
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
        statement = upsert(self._connection, state).values(name=name, value=str(by))
        # In one statement: two that read first would write the same number.
        counted = cast(cast(state.c.value, Integer) + by, Text)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"value": counted})
        )
