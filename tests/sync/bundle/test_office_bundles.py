"""Work to the office and back on a stick: what travels, what comes back, and that nothing is done twice."""

import random
import uuid
from typing import Any

import pytest

from sync.bundle.layout import BadBundle
from sync.client.acquaintances import myself
from sync.client.bundle_log import logged
from sync.client.transport import TransportError
from sync.messages.packing import CHUNK_BYTES, PART_BYTES
from sync.server.rounds.bundle_out import CannotHandOut
from sync.server.rounds.verifying import faults_in
from sync.server.store.registry import Registry

Two = tuple[Any, Any]
LARGE = 3 * CHUNK_BYTES + 17


def attach(laptop: Any, size: int) -> str:
    name = str(laptop.files.put(random.Random(size).randbytes(size)))
    with laptop.working() as connection:
        connection.exec_driver_sql(
            "INSERT INTO photos (id, scope_id, sha256, size_bytes) VALUES (?, ?, ?, ?)",
            (str(uuid.uuid4()), laptop.scope, name, size),
        )
    return name


def unanswered(laptop: Any) -> int:
    return int(laptop.rows("SELECT count(*) FROM sync_transactions WHERE own = 1 AND outcome IS NULL")[0][0])


def code_of(act: Any) -> str:
    with pytest.raises(BadBundle) as fault:
        act()
    return fault.value.code


def test_work_goes_to_the_office_and_to_the_colleague_and_the_receipt_comes_back(
    two: Two, stick: Any
) -> None:
    one, other = two
    record = one.add_project("Bridge", summary="long", tags='["a"]')
    one.set(record, title="Wells")

    arrived = stick.to_office(one)
    assert (arrived.changes, arrived.quarantined, arrived.is_whole) == (2, 0, True)
    assert unanswered(one) == 2  # nothing counts as delivered until an answer is here

    came = stick.from_office(other)
    back = stick.from_office(one)

    assert (came.taken, back.receipts, back.taken) == (2, 2, 0)
    assert unanswered(one) == 0
    assert one.content() == other.content()
    assert other.project(record)["title"] == "Wells"
    assert one.sync().pushed == other.sync().pulled == 0
    assert faults_in(stick.office.database) == []


def test_a_bundle_twice_or_late_changes_nothing_more(two: Two, stick: Any) -> None:
    one, other = two
    record = one.add_project()
    stick.export(one, "server")
    first = stick.last
    stick.take_in(first)
    one.set(record, title="Later")
    stick.to_office(one)
    stick.hand_out("A2")
    answer = stick.last
    stick.take(other, answer)
    before = (other.content(), other.rows("SELECT count(*) FROM sync_operations"))

    again = stick.take_in(first)
    late = stick.take(other, answer)

    assert (again.changes, again.again) == (0, 1)
    assert (late.taken, late.known) == (0, 2)
    assert (other.content(), other.rows("SELECT count(*) FROM sync_operations")) == before


def test_what_went_over_the_net_meanwhile_is_not_done_twice(two: Two, stick: Any) -> None:
    one, other = two
    one.add_project()
    stick.export(one, "server")
    bundle = stick.last
    one.sync()

    arrived = stick.take_in(bundle)
    other.sync()
    came = stick.from_office(other)

    assert (arrived.changes, arrived.again) == (0, 1)
    assert came.taken == 0
    assert one.content() == other.content()


def test_a_receipt_also_comes_over_the_net(two: Two, stick: Any) -> None:
    one, _ = two
    one.add_project()
    stick.to_office(one)

    one.sync()

    assert unanswered(one) == 0
    with stick.office.database.reading() as connection:
        assert len(Registry(connection).devices()) == 2
    assert one.rows("SELECT count(*) FROM sync_operations") == [(1,)]


def test_a_step_that_the_role_may_not_take_is_said_by_the_receipt(two: Two, stick: Any) -> None:
    one, _ = two
    record = one.add_project()
    one.set(record, state="submitted")
    one.set(record, state="approved")

    assert stick.to_office(one).quarantined == 1
    stick.from_office(one)

    found = one.rows("SELECT outcome, code FROM sync_transactions WHERE outcome = 'quarantined'")
    assert found == [("quarantined", "no_such_step")]


def test_two_who_said_different_things_meet_in_a_conflict(two: Two, stick: Any) -> None:
    one, other = two
    record = one.add_project()
    stick.to_office(one)
    stick.from_office(other)
    one.set(record, title="Wells")
    other.set(record, title="Roads")
    stick.to_office(one)
    stick.to_office(other)

    stick.from_office(one)
    stick.from_office(other)

    assert one.content() == other.content()
    assert one.project(record)["title"] == "Wells"  # the office had it first
    assert len(one.content()["sync_conflicts"]) == 1


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES, LARGE])
def test_an_attachment_arrives_byte_for_byte_and_is_not_sent_again(two: Two, stick: Any, size: int) -> None:
    one, other = two
    name = attach(one, size)

    assert stick.to_office(one).files == 1
    assert stick.from_office(other).files == 1
    stick.from_office(one)

    assert (other.files.path / name).read_bytes() == (one.files.path / name).read_bytes()
    assert stick.export(one, "server").files == 0
    assert one.sync().blobs_pending == other.sync().blobs_pending == 0


def test_a_file_that_breaks_off_is_taken_as_far_as_it_goes_and_the_next_goes_on(two: Two, stick: Any) -> None:
    one, other = two
    record = one.add_project()
    name = attach(one, 12 * CHUNK_BYTES)
    stick.export(one, "server")
    whole = stick.last.read_bytes()
    stick.last.write_bytes(whole[: len(whole) // 2])

    arrived = stick.take_in()
    assert not arrived.is_whole
    assert (arrived.changes, arrived.missing_changes, arrived.files) == (2, 0, 0)
    assert arrived.missing_chunks > 0
    stick.last.write_bytes(whole)
    assert stick.take_in().files == 1

    stick.hand_out("A2")
    whole = stick.last.read_bytes()
    stick.last.write_bytes(whole[: len(whole) // 2])
    first = stick.take(other)
    assert other.project(record)["title"] == "Water"
    assert (first.files, first.is_whole) == (0, False)
    received = other.rows("SELECT received FROM sync_blobs")[0][0]
    assert received > 0
    stick.last.write_bytes(whole)
    assert stick.take(other).files == 1
    assert (other.files.path / name).read_bytes() == (one.files.path / name).read_bytes()


def test_a_transaction_too_large_for_a_frame_travels_in_parts(two: Two, stick: Any) -> None:
    one, other = two
    text = random.Random(1).randbytes(PART_BYTES).hex()
    record = one.add_project(summary=text)

    assert stick.to_office(one).changes == 1
    assert stick.from_office(other).taken == 1

    assert other.project(record)["summary"] == text


def test_one_file_serves_a_whole_office_with_the_work_of_each(make_laptop: Any, stick: Any) -> None:
    laptops = [make_laptop(name) for name in ("aigul", "beka", "chyngyz")]
    for laptop in laptops:
        laptop.add_project(laptop.actor)
        stick.to_office(laptop)

    stick.hand_out("A1", "A2", "A3")
    for laptop in laptops:
        assert stick.take(laptop).taken == 2

    assert laptops[0].content() == laptops[1].content() == laptops[2].content()
    assert [unanswered(laptop) for laptop in laptops] == [0, 0, 0]


def test_who_may_not_read_the_same_gets_a_bundle_of_their_own(make_laptop: Any, stick: Any) -> None:
    one, stranger = make_laptop("one"), make_laptop("am", "monitor", "AM")
    one.add_project("Secret")
    stick.to_office(one)

    with pytest.raises(CannotHandOut) as fault:
        stick.hand_out("A1", "A2")
    assert fault.value.code == "apart"
    stick.hand_out("A2")
    assert stick.take(stranger).taken == 0


def test_a_bundle_for_another_or_of_nobody_known_is_refused_whole(
    make_laptop: Any, two: Two, stick: Any, acquaint: Any
) -> None:
    one, other = two
    unknown = make_laptop("unknown", is_enrolled=False)
    one.add_project()
    stick.export(one, "server")
    for_server = stick.last
    acquaint(unknown, one)
    with one.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM sync_keys")
    stick.export(unknown, key_of(one))
    from_unknown = stick.last

    assert code_of(lambda: stick.take(other, for_server)) == "not_for_us"
    assert code_of(lambda: stick.take(one, for_server)) == "not_for_us"
    assert code_of(lambda: stick.take(one, from_unknown)) == "unknown_sender"
    assert code_of(lambda: stick.take_in(from_unknown)) == "not_for_us"


def key_of(laptop: Any) -> bytes:
    with laptop.engine.begin() as connection:
        return myself(connection).key


def test_a_revoked_laptop_s_bundle_is_kept_aside_and_it_gets_none(two: Two, stick: Any) -> None:
    one, other = two
    one.add_project()
    stick.export(one, "server")
    with stick.office.database.writing() as connection:
        registry = Registry(connection)
        registry.revoke(registry.devices()[0].id, "2026-01-01T00:00:00Z")

    assert stick.take_in().quarantined == 1
    assert stick.from_office(other).taken == 0


def test_a_demotion_is_not_undone_by_an_older_bundle(two: Two, stick: Any) -> None:
    one, _ = two
    stick.hand_out("A1")
    old = stick.last
    stick.office.code_for(one.actor, "reader")
    one.sync()

    stick.take(one, old)

    assert one.rows("SELECT roles FROM sync_replica") == [('{"KG":"reader"}',)]


def test_no_other_key_comes_into_the_place_of_the_pinned_one(two: Two, stick: Any) -> None:
    one, _ = two
    pinned = one.rows("SELECT server_key FROM sync_office")[0][0]
    stick.office.code_for("new@example.org")
    stick.from_office(one)
    assert one.rows("SELECT server_key FROM sync_office")[0][0] == pinned

    with stick.office.database.writing() as connection:  # another server under the same name
        connection.exec_driver_sql("DELETE FROM server_state WHERE name = 'signing_key'")
    stick.hand_out("A1")

    assert code_of(lambda: stick.take(one)) == "foreign"


def test_after_a_restore_the_laptop_sends_again_what_the_office_lost(two: Two, stick: Any) -> None:
    one, other = two
    one.add_project("Kept")
    stick.to_office(one)
    stick.from_office(one)
    with stick.office.database.writing() as connection:
        for table in ("transactions", "operations", "chains", "cursors"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.exec_driver_sql("UPDATE scopes SET counter = 0")
    stick.office.database.begin_new_epoch()

    stick.from_office(one)
    assert unanswered(one) == 1
    assert stick.to_office(one).changes == 1
    stick.from_office(other)

    assert one.content() == other.content()


def test_a_bundle_of_before_the_restore_is_refused_after_it(two: Two, stick: Any) -> None:
    one, _ = two
    stick.hand_out("A1")
    old = stick.last
    stick.office.database.begin_new_epoch()
    one.sync()

    assert code_of(lambda: stick.take(one, old)) == "epoch"


def test_a_receipt_for_another_of_the_same_name_is_not_taken(two: Two, stick: Any, tmp_path: Any) -> None:
    one, other = two
    one.add_project("Original")
    stick.to_office(one)
    stick.hand_out("A1")
    with one.engine.begin() as connection:  # this store came back from a backup and went another way
        for table in ("sync_transactions", "sync_operations", "sync_chains", "journal", "projects"):
            if table == "projects":
                connection.exec_driver_sql("INSERT INTO sync_applying (one) VALUES (1)")
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.exec_driver_sql("DELETE FROM sync_applying")
    one.add_project("Written after the restore")
    stick.export(one, "server")
    answer = stick.made[1]

    came = stick.take(one, answer)

    assert came.strange == 1
    assert (
        unanswered(one) == 1
    )  # what was written here has not been answered for, and goes under another name
    stick.to_office(one)
    stick.from_office(one)
    stick.from_office(other)
    assert one.content() == other.content()
    assert {row[2] for row in one.content()["projects"]} == {"Original", "Written after the restore"}


def test_the_list_of_bundles_says_what_is_still_on_its_way(two: Two, stick: Any) -> None:
    one, _ = two
    one.add_project()
    stick.export(one, "server")

    def open_now() -> list[tuple[bool, int]]:
        with one.engine.begin() as connection:
            return [(entry.is_out, entry.open) for entry in logged(connection)]

    assert open_now() == [(True, 1)]
    stick.take_in()
    stick.from_office(one)
    assert open_now() == [(False, 0), (True, 0)]


def test_who_stops_halfway_has_what_came_by_then_and_goes_on_later(two: Two, stick: Any) -> None:
    one, other = two
    for _ in range(3):
        one.add_project(summary=random.Random(2).randbytes(PART_BYTES // 4).hex())
    stick.to_office(one)
    stick.hand_out("A2")

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise TransportError("stopped")

    with pytest.raises(TransportError):
        stick.take(other, step=stop)
    stick.take(other)

    assert one.content() == other.content()
