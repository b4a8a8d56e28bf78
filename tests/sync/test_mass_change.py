"""What deletes a large part of others' work waits until its person says that it is meant."""

from collections.abc import Sequence
from typing import Any

import pytest

from sync.client.outbox import retry_quarantined
from sync.client.standing import standing_of

WHEN = "2026-11-25T12:00:00.000Z"


def kept_back(laptop: Any) -> list[str | None]:
    with laptop.engine.begin() as connection:
        return [item.code for item in standing_of(connection).kept_back]


def delete(laptop: Any, records: Sequence[str]) -> None:
    with laptop.working() as connection:
        for record in records:
            connection.exec_driver_sql("UPDATE projects SET deleted_at = ? WHERE id = ?", (WHEN, record))


def alive(laptop: Any) -> int:
    return int(laptop.rows("SELECT count(*) FROM projects WHERE deleted_at IS NULL")[0][0])


@pytest.fixture
def filled(two: Any) -> Any:
    one, other = two
    records = [one.add_project(f"Project {number}") for number in range(60)]
    one.sync()
    other.sync()
    return one, other, records


def test_it_waits_and_the_rest_goes_on_until_it_is_meant(filled: Any) -> None:
    one, other, records = filled
    delete(other, records[:30])
    other.set(records[40], title="Still goes on")
    other.sync()
    one.sync()
    assert kept_back(other) == ["mass_change"]
    assert alive(one) == 60
    assert one.project(records[40])["title"] == "Still goes on"

    with other.engine.begin() as connection:
        retry_quarantined(connection)
    other.sync()
    assert kept_back(other) == ["mass_change"]  # asking again is no answer

    with other.engine.begin() as connection:
        retry_quarantined(connection, is_meant=True)
    other.sync()
    one.sync()
    assert kept_back(other) == []
    assert alive(one) == 30
    assert one.content() == other.content()


def test_a_person_who_takes_it_back_has_nothing_deleted(filled: Any) -> None:
    one, other, records = filled
    delete(other, records[:30])
    other.sync()
    with other.working() as connection:
        connection.exec_driver_sql("UPDATE projects SET deleted_at = NULL")
    other.sync()
    with other.engine.begin() as connection:
        retry_quarantined(connection, is_meant=True)
    other.sync()
    one.sync()

    assert (alive(one), alive(other)) == (60, 60)
    assert one.content() == other.content()


@pytest.mark.parametrize("count", [19, 60])
def test_few_records_and_own_ones_ask_nobody(filled: Any, count: int) -> None:
    one, other, records = filled
    author, reader = (other, one) if count < 20 else (one, other)
    delete(author, records[:count])
    author.sync()
    reader.sync()

    assert kept_back(author) == []
    assert alive(reader) == 60 - count
