"""What is far larger than a message: a text of ten megabytes, an action of a hundred thousand operations."""

from typing import Any

import pytest

RECORDS = 100_000
"""Each is one operation."""


def test_a_text_of_ten_megabytes_arrives_word_for_word(two: Any) -> None:
    one, other = two
    text = "Слово слово, wort und 言葉. " * (10 * (1 << 20) // 40)
    assert len(text.encode()) > 9 * (1 << 20)
    record = one.add_project("Long", summary=text)
    small = one.add_project("Short")

    one.sync(), other.sync()

    assert other.project(record)["summary"] == text
    assert other.project(small)["title"] == "Short"
    assert one.content() == other.content()


@pytest.mark.slow
@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
def test_an_action_of_a_hundred_thousand_operations_arrives_whole(two: Any) -> None:
    one, other = two
    rows = [
        (f"0190a000-0000-7000-8000-{at:012d}", one.scope, f"Place {at}", "s", "a", 41.5, 72.5)
        for at in range(RECORDS)
    ]
    with one.working() as connection:
        connection.exec_driver_sql(
            "INSERT INTO projects (id, scope_id, title, summary, tags, lat, lon) VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    one.sync()
    other.add_project("Meanwhile")
    other.sync(), one.sync()

    assert other.rows("SELECT count(*) FROM projects") == [(RECORDS + 1,)]
    assert one.rows("SELECT count(*) FROM sync_operations") == [(RECORDS + 1,)]
    assert one.content() == other.content()
