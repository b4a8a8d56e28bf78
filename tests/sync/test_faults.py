"""Lost replies, power cuts and restored servers: nothing is lost, nothing happens twice."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from sync.client import tables
from sync.client.rounds import Client
from sync.client.transport import TransportError

VISIT = "0190a000-0000-7000-8000-0000000000b1"
Two = tuple[Any, Any]


class PowerCut(Exception):
    """The laptop is off."""


def meet(*laptops: Any) -> None:
    for laptop in (*laptops, *laptops):
        laptop.sync()


def once(fault: BaseException) -> Callable[[str, str], None]:
    """Raises at the first call only."""
    left = [fault]

    def strike(method: str, path: str) -> None:
        if left:
            raise left.pop()

    return strike


def cut_at(laptop: Any, commit: int, *, is_after: bool) -> None:
    """Give the laptop a client whose power goes at its n-th commit."""
    counted = [0]

    @contextmanager
    def begin() -> Iterator[Connection]:
        with laptop.engine.begin() as connection:
            yield connection
            counted[0] += 1
            if counted[0] == commit and not is_after:
                raise PowerCut
        if counted[0] == commit:
            raise PowerCut

    client = laptop.client
    laptop.cut_client = Client(begin, client._metadata, client._schema, laptop.transport, laptop.files)


def test_a_lost_reply_makes_nothing_twice(two: Two) -> None:
    one, other = two
    record = one.add_project()
    one.transport.after = once(TransportError("unreachable"))

    with pytest.raises(TransportError):
        one.sync()
    one.set(record, title="Wells")
    meet(one, other)

    assert one.content() == other.content()
    assert other.rows("SELECT count(*) FROM sync_operations") == [(2,)]


def test_a_message_that_arrives_again_weeks_later_changes_nothing(two: Two) -> None:
    one, other = two
    record = one.add_project()
    sent: list[bytes] = []
    send = one.transport.send

    def listen(method: str, path: str, body: bytes = b"", token: str | None = None) -> bytes:
        sent.append(body)
        return bytes(send(method, path, body, token))

    one.transport.send = listen
    one.sync()
    one.set(record, title="Wells")
    meet(one, other)
    before = other.content()

    token = one.rows("SELECT token FROM sync_replica")[0][0]
    for body in [*sent, *reversed(sent)]:
        send("POST", "/sync", body, token)
    meet(one, other)

    assert one.content() == other.content() == before
    assert other.rows("SELECT count(*) FROM sync_operations") == [(2,)]


@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("commit", range(1, 10))
def test_a_power_cut_at_any_commit_loses_nothing(two: Two, commit: int, is_after: bool) -> None:
    one, other = two
    record = one.add_project("Water")
    meet(one, other)
    one.set(record, title="Wells")
    other.set(record, title="Pumps", summary="mine")
    other.add_project("Second")
    one.sync()

    cut_at(other, commit, is_after=is_after)
    try:
        other.cut_client.run()
    except PowerCut:
        other.close()  # what is not on disk is gone
    meet(other, one)

    assert one.content() == other.content()
    assert one.project(record)["title"] == "Wells"
    assert one.project(record)["summary"] == "mine"
    assert len(one.rows("SELECT * FROM sync_conflicts")) == 1


def test_after_the_server_came_back_from_a_backup_nothing_acknowledged_is_lost(
    two: Two, office: Any, tmp_path: Path
) -> None:
    if office.database._engine.dialect.name != "sqlite":
        pytest.skip("the backup of PostgreSQL is pg_dump's")
    one, other = two
    record = one.add_project("Water")
    meet(one, other)
    backup = tmp_path / "backup.db"
    office.database.copy_to(backup)
    one.set(record, title="Wells")
    other.set(record, summary="Ten")
    added = other.add_project("After the backup")
    meet(one, other)

    office.database.close()
    for leftover in ("server.db-wal", "server.db-shm"):
        (tmp_path / "server" / leftover).unlink(missing_ok=True)
    shutil.copy(backup, tmp_path / "server" / "server.db")
    office.database.begin_new_epoch()
    one.set(record, title="Springs")
    meet(two[0], two[1])

    assert one.content() == other.content()
    assert one.project(record)["title"] == "Springs"
    assert one.project(record)["summary"] == "Ten"
    assert one.project(added)["title"] == "After the backup"


def test_a_restored_server_that_hears_the_sides_in_another_order_shows_the_same_one_to_all(
    two: Two, office: Any, make_laptop: Any, tmp_path: Path
) -> None:
    if office.database._engine.dialect.name != "sqlite":
        pytest.skip("the backup of PostgreSQL is pg_dump's")
    one, other = two
    record = one.add_project("Water")
    meet(one, other)
    backup = tmp_path / "backup.db"
    office.database.copy_to(backup)
    one.set(record, title="Wells")
    other.set(record, title="Springs")
    meet(one, other)
    assert one.project(record)["title"] == other.project(record)["title"] == "Wells"

    office.database.close()
    for leftover in ("server.db-wal", "server.db-shm"):
        (tmp_path / "server" / leftover).unlink(missing_ok=True)
    shutil.copy(backup, tmp_path / "server" / "server.db")
    office.database.begin_new_epoch()
    meet(other, one)
    third = make_laptop("third")
    third.sync()

    assert third.project(record)["title"] == "Springs"
    assert third.content() == one.content() == other.content()


def test_a_row_that_breaks_a_rule_of_this_store_is_held_and_blocks_nothing(two: Two) -> None:
    one, other = two
    other.rows("SELECT 1")
    with one.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    bad = one.add_project("never")
    with one.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
    good = one.add_project("Water")
    one.sync()

    report = other.sync()

    assert report.waiting == 1
    assert other.project(good)["title"] == "Water"
    assert other.rows("SELECT * FROM projects WHERE id = ?", bad) == []
    assert other.sync().requests == 1


def test_what_was_held_is_shown_once_the_store_can_and_nothing_was_lost_meanwhile(two: Two) -> None:
    one, other = two
    with one.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    bad = one.add_project("never")
    with one.working() as connection:
        connection.exec_driver_sql(
            "INSERT INTO visits (id, scope_id, project_id, place) VALUES (?, ?, ?, 'Osh')",
            (VISIT, one.scope, bad),
        )
    known = one.add_project("Water")
    meet(one, other)
    one.set(known, title="never", summary="Ten")
    one.sync()
    other.sync()
    other.set(known, title="Wells")
    with one.working() as connection:
        connection.exec_driver_sql("UPDATE visits SET place = 'Batken' WHERE id = ?", (VISIT,))
    meet(one, other)
    assert other.rows("SELECT * FROM visits") == []

    with other.engine.begin() as connection:  # as after an update that knows the new word
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    report = other.sync()
    meet(one, other)

    assert (report.waiting, report.conflicts) == (0, 1)
    assert other.project(bad)["title"] == "never"
    assert other.rows("SELECT place FROM visits") == [("Batken",)]
    assert one.content() == other.content()


def test_a_large_action_travels_in_parts_and_arrives_whole(two: Two) -> None:
    one, other = two
    with one.working() as connection:
        for _ in range(3):
            record = "0190a000-0000-7000-8000-" + f"{_:012d}"
            connection.exec_driver_sql(
                "INSERT INTO projects (id, scope_id, title, summary) VALUES (?, ?, 'Big', ?)",
                (record, "0190a000-0000-7000-8000-00000000000a", str(_) * (1 << 20)),
            )
    small = one.add_project("Small")

    pushed = one.sync()
    pulled = other.sync()

    assert (pushed.pushed, pulled.pulled) == (4, 4)
    assert one.content() == other.content()
    assert other.project(small)["title"] == "Small"


def test_a_lost_reply_amid_the_parts_of_a_large_action_is_made_good(two: Two) -> None:
    one, other = two
    one.add_project("Big", summary="é" * (2 << 20))
    one.transport.after = once(TransportError("timeout"))

    with pytest.raises(TransportError):
        one.sync()
    meet(one, other)

    assert one.content() == other.content()


def test_an_own_row_that_the_tables_would_refuse_today_stops_no_sync_after_a_restore(
    two: Two, office: Any
) -> None:
    one, other = two
    with one.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        connection.exec_driver_sql(
            "INSERT INTO projects (id, scope_id, title) VALUES (?, ?, 'never')", (VISIT, one.scope)
        )
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
    other.add_project("Water")
    meet(one, other)
    office.database.begin_new_epoch()

    meet(one, other)

    assert one.project(VISIT)["title"] == "never"
    assert one.sync().requests == 1


def test_a_flipped_bit_in_a_part_fetched_by_itself_is_found_out(two: Two) -> None:
    one, other = two
    one.add_project("Big", summary="e" * (2 << 20))
    one.sync()
    send = other.transport.send

    def flip(method: str, path: str, body: bytes = b"", token: str | None = None) -> bytes:
        answer = bytearray(send(method, path, body, token))
        if path.startswith("/transactions/"):
            answer[len(answer) // 2] ^= 1
        return bytes(answer)

    other.transport.send = flip
    with pytest.raises(TransportError, match="broken"):
        other.sync()
    other.transport.send = send
    other.sync()

    assert one.content() == other.content()


def test_every_table_of_the_client_is_made_by_its_metadata(two: Two) -> None:
    one, _ = two
    present = {name for (name,) in one.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert set(tables.metadata.tables) <= present


def test_a_child_of_a_row_that_is_held_is_held_too_and_blocks_nothing(two: Two) -> None:
    one, other = two
    with one.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    bad = one.add_project("never")
    meet(one, other)
    with one.working() as connection:
        connection.exec_driver_sql(
            "INSERT INTO visits (id, scope_id, project_id, place) VALUES (?, ?, ?, 'Osh')",
            (VISIT, one.scope, bad),
        )
    good = one.add_project("Water")
    one.sync()

    report = other.sync()

    assert report.waiting == 2
    assert other.project(good)["title"] == "Water"
    assert other.rows("SELECT * FROM visits") == []
    assert other.sync().requests == 1
