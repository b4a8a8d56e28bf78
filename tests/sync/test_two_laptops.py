"""What two people on two laptops see after both have synced."""

from typing import Any

import pytest

Two = tuple[Any, Any]


def meet(*laptops: Any) -> None:
    for laptop in (*laptops, *laptops):
        laptop.sync()


def test_what_one_adds_the_other_has_after_a_sync(two: Two) -> None:
    one, other = two
    record = one.add_project("Bridge", lat=0.1 + 0.2, lon=1e22)

    sent, got = one.sync(), other.sync()

    assert (sent.pushed, sent.pulled, got.pulled) == (1, 0, 1)
    assert other.project(record) == one.project(record)
    assert got.tables_touched == {"projects"}


def test_edits_of_different_fields_merge(two: Two) -> None:
    one, other = two
    record = one.add_project()
    meet(one, other)

    one.set(record, title="Wells")
    other.set(record, summary="Ten of them")
    one.sync()
    merged = other.sync()
    one.sync()

    assert merged.merged == 1
    assert merged.conflicts == 0
    assert one.content() == other.content()
    assert (one.project(record)["title"], one.project(record)["summary"]) == ("Wells", "Ten of them")


def test_edits_of_one_field_are_a_conflict_that_shows_what_the_office_has(two: Two) -> None:
    one, other = two
    record = one.add_project()
    meet(one, other)

    one.set(record, title="Wells")
    other.set(record, title="Pumps")
    one.sync()
    report = other.sync()
    one.sync()

    assert report.conflicts == 1
    assert one.content() == other.content()
    assert other.project(record)["title"] == "Wells"


def test_a_second_sync_does_nothing_in_one_request(two: Two) -> None:
    one, other = two
    one.add_project()
    meet(one, other)

    report = other.sync()

    assert (report.requests, report.pushed, report.pulled) == (1, 0, 0)
    assert report.bytes_sent + report.bytes_received < 300


@pytest.mark.parametrize("last", [None, "2026-02-02T00:00:00.000Z"], ids=["brought_back", "deleted_again"])
def test_what_was_done_last_to_a_deleted_record_stays_when_all_is_sealed_at_once(two: Two, last: Any) -> None:
    one, other = two
    record = one.add_project()
    for columns in ({"deleted_at": "2026-01-01T00:00:00.000Z"}, {"title": "Wells"}, {"deleted_at": last}):
        one.set(record, seen=one.change(), **columns)

    one.sync()
    other.sync()

    assert one.project(record)["deleted_at"] == other.project(record)["deleted_at"] == last


def test_the_later_of_two_edits_stays_when_the_first_had_not_seen_a_change_and_the_second_had(
    two: Two,
) -> None:
    one, other = two
    record = one.add_project("Water")
    one.sync()
    other.sync()
    unseen = one.change()
    other.set(record, title="Pumps")
    other.sync()
    one.sync()
    one.set(record, seen=unseen, title="Wells")
    one.set(record, seen=one.change(), title="Wells and pumps")

    one.sync()

    assert one.project(record)["title"] == "Wells and pumps"


def test_typing_that_comes_to_nothing_stops_no_sync_of_a_laptop_that_has_made_nothing_yet(two: Two) -> None:
    one, other = two
    record = one.add_project("Water")
    one.sync()
    other.sync()
    other.set(record, title="Wells", session="s")
    other.set(record, title="Water", session="s")

    report = other.sync()

    assert (report.pushed, other.project(record)["title"]) == (0, "Water")
