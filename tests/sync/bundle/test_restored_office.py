"""A server that was put back to a day before, and a laptop that reaches it by stick alone."""

from typing import Any

import pytest

from sync.messages.packing import PART_BYTES
from sync.server.store.registry import Registry


@pytest.mark.parametrize("size", [1, PART_BYTES + 1], ids=["small", "in parts"])
def test_a_stick_brings_back_the_work_of_a_laptop_that_was_revoked_since(
    two: Any, stick: Any, office: Any, put_back: Any, size: int
) -> None:
    one, other = two
    restore = put_back()
    record = one.add_project("Water", summary="e" * size)
    stick.to_office(one)
    stick.from_office(one)
    other.sync()
    restore()
    stick.from_office(one)  # says that the server was restored
    with office.database.writing() as connection:
        registry = Registry(connection)
        for device in registry.devices():
            if device.email == one.actor:
                registry.revoke(device.id, "2026-11-25T12:00:00.000+00:00")

    taken = stick.to_office(one)

    assert (taken.changes, taken.quarantined) == (1, 0)
    other.sync()
    assert other.project(record)["title"] == "Water"
    assert other.rows("SELECT count(*) FROM sync_transactions WHERE first_seq IS NULL") == [(0,)]
