"""What two people on two laptops see after both have synced."""

from typing import Any

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
