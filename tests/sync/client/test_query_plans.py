"""What every sync and every screen asks must not grow with all that was ever done."""

from typing import Any

import pytest

QUESTIONS = {
    "unsent": "SELECT body FROM sync_transactions WHERE own = 1 AND outcome IS NULL ORDER BY id",
    "kept back": "SELECT id FROM sync_transactions WHERE own = 1 AND outcome IN ('waiting', 'quarantined')",
    "quarantined": "SELECT count(*) FROM sync_transactions WHERE own = 1 AND outcome = 'quarantined'",
    "unsealed": "SELECT change FROM journal WHERE sealed IS NULL ORDER BY change",
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
