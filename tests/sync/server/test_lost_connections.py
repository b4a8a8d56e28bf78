"""PostgreSQL that restarts, or shuts a connection out: the next call, or the one after it, is answered again."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from sync.server.store import database as database_module
from sync.server.store.database import Database

pytestmark = pytest.mark.slow


@pytest.fixture
def url(fresh_postgres: Callable[[], str]) -> str:
    return fresh_postgres()


@pytest.fixture
def database(url: str, tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(tmp_path, url)
    yield opened
    opened.close()


def end_all_connections(url: str) -> None:
    """As a restart does."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_connection_that_rested_is_tried_before_it_is_used(
    database: Database, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    epoch = database.epoch()
    end_all_connections(url)
    monkeypatch.setattr(database_module, "_IDLE_S", -1.0)  # whatever was handed back rested long enough

    assert database.epoch() == epoch
    with database.glancing() as glance:
        assert glance.standing("nobody") is None


def in_a_view(database: Database) -> object:
    return database.epoch()


def at_a_glance(database: Database) -> object:
    with database.glancing() as glance:
        return glance.standing("nobody")


@pytest.mark.parametrize("ask", [in_a_view, at_a_glance])
def test_one_that_was_used_just_now_fails_one_call_and_no_other(
    database: Database, url: str, monkeypatch: pytest.MonkeyPatch, ask: Callable[[Database], object]
) -> None:
    monkeypatch.setattr(database_module, "_IDLE_S", 3600.0)
    told = ask(database)
    with contextlib.ExitStack() as held:  # several, so that all of them are stale
        for _ in range(3):
            held.enter_context(database.reading())
    end_all_connections(url)

    with pytest.raises((OperationalError, psycopg.OperationalError)):
        ask(database)

    assert [ask(database) for _ in range(4)] == [told] * 4
