"""The desk where a person decides, the history it rests on, and taking an action back."""

from typing import Any

import pytest

from sync.client import conflicts, history

Two = tuple[Any, Any]


def meet(*laptops: Any) -> None:
    for laptop in (*laptops, *laptops):
        laptop.sync()


@pytest.fixture
def clash(two: Two) -> tuple[Any, Any, str]:
    """Wells against Pumps."""
    one, other = two
    record = one.add_project("Water")
    meet(one, other)
    one.set(record, title="Wells")
    other.set(record, title="Pumps")
    meet(one, other)
    return one, other, record


def decide(laptop: Any, record: str, value: str, seen: int | None = None) -> None:
    metadata = laptop.client._metadata
    with laptop.working(seen=seen, reason="agreed by phone") as connection:
        conflicts.settle(connection, metadata, record, "projects", "title", {"title": value})


def open_at(laptop: Any) -> list[conflicts.OpenConflict]:
    with laptop.engine.begin() as connection:
        return conflicts.open_conflicts(connection)


def test_both_sides_are_there_with_their_author_and_what_they_started_from(clash: Any) -> None:
    one, other, record = clash

    for laptop in (one, other):
        with laptop.engine.begin() as connection:
            found = conflicts.conflict(connection, record, "title")
        assert [side.value for side in found.sides] == [{"title": "Wells"}, {"title": "Pumps"}]
        assert [side.base for side in found.sides] == [{"title": "Water"}] * 2
        assert [side.actor for side in found.sides] == ["aigul@example.org", "beka@example.org"]
        assert [side.device for side in found.sides] == ["A1", "A2"]
        assert [side.is_shown for side in found.sides] == [True, False]


@pytest.mark.parametrize("value", ["Wells", "Pumps", "Wells and pumps"])
def test_a_decision_settles_it_everywhere_whichever_value_it_takes(clash: Any, value: str) -> None:
    one, other, record = clash

    decide(other, record, value)
    assert open_at(other) == []
    meet(other, one)

    assert one.content() == other.content()
    assert one.project(record)["title"] == value
    assert open_at(one) == []


def test_a_side_that_came_after_the_decider_looked_stays_open(clash: Any, make_laptop: Any) -> None:
    one, other, record = clash
    third = make_laptop("third")
    third.sync()
    seen = other.change()
    third.set(record, title="Springs", seen=0)
    meet(third, other)

    decide(other, record, "Pumps", seen=seen)
    meet(other, one, third)

    assert len(open_at(one)) == 1
    assert one.content() == other.content() == third.content()


def test_a_save_over_a_pulled_change_that_the_screen_had_not_seen_is_a_branch(two: Two) -> None:
    one, other = two
    record = one.add_project("Water")
    meet(one, other)
    seen = other.change()
    one.set(record, title="Wells")
    meet(one, other)
    assert other.project(record)["title"] == "Wells"

    other.set(record, title="Pumps", seen=seen)
    report = other.sync()
    one.sync()

    assert report.conflicts == 1
    assert one.content() == other.content()
    assert one.project(record)["title"] == "Wells"


def test_an_old_screen_saved_after_own_work_that_had_seen_a_pulled_change_is_a_branch(two: Two) -> None:
    one, other = two
    record = one.add_project("Water")
    meet(one, other)
    seen = other.change()
    one.set(record, title="Wells")
    meet(one, other)
    other.set(record, title="Wells and taps", seen=other.change())

    other.set(record, title="Pumps", seen=seen)
    meet(other, one)

    with one.engine.begin() as connection:
        sides = conflicts.conflict(connection, record, "title").sides
    assert {side.value["title"] for side in sides} == {"Wells and taps", "Pumps"}
    assert one.content() == other.content()


def test_a_screen_opened_before_a_held_change_was_shown_has_not_seen_it(two: Two) -> None:
    one, other = two
    record = one.add_project("Water")
    meet(one, other)
    with one.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    one.set(record, title="never")
    meet(one, other)
    seen = other.change()
    with other.engine.begin() as connection:  # as after an update that knows the new word
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    other.sync()
    assert other.project(record)["title"] == "never"

    other.set(record, title="Pumps", seen=seen)
    meet(other, one)

    assert one.project(record)["title"] == "never"
    assert len(open_at(one)) == 1
    assert one.content() == other.content()


def test_a_save_by_someone_who_saw_the_pulled_change_goes_over_it(two: Two) -> None:
    one, other = two
    record = one.add_project("Water")
    meet(one, other)
    one.set(record, title="Wells")
    meet(one, other)

    other.set(record, title="Pumps", seen=other.change())
    meet(other, one)

    assert one.project(record)["title"] == "Pumps"
    assert open_at(one) == []


def test_typing_on_after_a_page_arrived_stays_one_branch(two: Two) -> None:
    one, other = two
    record = one.add_project("Water")
    meet(one, other)
    seen = other.change()
    one.set(record, title="Wells")
    one.sync()
    other.set(record, title="Pu", seen=seen, session="s")
    other.sync()

    other.set(record, title="Pumps", seen=seen, session="s")
    meet(other, one)

    with one.engine.begin() as connection:
        sides = conflicts.conflict(connection, record, "title").sides
    assert [side.value["title"] for side in sides] == ["Wells", "Pumps"]


def test_a_deletion_against_an_edit_keeps_the_record_until_a_person_decides(two: Two) -> None:
    one, other = two
    record = one.add_project("Water")
    meet(one, other)

    one.set(record, deleted_at="2026-01-01T00:00:00.000Z")
    other.set(record, title="Wells")
    meet(one, other)

    assert one.content() == other.content()
    assert one.project(record)["deleted_at"] is None
    assert one.project(record)["title"] == "Wells"
    with one.engine.begin() as connection:
        sides = conflicts.conflict(connection, record, "deleted").sides
    assert {side.atom for side in sides} == {"deleted", "title"}


@pytest.mark.parametrize("deleted_at", [None, "2026-02-02T00:00:00.000Z"])
def test_deciding_about_a_contested_deletion_settles_it(two: Two, deleted_at: str | None) -> None:
    one, other = two
    record = one.add_project("Water")
    meet(one, other)
    one.set(record, deleted_at="2026-01-01T00:00:00.000Z")
    other.set(record, title="Wells")
    meet(one, other)

    with other.working() as connection:
        conflicts.settle(
            connection, other.client._metadata, record, "projects", "deleted", {"deleted_at": deleted_at}
        )
    meet(other, one)

    assert one.content() == other.content()
    assert one.project(record)["deleted_at"] == deleted_at
    assert open_at(one) == []


def test_a_deletion_by_someone_who_saw_every_edit_deletes(two: Two) -> None:
    one, other = two
    record = one.add_project("Water")
    meet(one, other)
    one.set(record, title="Wells")
    meet(one, other)

    other.set(record, deleted_at="2026-01-01T00:00:00.000Z")
    meet(other, one)

    assert one.project(record)["deleted_at"] is not None
    assert open_at(one) == []


def test_the_history_is_the_same_on_both_laptops_and_has_each_change_once(clash: Any) -> None:
    one, other, record = clash

    told = []
    for laptop in (one, other):
        with laptop.engine.begin() as connection:
            told.append(history.changes_of(connection, record, "title"))

    assert told[0] == told[1]
    assert [(change.new["title"], change.state) for change in told[0]] == [
        ("Pumps", "open"),
        ("Wells", "shown"),
        ("Water", "superseded"),
    ]
    assert told[0][0].old == {"title": "Water"}


def test_what_is_not_sealed_yet_stands_first_in_the_history(two: Two) -> None:
    one, _ = two
    record = one.add_project("Water")
    one.sync()

    one.set(record, title="Wells")

    with one.engine.begin() as connection:
        told = history.changes_of(connection, record)
    assert [(change.atom, change.state) for change in told] == [("title", "shown"), ("*", "shown")]


def test_an_action_is_taken_back_as_new_changes_also_after_it_was_sent(two: Two) -> None:
    one, other = two
    record = one.add_project("Water", summary="Old")
    with one.working(action="act") as connection:
        connection.exec_driver_sql("UPDATE projects SET title = 'A', summary = 'B' WHERE id = ?", (record,))
    meet(one, other)

    with one.engine.begin() as connection:
        newest = history.last_action(connection, one.actor)
        inverse = history.inverse_of(connection, newest)
    with one.working(undoes=newest) as connection:
        for table, record_id, _, columns in inverse:
            history.write_raw(connection, table, record_id, columns)
    meet(one, other)

    assert newest == "act"
    assert (other.project(record)["title"], other.project(record)["summary"]) == ("Water", "Old")
    with one.engine.begin() as connection:
        before = history.last_action(connection, one.actor)
        assert before != "act"
        assert history.inverse_of(connection, before)[0][:3] == ("projects", record, "deleted")


def test_parallel_additions_to_a_list_are_united_without_a_conflict(two: Two) -> None:
    one, other = two
    record = one.add_project(tags='["a", "b"]')
    meet(one, other)

    one.set(record, tags='["a", "b", "c"]')
    other.set(record, tags='["b", "d"]')
    meet(one, other)

    assert one.content() == other.content()
    assert one.project(record)["tags"] == '["b", "c", "d"]'
    assert open_at(one) == []


def test_the_same_record_made_on_two_laptops_is_one_record(two: Two) -> None:
    one, other = two
    record = "0190a000-0000-7000-8000-0000000000ff"
    one.add_project("Office", id=record, summary="same")
    other.add_project("Bureau", id=record, summary="same")

    meet(one, other)

    assert one.content() == other.content()
    assert [found.atom for found in open_at(one)] == ["title"]


def test_who_builds_on_a_change_that_two_made_alike_has_seen_both(two: Two) -> None:
    one, other = two
    record = "0190a000-0000-7000-8000-0000000000ff"
    for laptop in two:
        laptop.add_project("Office", id=record)
    one.set(record, title="Head office")

    meet(one, other)

    assert other.project(record)["title"] == "Head office"
    assert open_at(other) == []
    assert one.content() == other.content()
