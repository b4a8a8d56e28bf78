"""A server that lacks its last minutes goes on, as a standby that takes over does, and nobody says so: work still comes back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from sync.server.store import tables
from tests.sync.server.test_kept_back import Tell, tell
from tests.sync.test_checkup import check

__all__ = ["tell"]


@contextmanager
def lost_by_the_server(database: Any) -> Iterator[None]:
    """All that it takes within the block is gone after it, its own memory of it too; the epoch stays."""
    with database.reading() as connection:
        before = {
            table: connection.execute(table.select()).mappings().all()
            for table in tables.metadata.sorted_tables
        }
    yield
    with database.writing() as connection:
        for table in reversed(before):
            connection.execute(table.delete())
        for table, rows in before.items():
            if rows:
                connection.execute(table.insert(), [dict(row) for row in rows])


@pytest.fixture
def apart(two: Any, office: Any) -> Any:
    """What one had acknowledged is lost, and the other's newer work has taken its place in the order."""
    one, other = two
    one.add_project("Before")
    one.sync(), other.sync()
    with lost_by_the_server(office.database):
        one.add_project("Acknowledged and lost")
        one.sync()
    other.add_project("Newer")
    other.sync(), one.sync()
    return two


def titles(laptop: Any) -> list[str]:
    return sorted(row[0] for row in laptop.rows("SELECT title FROM projects"))


@pytest.mark.parametrize("is_said_late", [True, False])
def test_what_a_standby_lacked_comes_back_by_a_checkup_or_once_it_is_said(
    apart: Any, tell: Tell, is_said_late: bool
) -> None:
    if is_said_late:
        tell("restored")

    for _round in range(3):
        for laptop in apart:
            laptop.sync() if is_said_late else check(laptop)

    assert [titles(laptop) for laptop in apart] == [["Acknowledged and lost", "Before", "Newer"]] * 2
    assert tell("verify")["ok"]
