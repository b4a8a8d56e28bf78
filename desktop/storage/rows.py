"""Questions in plain SQL, answered in plain rows: what opens a store and lists its pages needs no mapped record."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection

Ask = Callable[[str, tuple[Any, ...]], Any]
"""Runs one statement and answers a DB-API cursor."""


class Rows:
    """One transaction, asked by hand; over SQLAlchemy's connection or over a raw one alike."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def all(self, sql: str, *values: Any) -> list[Any]:
        found: list[Any] = self._ask(sql, values).fetchall()
        return found

    def first(self, sql: str, *values: Any) -> Any:
        """The first row, or None."""
        found = self.all(sql, *values)
        return found[0] if found else None

    def value(self, sql: str, *values: Any) -> Any:
        """The first column of the first row, or None."""
        found = self.first(sql, *values)
        return None if found is None else found[0]

    def write(self, sql: str, *values: Any) -> None:
        self._ask(sql, values)


def rows_in(connection: "Connection") -> Rows:
    """Plain rows within a transaction of SQLAlchemy's."""
    return Rows(lambda sql, values: connection.exec_driver_sql(sql, values).cursor)
