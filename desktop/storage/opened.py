"""One transaction that begins on the raw connection: SQLAlchemy's is laid over it only where a record is asked for.

Saving one field needs six statements; through SQLAlchemy each costs more than SQLite takes for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Engine

from desktop.storage.rows import Rows
from sync.client.authors import AUTHOR, Author


class Opened:
    """Both ways to the same open transaction: by hand, and by SQLAlchemy."""

    def __init__(self, engine: Engine, pooled: Any) -> None:
        self._engine = engine
        self._pooled = pooled
        self._raw = pooled.driver_connection
        self.execute = self._raw.execute
        self.rows = Rows(self.execute)
        self.author: Author = pooled.info[AUTHOR]

    @cached_property
    def connection(self) -> Connection:
        over = Connection(self._engine, connection=self._pooled).execution_options(begin=None)
        over.begin()
        return over

    def commit(self) -> None:
        if "connection" in vars(self):
            self.connection.commit()
        else:
            self._raw.execute("COMMIT")

    def rollback(self) -> None:
        if "connection" in vars(self):
            self.connection.rollback()
        elif self._raw.in_transaction:  # after some errors SQLite has rolled back already
            self._raw.execute("ROLLBACK")


@contextmanager
def opened(engine: Engine, begin: str) -> Iterator[Opened]:
    """Commits if the block ends well, else rolls back. Raises sqlcipher.Error as the driver does."""
    pooled = engine.raw_connection()
    try:
        pooled.driver_connection.execute(begin)  # type: ignore[union-attr]
        transaction = Opened(engine, pooled)
        try:
            yield transaction
            transaction.commit()
        except BaseException:
            transaction.rollback()
            raise
    finally:
        pooled.close()
