"""A server put back to a day before: what it had taken it takes again, whatever became of people's rights since."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from sync.client.outbox import retry_quarantined
from sync.client.transport import TransportError
from sync.messages.packing import unpack
from sync.messages.wire import Request
from sync.server.store.registry import Registry

NOW = "2026-11-25T12:00:00.000+00:00"


def meet(*laptops: Any) -> None:
    for laptop in (*laptops, *laptops):
        laptop.sync()


def revoke(office: Any, laptop: Any) -> None:
    replica = laptop.rows("SELECT replica_id FROM sync_replica")[0][0]
    with office.database.writing() as connection:
        registry = Registry(connection)
        for device in registry.devices():
            if device.replica == replica:
                registry.revoke(device.id, NOW)


def is_told_revoked(laptop: Any) -> bool:
    with pytest.raises(TransportError) as stopped:
        laptop.sync()
    return stopped.value.code == "revoked"


def outcomes(laptop: Any) -> list[tuple[str, int]]:
    return laptop.rows("SELECT outcome, count(*) FROM sync_transactions WHERE own = 1 GROUP BY 1 ORDER BY 1")


def test_work_of_a_laptop_that_was_revoked_since_comes_back_for_those_who_come_later(
    two: Any, office: Any, put_back: Any, make_laptop: Any
) -> None:
    one, other = two
    restore = put_back()
    record = one.add_project("Water")
    meet(one, other)
    restore()
    revoke(office, one)

    assert is_told_revoked(one)
    other.sync()
    later = make_laptop("later")
    later.sync()

    assert later.project(record)["title"] == "Water"
    assert later.content() == other.content()


def test_what_a_revoked_laptop_did_afterwards_is_set_aside_all_the_same(
    two: Any, office: Any, put_back: Any, make_laptop: Any
) -> None:
    one, other = two
    restore = put_back()
    record = one.add_project("Water")
    meet(one, other)
    restore()
    revoke(office, one)
    one.set(record, title="Wells")
    added = one.add_project("Only here")

    assert is_told_revoked(one)
    other.sync()

    assert other.project(record)["title"] == "Water"
    assert other.rows("SELECT 1 FROM projects WHERE id = ?", added) == []
    assert outcomes(one) == [("applied", 1), ("quarantined", 2)]


def test_work_of_a_person_who_may_only_read_since_comes_back(
    two: Any, office: Any, put_back: Any, make_laptop: Any
) -> None:
    one, other = two
    restore = put_back()
    record = one.add_project("Water")
    meet(one, other)
    restore()
    with office.database.writing() as connection:
        Registry(connection).put_role(one.actor, "KG", "reader")

    meet(one, other)
    later = make_laptop("later")
    later.sync()

    assert later.project(record)["title"] == "Water"
    assert one.content() == other.content() == later.content()


def test_it_waits_for_what_it_builds_on_and_then_goes_in_by_itself(
    two: Any, office: Any, put_back: Any, make_laptop: Any
) -> None:
    one, other = two
    restore = put_back()
    record = other.add_project("Water")
    meet(other, one)
    one.set(record, title="Wells", seen=one.change())
    meet(one, other)
    restore()
    revoke(office, one)

    assert is_told_revoked(one)
    assert outcomes(one) == [("waiting", 1)]
    other.sync()
    later = make_laptop("later")
    later.sync()

    assert later.project(record)["title"] == "Wells"
    assert later.content() == other.content()


def test_it_comes_back_twice_and_in_parts(two: Any, office: Any, put_back: Any, make_laptop: Any) -> None:
    one, other = two
    restore = put_back()
    record = one.add_project("Water", summary="e" * (2 << 20))
    meet(one, other)
    restore()
    meet(one, other)
    restore()
    revoke(office, one)

    assert is_told_revoked(one)
    other.sync()
    later = make_laptop("later")
    later.sync()

    assert later.project(record)["title"] == "Water"
    assert later.content() == other.content()


def test_another_transactions_mark_proves_nothing(two: Any, office: Any) -> None:
    one, _ = two
    one.add_project("Water")
    one.sync()
    revoke(office, one)
    one.add_project("Wells")
    assert is_told_revoked(one)
    (mark,) = one.rows("SELECT code FROM sync_transactions WHERE outcome = 'applied'")[0]
    with one.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE sync_transactions SET outcome = NULL, code = ? WHERE outcome = 'quarantined'", (mark,)
        )

    assert is_told_revoked(one)

    assert outcomes(one) == [("applied", 1), ("quarantined", 1)]


def offered_in(laptop: Any) -> list[int]:
    """The numbers of the transactions that one sync of the laptop sends."""
    found: list[int] = []
    send = laptop.transport.send

    def noting(method: str, path: str, body: bytes = b"", token: str | None = None) -> bytes:
        if path == "/sync":
            asked = unpack(body, Request)
            found.extend(one.first_n for one in (*asked.transactions, *asked.parts))
        return bytes(send(method, path, body, token))

    laptop.transport.send = noting
    try:
        laptop.sync()
    finally:
        laptop.transport.send = send
    return found


def test_only_what_the_backup_lacks_is_sent_again(
    two: Any, office: Any, put_back: Any, make_laptop: Any
) -> None:
    one, other = two
    before = [one.add_project(f"Before {at}", summary="e" * 5000) for at in range(20)]
    meet(one, other)
    places = one.rows("SELECT first_n, first_seq FROM sync_transactions WHERE own = 1 ORDER BY id")
    restore = put_back()
    after = one.add_project("After")
    meet(one, other)
    restore()

    last = places[-1][0] + 1
    assert offered_in(one) == [last]
    assert offered_in(other) == []
    meet(one, other)
    later = make_laptop("later")
    later.sync()

    assert (
        one.rows("SELECT first_n, first_seq FROM sync_transactions WHERE own = 1 ORDER BY id")[:-1] == places
    )
    assert outcomes(one) == [("applied", len(before) + 1)]
    assert later.project(after)["title"] == "After"
    assert later.content() == other.content() == one.content()


def test_what_the_backup_had_kept_back_is_sent_again(two: Any, office: Any, put_back: Any) -> None:
    one, other = two
    record = other.add_project("Water")
    meet(other, one)
    with office.database.writing() as connection:
        Registry(connection).put_role(one.actor, "KG", "reader")
    one.set(record, title="Wells", seen=one.change())
    one.sync()
    assert outcomes(one) == [("quarantined", 1)]
    restore = put_back()
    with office.database.writing() as connection:
        Registry(connection).put_role(one.actor, "KG", "manager")
    with one.engine.begin() as connection:
        retry_quarantined(connection)
    meet(one, other)
    assert outcomes(one) == [("applied", 1)]
    restore()

    assert offered_in(one) == [1]
    meet(one, other)

    assert other.project(record)["title"] == "Wells"
    assert outcomes(one) == [("applied", 1)]


def test_a_copys_work_under_the_same_name_is_found_out_all_the_same(
    two: Any, office: Any, put_back: Any, laptop_at: Any, tmp_path: Path
) -> None:
    one, other = two
    one.add_project("By both")
    one.sync()
    one.engine.dispose()
    shutil.copytree(one.path, tmp_path / "copy")
    copy = laptop_at("copy", office.wire())
    copy.add_project("By the copy")
    copy.sync()
    restore = put_back()
    restore()
    one.add_project("By the first")
    meet(one, other, copy)

    titles = {row[0] for row in other.rows("SELECT title FROM projects")}
    assert titles == {"By both", "By the copy", "By the first"}
    assert one.content() == other.content() == copy.content()
