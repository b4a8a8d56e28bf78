"""A copy that differs from the server's is found and mended; nothing unsent is lost, and a sound one is left alone."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from sync.client import capture
from sync.client.rounds import Report
from sync.client.seal import seal
from sync.messages.packing import pack, unpack
from sync.messages.wire import Request, Response
from tests.sync.conftest import METADATA, SCOPE, VISITS, Laptop, new_id

Make = Callable[..., Laptop]
Two = tuple[Laptop, Laptop]


def check(laptop: Laptop) -> Report:
    return laptop.client.run(check=[SCOPE])


def behind(laptop: Laptop, sql: str, *args: Any) -> None:
    """As a fault of the disk or of a program would: past the journal."""
    with laptop.engine.begin() as connection, capture.applying(connection):
        connection.exec_driver_sql(sql, args)


def seal_now(laptop: Laptop) -> None:
    with laptop.engine.begin() as connection:
        seal(connection, METADATA)


def told(report: Report) -> list[tuple[str, bool]]:
    return [(one.kind, one.is_whole) for one in report.mended]


def history(two: Two) -> tuple[str, str]:
    """Two projects with a past, by both laptops, and an open conflict; all of it on both."""
    one, other = two
    water = one.add_project("Water", tags='["a"]', summary="first")
    roads = other.add_project("Roads")
    one.sync(), other.sync(), one.sync()
    one.set(water, summary="second")
    one.set(roads, title="Roads of Osh")
    other.set(roads, title="Roads of Naryn")
    with other.working() as connection:
        values = {"id": new_id(), "scope_id": SCOPE, "project_id": roads, "place": "Osh"}
        connection.execute(VISITS.insert().values(values))
    one.sync(), other.sync(), one.sync()
    one.set(water, summary="third")
    one.sync(), other.sync()
    return water, roads


def test_a_healthy_pair_is_never_mended(two: Two) -> None:
    water, _ = history(two)
    two[1].set(water, title="Typed and not sealed")
    before = [laptop.content() for laptop in two]

    reports = [check(laptop) for laptop in two]

    assert [one.mended for one in reports] == [(), ()]
    assert [one.compared for one in reports] == [{SCOPE}, {SCOPE}]
    assert two[0].content()["sync_conflicts"] == before[0]["sync_conflicts"] != []


def test_a_row_that_was_changed_behind_the_journal_is_rendered_again(two: Two) -> None:
    water, _ = history(two)
    sound = two[1].content()
    behind(two[1], "UPDATE projects SET summary = 'flipped' WHERE id = ?", water)

    assert told(check(two[1])) == [("rows", True)]
    assert two[1].content() == sound
    assert check(two[1]).mended == ()


def test_a_row_and_a_conflict_that_are_gone_come_back(two: Two) -> None:
    history(two)
    sound = two[1].content()
    behind(two[1], "DELETE FROM visits")
    behind(two[1], "DELETE FROM sync_conflicts")

    assert told(check(two[1])) == [("rows", True)]
    assert two[1].content() == sound


DAMAGES = {
    "an edit is gone": "DELETE FROM sync_operations WHERE record_id = ? AND value LIKE '%third%'",
    "another value": 'UPDATE sync_operations SET value = \'{"summary":"odd"}\''
    " WHERE record_id = ? AND value LIKE '%third%'",
    "another base": "UPDATE sync_operations SET base = '' WHERE record_id = ? AND value LIKE '%third%'",
    "no value at all": "UPDATE sync_operations SET value = '{\"sum' WHERE record_id = ? AND value LIKE '%third%'",
    "the making is gone": "DELETE FROM sync_operations WHERE record_id = ? AND atom = '*'",
    "all of it is gone": "DELETE FROM sync_operations WHERE record_id = ?",
    "a superseded edit is gone": "DELETE FROM sync_operations WHERE record_id = ? AND value LIKE '%second%'",
    "another place": "UPDATE sync_transactions SET first_seq = first_seq + 40 WHERE id ="
    " (SELECT transaction_id FROM sync_operations WHERE record_id = ? AND value LIKE '%third%')",
    "no transaction": "DELETE FROM sync_transactions WHERE id IN"
    " (SELECT transaction_id FROM sync_operations WHERE record_id = ?)",
    "a body that nothing reads": "UPDATE sync_transactions SET body = x'00' WHERE id IN"
    " (SELECT transaction_id FROM sync_operations WHERE record_id = ? AND atom = '*')",
}


@pytest.mark.parametrize("whose", [0, 1], ids=["own", "of another"])
def test_operations_that_differ_are_fetched_again(two: Two, whose: int) -> None:
    water, _ = history(two)
    laptop = two[whose]
    sound = laptop.content()
    for damage, sql in DAMAGES.items():
        behind(laptop, sql, water)

        report = check(laptop)

        assert told(report) == [("operations", True)], damage
        assert report.mended[0].count >= 1, damage
        assert laptop.content() == sound, damage
    assert check(laptop).mended == ()


def test_what_is_unsent_and_what_is_set_aside_survive(two: Two, make_laptop: Make) -> None:
    water, roads = history(two)
    reader = make_laptop("reader", "reader")
    reader.sync()
    reader.set(roads, summary="set aside")  # a reader may not
    reader.sync()
    reader.set(water, title="Unsent")
    seal_now(reader)
    own = f"{reader.rows('SELECT replica_id FROM sync_replica')[0][0]}.%"
    for record in (water, roads):
        behind(reader, "DELETE FROM sync_operations WHERE record_id = ? AND dot NOT LIKE ?", record, own)
    before = reader.rows("SELECT replica, first_n, own, body FROM sync_transactions WHERE own = 1")

    report = check(reader)

    assert told(report) == [("operations", True)]
    after = reader.rows("SELECT replica, first_n, own, body FROM sync_transactions WHERE own = 1")
    assert after[: len(before)] == before
    assert reader.project(roads)["summary"] == "set aside"
    assert reader.project(water)["title"] == "Unsent"
    assert report.quarantined == 2


def test_typing_on_a_damaged_field_is_sent_and_meets_what_was_lost(two: Two) -> None:
    water, roads = history(two)
    behind(two[1], DAMAGES["an edit is gone"], water)
    two[1].set(water, title="Typed meanwhile")
    two[1].set(roads, summary="and here")

    check(two[1])
    two[0].sync()

    assert two[0].project(water)["title"] == two[1].project(water)["title"] == "Typed meanwhile"
    assert two[1].project(water)["summary"] == "third"
    assert two[0].content() == two[1].content()


def test_work_that_the_server_never_had_is_offered_and_not_dropped(two: Two) -> None:
    water, _ = history(two)
    two[0].set(water, summary="never sent")
    seal_now(two[0])
    # As if an answer had been noted that the server never gave.
    behind(two[0], "UPDATE sync_transactions SET outcome = 'applied', first_seq = 2 WHERE outcome IS NULL")

    check(two[0])
    two[0].sync(), two[1].sync()

    assert two[1].project(water)["summary"] == "never sent"
    assert check(two[0]).mended == check(two[1]).mended == ()


def test_a_power_cut_in_the_middle_leaves_it_for_the_next_time(two: Two) -> None:
    water, _ = history(two)
    laptop = two[1]
    sound = laptop.content()
    behind(laptop, DAMAGES["all of it is gone"], water)
    damaged = laptop.rows("SELECT * FROM sync_operations ORDER BY record_id, dot")

    asked: list[str] = []

    def cut(method: str, path: str) -> None:
        asked.append(path)
        if len(asked) == 3:  # the scope is on its way
            raise SystemExit

    laptop.transport.after = cut
    with pytest.raises(SystemExit):
        check(laptop)
    assert laptop.rows("SELECT * FROM sync_operations ORDER BY record_id, dot") == damaged
    laptop.transport.after = lambda method, path: None

    assert told(check(laptop)) == [("operations", True)]
    assert laptop.content() == sound


class OldServer:
    """Knows nothing of sums: it passes over what it does not know, as every server does."""

    def __init__(self, transport: Any) -> None:
        self._transport = transport

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def send(self, method: str, path: str, body: bytes = b"", token: str | None = None) -> bytes:
        if path == "/sync":
            request = unpack(body, Request)
            body = pack(msgspec.structs.replace(request, compare=[], again={}))
        return bytes(self._transport.send(method, path, body, token))


def test_with_an_old_server_the_rows_are_looked_at_all_the_same(two: Two) -> None:
    water, _ = history(two)
    sound = two[1].content()
    behind(two[1], "UPDATE projects SET summary = 'flipped' WHERE id = ?", water)
    two[1].client._transport = OldServer(two[1].transport)

    report = check(two[1])

    assert (told(report), report.compared) == ([("rows", True)], frozenset())
    assert two[1].content() == sound


def test_a_message_without_a_checkup_is_as_it_was() -> None:
    assert b"compare" not in msgspec.json.encode(Request(replica="a.1"))
    assert b"sums" not in msgspec.json.encode(Response(epoch="e"))


def test_nobody_learns_the_sum_or_the_words_of_a_scope_out_of_reach(two: Two, make_laptop: Make) -> None:
    history(two)
    stranger = make_laptop("stranger", office_code="AM")
    stranger.sync()

    report = check(stranger)

    assert (report.compared, report.mended) == (frozenset(), ())
    assert stranger.rows("SELECT * FROM projects") == []


def test_somebody_who_is_faster_is_waited_for(two: Two) -> None:
    water, _ = history(two)
    pushed: list[str] = []

    def push_in_between(method: str, path: str) -> None:
        if path == "/sync" and not pushed:
            pushed.append(path)
            two[0].set(water, title="Faster")
            two[0].sync()

    two[1].transport.after = push_in_between

    report = check(two[1])

    assert (report.compared, report.mended) == ({SCOPE}, ())
    assert two[1].project(water)["title"] == "Faster"
