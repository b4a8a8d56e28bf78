"""What every sync and every screen asks must not grow with all that was ever done."""

from typing import Any

import pytest

from sync.client.seal import seal
from sync.client.unsealed import UNSEALED

QUESTIONS = {
    "unsent": "SELECT body FROM sync_transactions WHERE own = 1 AND outcome IS NULL ORDER BY id",
    "kept back": "SELECT id FROM sync_transactions WHERE own = 1 AND outcome IN ('waiting', 'quarantined')",
    "quarantined": "SELECT count(*) FROM sync_transactions WHERE own = 1 AND outcome = 'quarantined'",
    "held": "SELECT count(*) FROM sync_operations WHERE state <> 'applied'",
    "undone": "SELECT undoes FROM journal WHERE undoes IS NOT NULL",
    "acknowledged": "UPDATE sync_transactions SET outcome = 'applied'"
    " WHERE own = 1 AND scope_id = 's' AND replica = 'r' AND first_n = 1",
    "record": "SELECT dot FROM sync_operations WHERE record_id IN ('a', 'b')",
    "newest": "SELECT max(id) FROM sync_transactions",
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_big_table_is_read_through(laptop_at: Any, name: str) -> None:
    laptop = laptop_at("alone", None)

    plan = [row[3] for row in laptop.rows("EXPLAIN QUERY PLAN " + QUESTIONS[name])]

    assert all(not step.startswith("SCAN") or "USING" in step for step in plan), (
        plan
    )  # a scan of a partial index reads only what the index holds


def test_what_is_unsealed_is_found_without_reading_what_is_sealed(laptop_at: Any) -> None:
    laptop = laptop_at("alone", None)
    asked = f"SELECT change FROM journal WHERE {UNSEALED} ORDER BY change"
    record = laptop.add_project("Water")
    effort = []

    for _round in range(2):
        with laptop.engine.begin() as connection:
            seal(connection, laptop.client._metadata)
        laptop.set(record, title=f"Wells {_round}")
        effort.append(steps_of(laptop, asked))
        for number in range(300):
            laptop.set(record, title=f"Water {number}")

    assert len(laptop.rows(asked)) == 301
    assert effort[1] == effort[0]


def steps_of(laptop: Any, sql: str) -> int:
    """How much SQLite does for a question, in steps of its machine."""
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    with laptop.engine.begin() as connection:
        raw = connection.connection.driver_connection
        raw.set_progress_handler(step, 1)
        raw.execute(sql).fetchall()
        raw.set_progress_handler(None, 0)
    return count
