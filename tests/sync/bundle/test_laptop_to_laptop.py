"""Laptops of an office without a server, straight from one to the other; and what happens once there is one."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.bundle.layout import BadBundle
from sync.client.acquaintances import Acquaintance, forget_key, myself
from sync.client.bodies import kept, transaction_of
from sync.client.bundle_out import content_for
from sync.client.seal import seal
from sync.client.transport import TransportError
from sync.messages.seals import FIRST, chained
from sync.server.store.registry import Registry

Two = tuple[Any, Any]


def heads_of(laptop: Any) -> int:
    return int(laptop.rows("SELECT count(*) FROM sync_operations")[0][0])


def unplaced(laptop: Any) -> int:
    sql = "SELECT count(*) FROM sync_transactions WHERE own = 0 AND first_seq IS NULL"
    return int(laptop.rows(sql)[0][0])


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(BadBundle) as fault:
        act()
    return fault.value.code


def test_two_without_a_server_come_to_the_same_content(strangers: Two, stick: Any) -> None:
    one, other = strangers
    record = one.add_project("Bridge")
    stick.across(one, other)
    other.set(record, title="Bridge and road")
    other.add_project("School")

    back = stick.across(other, one)

    assert back.taken == 2
    assert one.content() == other.content()
    assert one.project(record)["title"] == "Bridge and road"
    assert one.content()["sync_conflicts"] == []


def test_two_who_said_different_things_see_the_same_conflict_and_one_decides_for_both(
    strangers: Two, stick: Any
) -> None:
    one, other = strangers
    record = one.add_project()
    stick.across(one, other)
    one.set(record, title="Wells", seen=one.change())
    other.set(record, title="Roads", seen=other.change())
    stick.across(one, other)
    stick.across(other, one)
    assert one.content() == other.content()
    assert len(one.content()["sync_conflicts"]) == 1

    one.set(record, title="Wells and roads", seen=one.change())
    stick.across(one, other)

    assert one.content() == other.content()
    assert other.content()["sync_conflicts"] == []


def test_each_bundle_holds_only_what_the_other_has_not_said_it_has(strangers: Two, stick: Any) -> None:
    one, other = strangers
    for number in range(3):
        one.add_project(str(number))
    stick.across(one, other)
    stick.across(other, one)
    one.add_project("new")

    assert stick.across(one, other).known == 0
    assert stick.across(one, other).known == 1  # not answered for yet, so it travels again
    stick.across(other, one)
    assert stick.across(one, other).known == 0


def test_taken_twice_and_in_the_wrong_order_nothing_is_lost(strangers: Two, stick: Any) -> None:
    one, other = strangers
    record = one.add_project()
    stick.across(one, other)
    stick.across(other, one)
    one.set(record, title="Second", seen=one.change())
    stick.export(one, key_of(other))
    second = stick.last
    stick.take(other, second)
    stick.across(other, one)
    one.set(record, title="Third", seen=one.change())
    stick.export(one, key_of(other))
    third = stick.last
    with other.engine.begin() as connection:  # as if the other had come back from a backup
        connection.exec_driver_sql("DELETE FROM sync_heard")

    early = stick.take(other, third)
    assert (early.taken, early.gaps) == (0, 1)
    stick.across(other, one)
    again = stick.across(one, other)

    assert (again.gaps, again.strange) == (0, 0)
    assert one.content() == other.content()
    assert other.project(record)["title"] == "Third"


def test_later_the_server_s_order_rules_and_nothing_is_there_twice(two: Two, stick: Any) -> None:
    one, other = two
    record = one.add_project(tags='["a"]')
    one.sync()
    other.sync()
    one.set(record, title="Wells", tags='["a","one"]', seen=one.change())
    other.set(record, title="Roads", tags='["a","other"]', seen=other.change())
    stick.across(one, other)
    stick.across(other, one)
    assert one.content() == other.content()
    assert unplaced(one) == unplaced(other) == 1

    other.sync()  # whichever comes first at the server, both show that one
    one.sync()
    other.sync()

    assert one.content() == other.content()
    assert one.project(record)["title"] == "Roads"
    assert unplaced(one) == unplaced(other) == 0
    assert heads_of(one) == heads_of(other)


def test_work_that_builds_on_a_colleague_s_waits_at_the_server_until_that_comes(two: Two, stick: Any) -> None:
    one, other = two
    one.sync()  # the first of them learns the second's key
    record = one.add_project()
    stick.across(one, other)
    other.set(record, title="Wells", seen=other.change())

    assert other.sync().waiting == 1
    one.sync()
    other.sync()
    one.sync()

    assert one.content() == other.content()
    assert one.project(record)["title"] == "Wells"
    assert other.sync().waiting == 0


def test_a_role_counts_on_the_stick_as_at_the_server(make_laptop: Any, stick: Any) -> None:
    reader, other = make_laptop("reader", "reader"), make_laptop("other")
    reader.sync()
    other.sync()
    reader.add_project("Not allowed")

    assert stick.across(reader, other).refused == 1
    assert other.content()["projects"] == []


def test_a_step_that_the_role_may_not_take_stays_with_who_took_it(two: Two, stick: Any) -> None:
    one, other = two
    for laptop in two:
        laptop.sync()
    record = one.add_project()
    one.set(record, state="submitted")
    one.set(record, state="approved")
    one.set(record, summary="after")

    came = stick.across(one, other)

    assert (came.taken, came.refused) == (3, 1)
    assert (other.project(record)["state"], other.project(record)["summary"]) == ("submitted", "after")


def test_only_what_the_other_may_read_goes_out(make_laptop: Any, stick: Any) -> None:
    one, stranger = make_laptop("one"), make_laptop("am", "admin", "RO")
    below = make_laptop("below", "monitor", "AM")
    for laptop in (one, stranger, below):
        laptop.sync()
    one.add_project("Kyrgyz")

    assert stick.export(one, key_of(stranger)).changes == 1
    with one.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO sync_keys (key, name, is_server, added_at) VALUES (?, 'below', 0, '')",
            (key_of(below).hex(),),
        )
    with stick.office.database.reading() as connection:
        roles = Registry(connection).roles_of(below.actor)
    far = Acquaintance(key=key_of(below), name="", kind="colleague", roles=roles)
    assert content_for(one.engine.begin, stick.metadata, one.files, [far]).transactions == ()


def test_a_revoked_colleague_is_not_listened_to(two: Two, stick: Any) -> None:
    one, other = two
    one.sync()
    one.add_project()
    stick.export(one, key_of(other))
    with stick.office.database.writing() as connection:
        registry = Registry(connection)
        registry.revoke(registry.devices()[0].id, "2026-01-01T00:00:00Z")
    other.sync()

    assert code_of(lambda: stick.take(other)) == "revoked"


def test_a_key_taken_back_is_a_stranger_again(strangers: Two, stick: Any) -> None:
    one, other = strangers
    stick.export(one, key_of(other))
    with other.engine.begin() as connection:
        assert forget_key(connection, key_of(one))

    assert code_of(lambda: stick.take(other)) == "unknown_sender"


def test_a_copy_of_a_store_is_found_out_and_nothing_of_it_is_mixed_in(strangers: Two, stick: Any) -> None:
    one, other = strangers
    one.add_project("Before")
    stick.across(one, other)
    with one.engine.begin() as connection:  # one goes back to a backup and on from there
        for table in ("sync_transactions", "sync_operations", "sync_chains", "journal"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    one.add_project("Another way")
    one.add_project("And on")

    came = stick.across(one, other)

    assert (came.taken, came.strange + came.known + came.gaps) == (0, 2)
    assert [row[2] for row in other.content()["projects"]] == ["Before"]


def test_nobody_writes_under_another_s_name(
    make_laptop: Any, strangers: Two, stick: Any, acquaint: Any
) -> None:
    one, other = strangers
    thief = make_laptop("thief", is_enrolled=False)
    acquaint(one, other, thief)
    record = one.add_project()
    stick.across(one, other)
    with one.engine.begin() as connection:
        replica = connection.exec_driver_sql("SELECT replica_id FROM sync_replica").scalar_one()
    key_of(thief)
    with thief.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE sync_replica SET replica_id = ?", (replica,))
    thief.add_project("Stolen")

    came = stick.across(thief, other)

    assert (came.taken, came.strange) == (0, 1)
    assert [row[0] for row in other.content()["projects"]] == [record]


def test_a_photo_goes_along_and_on_to_the_server(two: Two, stick: Any) -> None:
    one, other = two
    one.sync()
    name = one.files.put(b"jpeg" * 100_000)
    with one.working() as connection:
        connection.exec_driver_sql(
            "INSERT INTO photos (id, scope_id, sha256, size_bytes)"
            " VALUES ('0190a000-0000-7000-8000-0000000000aa', ?, ?, 400000)",
            (one.scope, name),
        )
    assert stick.across(one, other).files == 1

    assert (other.files.path / name).exists()
    assert other.rows("SELECT state FROM sync_blobs") == [
        ("here",)
    ]  # the server is to get it from whoever comes


def test_work_of_a_newer_release_is_kept_until_it_can_be_shown(strangers: Two, stick: Any) -> None:
    one, other = strangers
    record = one.add_project()
    with one.engine.begin() as connection:
        seal(connection, stick.metadata)
        body = connection.exec_driver_sql("SELECT body FROM sync_transactions").scalar_one()
        old = transaction_of(body)
        op = msgspec.structs.replace(old.operations[0], table="drones")
        new = msgspec.structs.replace(old, operations=(op,))
        new = msgspec.structs.replace(new, hash=chained(FIRST, new))
        connection.exec_driver_sql(
            "UPDATE sync_transactions SET body = ?", (kept(msgspec.msgpack.encode(new)),)
        )

    assert stick.across(one, other).taken == 1
    found = other.rows("SELECT record_id, state FROM sync_operations")
    assert found == [(record, "held")]


def test_what_does_not_fit_this_store_is_kept_back_and_the_rest_is_taken(strangers: Two, stick: Any) -> None:
    one, other = strangers
    with one.engine.begin() as connection:  # a rule that this release does not have
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        connection.exec_driver_sql(
            "UPDATE sqlite_schema SET sql = replace(sql, '<> ''never''', '<> ''no''') WHERE name = 'projects'"
        )
    one.close()
    one.add_project("never")
    one.add_project("fits")

    assert stick.across(one, other).taken == 2
    assert [row[2] for row in other.content()["projects"]] == ["fits"]
    assert other.rows("SELECT count(*) FROM sync_operations WHERE state = 'held'") == [(1,)]


def key_of(laptop: Any) -> bytes:
    with laptop.engine.begin() as connection:
        return myself(connection).key


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "title", "stale", "tags", "delete", "across", "across", "sync", "lose"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(0, 5),
    ),
    max_size=22,
)


def do(step: tuple[str, int, int, int], laptops: list[Any], stick: Any) -> None:
    what, who, whom, which = step
    laptop, other = laptops[who], laptops[whom]
    known = [row[0] for row in laptop.rows("SELECT id FROM projects ORDER BY id")]
    if what == "add" or (not known and what in ("title", "stale", "tags", "delete")):
        laptop.add_project(f"made {which}", tags='["a"]')
    elif what == "title":
        laptop.set(known[which % len(known)], title=f"{what} {who} {which}", seen=laptop.change())
    elif what == "stale":
        laptop.set(known[which % len(known)], title=f"{what} {who}", seen=max(0, laptop.change() - which))
    elif what == "tags":
        laptop.set(known[which % len(known)], tags=f'["a","{who}{which}"]', seen=laptop.change())
    elif what == "delete":
        laptop.set(known[which % len(known)], deleted_at="2026-01-01T00:00:00.000Z")
    elif what == "sync":
        laptop.sync()
    elif laptop is not other:
        stick.export(laptop, key_of(other))
        if what == "across":
            stick.take(other)


def across_all(laptops: list[Any], stick: Any) -> None:
    for one in laptops:
        for other in laptops:
            if one is not other:
                stick.across(one, other)


@pytest.mark.slow
@given(steps=STEPS)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_travels_how_all_come_to_the_same(
    make_world: Any, acquaint: Any, stick: Any, steps: list[tuple[str, int, int, int]]
) -> None:
    laptops, close = make_world()
    acquaint(*laptops)
    try:
        for step in steps:
            do(step, laptops, stick)
        across_all(laptops, stick)
        contents = [laptop.content() for laptop in laptops]
        if not any(step[0] == "sync" for step in steps):
            assert contents[0] == contents[1] == contents[2]  # without a server too
        for laptop in (*laptops, *laptops):
            laptop.sync()
        contents = [laptop.content() for laptop in laptops]
        assert contents[0] == contents[1] == contents[2]
        assert [unplaced(laptop) for laptop in laptops] == [0, 0, 0]
        across_all(laptops, stick)
        assert [laptop.content() for laptop in laptops] == contents
    except TransportError as fault:
        raise AssertionError(fault.code) from fault
    finally:
        close()
