"""The journal: no writer bypasses it, and no switch or author outlives its transaction."""

import json
import math
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2 as sqlcipher

from sync.client import capture
from sync.client.seal import seal


@pytest.fixture
def laptop(laptop_at: Any) -> Any:
    return laptop_at("alone", None)


def journal(laptop: Any) -> list[tuple[Any, ...]]:
    rows = laptop.rows("SELECT kind, actor, record_id, atom, old, new FROM journal ORDER BY change")
    return [(*row[:4], *(json.loads(part) if part else None for part in row[4:])) for row in rows]


def test_an_insert_is_one_row_and_an_update_one_for_each_atom_that_differs(laptop: Any) -> None:
    record = laptop.add_project("Water", lat=1.5)

    laptop.set(record, title="Water", lat=2.5, lon=3.5, state="submitted")

    made, *changed = journal(laptop)
    assert made[:4] == ("insert", "alone@example.org", record, "*")
    assert made[5]["title"] == "Water"
    assert [row[3:] for row in changed] == [
        ("position", {"lat": 1.5, "lon": None}, {"lat": 2.5, "lon": 3.5}),
        ("state", {"state": "draft", "state_by": None}, {"state": "submitted", "state_by": None}),
    ] or [row[3] for row in changed] == ["state", "position"]


def test_every_kind_of_writer_is_captured(laptop: Any) -> None:
    record = laptop.add_project("a")
    projects = laptop.client._metadata.tables["projects"]

    with laptop.engine.begin() as connection:
        connection.execute(update(projects).values(title="core"))
        connection.execute(text("UPDATE projects SET title = 'text'"))
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            session.execute(update(projects).values(title="orm bulk"))
            session.commit()
        connection.exec_driver_sql("UPDATE projects SET title = 'driver'")
        connection.exec_driver_sql(
            "INSERT INTO projects (id, scope_id, title) VALUES (?, 's', 'upsert')"
            " ON CONFLICT (id) DO UPDATE SET title = excluded.title",
            (record,),
        )
        connection.execute(
            insert(projects).prefix_with("OR REPLACE").values(id=record, scope_id="s", title="re")
        )

    titles = [row[5]["title"] for row in journal(laptop)]
    assert titles == ["a", "core", "text", "orm bulk", "driver", "upsert", "re"]


def test_a_rolled_back_change_leaves_no_trace(laptop: Any) -> None:
    def fail() -> None:
        with laptop.working() as connection:
            connection.exec_driver_sql("INSERT INTO projects (id, scope_id) VALUES ('a', 's')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert journal(laptop) == []


def test_what_is_applied_is_not_captured_and_the_next_change_is(laptop: Any) -> None:
    record = laptop.add_project("a")
    with laptop.engine.begin() as connection, capture.applying(connection):
        connection.exec_driver_sql("UPDATE projects SET title = 'theirs'")

    laptop.set(record, title="mine")

    assert [row[5]["title"] for row in journal(laptop)] == ["a", "mine"]


def test_a_forgotten_switch_cannot_be_committed(laptop: Any) -> None:
    def write() -> None:
        with laptop.engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO sync_applying (one) VALUES (1)")
            connection.exec_driver_sql("INSERT INTO projects (id, scope_id) VALUES ('a', 's')")

    with pytest.raises(IntegrityError):
        write()

    assert laptop.rows("SELECT * FROM projects") == []


def test_nothing_is_said_to_be_of_the_author_of_a_unit_that_failed(laptop: Any) -> None:
    def fail() -> None:
        with laptop.working() as connection:
            connection.exec_driver_sql("INSERT INTO projects (id, scope_id) VALUES ('a', 's')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with laptop.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO projects (id, scope_id) VALUES ('b', 's')")

    assert [row[:3] for row in journal(laptop)] == [("insert", None, "b")]


def test_a_connection_that_knows_no_authors_writes_nothing(laptop: Any) -> None:
    stranger = plain_connection(laptop.path / "store.db")

    with closing(stranger), pytest.raises(sqlcipher.OperationalError, match="author_said"):
        stranger.execute("INSERT INTO projects (id, scope_id) VALUES ('a', 's')")

    assert laptop.rows("SELECT * FROM projects") == []


def plain_connection(path: Path) -> Any:
    db = sqlcipher.connect(str(path))
    db.execute(f"PRAGMA key = \"x'{'7a' * 32}'\"")
    return db


def test_an_apply_that_failed_half_way_cannot_be_committed(laptop: Any) -> None:
    def apply_and_fail(connection: Connection) -> None:
        with capture.applying(connection):
            connection.exec_driver_sql("INSERT INTO projects (id, scope_id) VALUES ('a', 's')")
            raise ZeroDivisionError

    def go_on_as_if_nothing_had_happened() -> None:
        with laptop.engine.begin() as connection, suppress(ZeroDivisionError):
            apply_and_fail(connection)

    with pytest.raises(IntegrityError):
        go_on_as_if_nothing_had_happened()

    assert laptop.rows("SELECT * FROM projects") == []


def test_id_and_scope_never_change(laptop: Any) -> None:
    laptop.add_project("a")

    for column in ("id", "scope_id"):
        with pytest.raises(IntegrityError, match="never change"), laptop.engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE projects SET {column} = 'x'")


def test_missing_and_foreign_triggers_are_named(laptop: Any) -> None:
    metadata = laptop.client._metadata
    with laptop.engine.begin() as connection:
        assert capture.problems(connection, metadata) == []
        connection.exec_driver_sql("DROP TRIGGER capture_of_projects_set_title")
        connection.exec_driver_sql(
            "CREATE TRIGGER capture_of_old AFTER UPDATE ON projects BEGIN SELECT 1; END"
        )
        assert capture.problems(connection, metadata) == ["capture_of_old", "capture_of_projects_set_title"]
        capture.install(connection, metadata)
        assert capture.problems(connection, metadata) == []
        capture.drop(connection)
        connection.exec_driver_sql("INSERT INTO projects (id, scope_id) VALUES ('a', 's')")
    assert journal(laptop) == []


@given(
    title=st.text(st.characters(exclude_categories=["Cs"])),
    lat=st.floats(allow_nan=False, allow_infinity=False),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_and_number_is_journalled_as_it_is(laptop: Any, title: str, lat: float) -> None:
    record = laptop.add_project(title, lat=lat)

    ((new, stored),) = laptop.rows(
        "SELECT j.new, p.lat FROM journal AS j JOIN projects AS p ON p.id = j.record_id WHERE p.id = ?",
        record,
    )
    told = json.loads(new)
    assert told["title"] == title.partition("\0")[0] or told["title"] == title
    assert told["lat"] == stored == lat
    assert not math.isnan(told["lat"])


def sealed(laptop: Any) -> list[tuple[str, dict[str, Any]]]:
    with laptop.engine.begin() as connection:
        seal(connection, laptop.client._metadata)
    rows = laptop.rows(
        "SELECT o.atom, o.value FROM sync_operations AS o JOIN sync_transactions AS t ON t.id = o.transaction_id"
        " ORDER BY t.id, o.position"
    )
    return [(atom, json.loads(value) if value else {}) for atom, value in rows]


def test_the_keystrokes_of_one_session_become_one_operation(laptop: Any) -> None:
    record = laptop.add_project("")
    sealed(laptop)
    for typed in ("W", "We", "Wel", "Wells"):
        laptop.set(record, title=typed, session="field")
    laptop.set(record, title="Wells!", session="later")

    assert sealed(laptop)[1:] == [("title", {"title": "Wells"}), ("title", {"title": "Wells!"})]


def test_saves_around_someone_elses_session_are_not_joined(laptop: Any) -> None:
    record = laptop.add_project("")
    sealed(laptop)
    laptop.set(record, title="a", session="one")
    laptop.set(record, title="b", session="two")
    laptop.set(record, title="c", session="one")

    assert [value["title"] for _, value in sealed(laptop)[1:]] == ["a", "b", "c"]


def test_what_was_typed_and_taken_back_in_one_session_is_no_operation(laptop: Any) -> None:
    record = laptop.add_project("Water")
    sealed(laptop)
    laptop.set(record, title="Wells", session="s")
    laptop.set(record, title="Water", session="s")

    assert len(sealed(laptop)) == 1
    assert laptop.rows("SELECT count(*) FROM journal WHERE sealed IS NULL") == [(0,)]


def test_dots_are_contiguous_in_each_scope_and_an_action_in_two_is_two_transactions(laptop: Any) -> None:
    other_scope = "0190a000-0000-7000-8000-00000000000b"
    with laptop.working(action="both") as connection:
        for number, scope in enumerate((other_scope, "0190a000-0000-7000-8000-00000000000a", other_scope)):
            connection.exec_driver_sql(
                "INSERT INTO projects (id, scope_id) VALUES (?, ?)",
                (f"0190a000-0000-7000-8000-{number:012d}", scope),
            )
    sealed(laptop)

    assert laptop.rows("SELECT scope_id, first_n, action FROM sync_transactions ORDER BY id") == [
        (other_scope, 1, "both"),
        ("0190a000-0000-7000-8000-00000000000a", 1, "both"),
    ]
    assert dict(laptop.rows("SELECT scope_id, n FROM sync_chains"))[other_scope] == 2
