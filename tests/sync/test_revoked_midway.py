"""A laptop that is shut out while it syncs: what it is told, what stays, and who sees what."""

import random
import uuid
from typing import Any

import pytest

from sync.client.transport import TransportError
from sync.messages.packing import CHUNK_BYTES, PAGE_BYTES
from sync.server.store.registry import Registry

NOW = "2026-11-25T12:00:00.000+00:00"


def revoke_before(laptop: Any, office: Any, path: str, call: int) -> None:
    """Shut the laptop out just before its call number `call` to this path reaches the server."""
    replica = laptop.rows("SELECT replica_id FROM sync_replica")[0][0]
    seen = 0

    def look(_: str, asked: str) -> None:
        nonlocal seen
        seen += asked.startswith(path)
        if seen != call:
            return
        with office.database.writing() as connection:
            registry = Registry(connection)
            for device in registry.devices():
                if device.replica == replica:
                    registry.revoke(device.id, NOW)

    laptop.transport.before = look


def add_messages(laptop: Any, count: int) -> None:
    """Work for more than `count` messages, each nearly full."""
    for seed in range(2 * count):
        laptop.add_project(random.Random(seed).randbytes(PAGE_BYTES // 5).hex())


def told(laptop: Any) -> str:
    with pytest.raises(TransportError) as stopped:
        laptop.sync()
    return stopped.value.code


def outcomes(laptop: Any) -> dict[str | None, int]:
    rows = laptop.rows("SELECT outcome, count(*) FROM sync_transactions WHERE own = 1 GROUP BY outcome")
    return dict(rows)


def test_midway_through_its_push_what_was_taken_stays_and_the_rest_is_set_aside(
    two: Any, office: Any
) -> None:
    one, other = two
    add_messages(one, 2)
    revoke_before(one, office, "/sync", 2)

    assert told(one) == "revoked"
    assert told(one) == "revoked"  # it gives up no work by asking again
    other.sync()

    kept = outcomes(one)
    assert kept["applied"] > 0
    assert kept["applied"] + kept["quarantined"] + kept.get(None, 0) == 4
    assert other.rows("SELECT count(*) FROM projects") == [(kept["applied"],)]
    assert one.rows("SELECT count(*) FROM projects") == [(4,)]


def test_let_in_again_it_delivers_all_of_what_was_cut_off(two: Any, office: Any) -> None:
    one, other = two
    add_messages(one, 2)
    revoke_before(one, office, "/sync", 2)
    assert told(one) == "revoked"
    one.transport.before = lambda *_: None

    one.client.enrol(office.code_for(one.actor))
    report = one.sync()
    other.sync()

    assert (report.quarantined, report.waiting) == (0, 0)
    assert one.content() == other.content()


def test_midway_through_its_pull_it_gets_no_further_page(two: Any, office: Any) -> None:
    one, other = two
    add_messages(one, 3)
    one.sync()
    revoke_before(other, office, "/sync", 2)

    assert told(other) == "revoked"

    here = other.rows("SELECT count(*) FROM projects")[0][0]
    assert 0 < here < 6


@pytest.mark.parametrize("path", ["/blobs/", "/blobs"])
def test_midway_through_an_attachment_it_is_told_and_keeps_it(two: Any, office: Any, path: str) -> None:
    one, other = two
    data = random.Random(1).randbytes(3 * CHUNK_BYTES)
    name = one.files.put(data)
    one.add_project()
    with one.working() as connection:
        connection.exec_driver_sql(
            "INSERT INTO photos (id, scope_id, sha256, size_bytes) VALUES (?, ?, ?, ?)",
            (str(uuid.uuid4()), one.scope, name, len(data)),
        )
    revoke_before(one, office, path, 2)

    assert told(one) == "revoked"
    report = other.sync()

    assert (one.files.path / name).read_bytes() == data
    assert one.rows("SELECT state FROM sync_blobs") == [("here",)]
    assert report.pulled == 2  # the record was taken; its bytes are still wanted
    assert report.blobs_pending == 1


def test_midway_through_a_large_change_fetched_by_itself_it_gets_none_of_it(two: Any, office: Any) -> None:
    one, other = two
    one.add_project(random.Random(1).randbytes(PAGE_BYTES).hex())
    one.sync()
    revoke_before(other, office, "/transactions/", 2)

    assert told(other) == "revoked"

    assert other.rows("SELECT count(*) FROM projects") == [(0,)]
