"""Old history goes to an archive: nobody who comes later, or comes back, notices it by anything but its size."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from sync.client.history import changes_of
from sync.client.schema import shapes_of
from sync.messages.packing import pack, unpack
from sync.messages.wire import Response
from sync.server.rounds import compacting
from sync.server.rounds.compacting import Done, compact
from sync.server.rounds.verifying import faults_in
from sync.server.store.archive import ArchiveProblem, read_archive
from sync.server.store.archives import all_archives
from sync.server.store.database import Database
from tests.sync.conftest import METADATA, SCHEMA, SCOPE

EVER, NEVER = "9999", "0000"


@pytest.fixture
def archives(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def run(office: Any, archives: Path) -> Callable[..., Done]:
    def compacted(database: Database | None = None, **more: Any) -> Done:
        moments = {"older_than": EVER, "away_since": EVER, "now": "2026-01-01"} | more
        return compact(database or office.database, SCHEMA, archives, SCOPE, **moments)

    return compacted


def edited(laptop: Any, record: str, *titles: str) -> None:
    """A sync after each, so that none is folded into the next."""
    for title in titles:
        laptop.set(record, title=title)
        laptop.sync()


def rows_of(office: Any, sql: str) -> list[Any]:
    with office.database.reading() as connection:
        return list(connection.execute(text(sql)).all())


def settle(*laptops: Any) -> None:
    for _ in range(3):
        for laptop in laptops:
            laptop.sync()


def title_heads(laptop: Any, record: str) -> list[Any]:
    return laptop.rows("SELECT atom FROM sync_conflicts WHERE record_id = ?", record)


def test_who_begins_after_it_sees_what_the_others_see(
    make_laptop: Any, office: Any, run: Any, archives: Path
) -> None:
    one = make_laptop("one")
    record = one.add_project("Water", summary="first")
    one.sync()
    edited(one, record, "Wells", "Pumps", "Taps")
    gone = one.add_project("Gone")
    one.sync()
    one.set(gone, deleted_at="monday")
    one.sync()

    done = run()
    late = make_laptop("late")
    settle(one, late)

    assert done.until == 6
    assert done.thinned == 2
    assert late.content() == one.content()
    assert faults_in(office.database, archives) == []
    assert rows_of(office, "SELECT count(*) FROM transactions") == [(0,)]
    assert rows_of(office, "SELECT count(*) FROM operations") == [(0,)]


def test_both_go_on_from_there(make_laptop: Any, office: Any, run: Any, archives: Path) -> None:
    one = make_laptop("one")
    record = one.add_project("Water")
    one.sync()
    edited(one, record, "Wells", "Pumps")
    run()
    late = make_laptop("late")
    late.sync()
    edited(late, record, "Late", "Later")
    edited(one, record, "One", "More")

    run()
    third = make_laptop("third")
    settle(one, late, third)

    assert third.content() == one.content() == late.content()
    assert faults_in(office.database, archives) == []
    assert len(rows_of(office, "SELECT * FROM archives")) == 2


def test_a_laptop_that_was_away_loses_nothing(make_laptop: Any, office: Any, run: Any) -> None:
    one, away = make_laptop("one"), make_laptop("away")
    record = one.add_project("Water")
    one.sync()
    edited(one, record, "Wells")
    away.sync()
    away.set(
        record, title="Mine", summary="written on the road"
    )  # based on Wells, which is thinned out below
    new = away.add_project("New")
    edited(one, record, "Pumps", "Taps")
    run()

    settle(away, one)
    fresh = make_laptop("fresh")
    fresh.sync()

    assert away.content() == one.content() == fresh.content()
    assert one.project(record)["title"] == "Taps"
    assert one.project(record)["summary"] == "written on the road"
    assert title_heads(one, record) == [("title",)]
    assert one.project(new)["title"] == "New"
    values = {row[0] for row in one.rows("SELECT value FROM sync_operations WHERE atom = 'title'")}
    assert '{"title":"Mine"}' in values


def test_what_was_deleted_stays_so_and_an_edit_of_it_is_a_question(
    make_laptop: Any, office: Any, run: Any
) -> None:
    one, away = make_laptop("one"), make_laptop("away")
    quiet, touched = one.add_project("Quiet"), one.add_project("Touched")
    one.sync()
    edited(one, touched, "Before")
    away.sync()
    away.set(touched, summary="still needed")
    for record in (quiet, touched):
        edited(one, record, "Last words")
        one.set(record, deleted_at="monday")
        one.sync()
    run()

    settle(away, one)
    fresh = make_laptop("fresh")
    fresh.sync()

    assert away.content() == one.content() == fresh.content()
    assert one.project(quiet)["deleted_at"] == "monday"
    assert one.project(touched)["deleted_at"] is None
    assert title_heads(one, touched) == [("deleted",)]


def test_the_same_words_said_by_two_are_one_though_the_first_is_gone(
    make_laptop: Any, office: Any, run: Any
) -> None:
    one, away = make_laptop("one"), make_laptop("away")
    record = one.add_project("Water")
    one.sync()
    away.sync()
    away.set(record, title="Wells")
    edited(one, record, "Wells", "Pumps")
    run()

    settle(away, one)

    assert one.project(record)["title"] == away.project(record)["title"] == "Pumps"
    assert title_heads(one, record) == title_heads(away, record) == []


def test_a_step_is_judged_by_the_state_its_author_saw(make_laptop: Any, office: Any, run: Any) -> None:
    one, boss = make_laptop("one"), make_laptop("boss", role="manager")
    record = one.add_project("Water")
    one.set(record, state="submitted")
    one.sync()
    boss.sync()
    run()

    boss.set(record, state="approved")

    assert boss.sync().quarantined == 0
    settle(one)
    assert one.project(record)["state"] == "approved"


def deaf_to_what_is_known(send: Callable[..., bytes]) -> Callable[..., bytes]:
    """As a laptop of an earlier release, which offers all of its work to a server that was put back."""

    def older(method: str, path: str, body: bytes = b"", token: str | None = None) -> bytes:
        answer = send(method, path, body, token)
        if path != "/sync":
            return answer
        response = unpack(answer, Response)
        response.known = []
        return pack(response)

    return older


@pytest.mark.parametrize(("is_older", "pushed"), [(False, 0), (True, 3)])
def test_what_is_offered_again_is_known(
    make_laptop: Any, office: Any, run: Any, is_older: bool, pushed: int
) -> None:
    one = make_laptop("one")
    if is_older:
        one.transport.send = deaf_to_what_is_known(one.transport.send)
    record = one.add_project("Water")
    one.sync()
    edited(one, record, "Wells", "Pumps")
    run()
    before = one.content()
    places = one.rows("SELECT first_n, first_seq FROM sync_transactions ORDER BY id")
    office.database.begin_new_epoch()

    report = one.sync()
    settle(one)

    assert report.pushed == pushed
    assert one.rows("SELECT first_n, first_seq FROM sync_transactions ORDER BY id") == places
    assert one.content() == before
    assert one.rows("SELECT DISTINCT outcome FROM sync_transactions") == [("applied",)]
    assert one.rows("SELECT incarnation FROM sync_replica") == [(1,)]


def test_a_large_transaction_stays_as_it_came(
    make_laptop: Any, office: Any, run: Any, archives: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compacting, "PART_BYTES", 3000)
    one = make_laptop("one")
    record = one.add_project("Water")
    one.sync()
    edited(one, record, "Wells", "x" * 4000, "Pumps")
    done = run()
    edited(one, record, "Taps")
    again = run()
    late = make_laptop("late")
    settle(one, late)

    assert (done.until, again.until) == (4, 5)
    assert late.content() == one.content()
    assert rows_of(office, "SELECT count(*) FROM transactions") == [(1,)]
    assert faults_in(office.database, archives) == []


def test_it_goes_as_far_as_everybody_who_is_there_has_come(make_laptop: Any, office: Any, run: Any) -> None:
    one, slow = make_laptop("one"), make_laptop("slow")
    record = one.add_project("Water")
    one.sync()
    slow.sync()
    slow.sync()
    edited(one, record, "Wells", "Pumps")
    one.sync()

    assert run(away_since=NEVER, is_rehearsal=True).until == 1
    held = run(away_since=NEVER)
    assert (held.until, held.held_by) == (1, "A2")
    assert run(older_than=NEVER).until == 1
    with office.database.writing() as connection:
        connection.execute(text("UPDATE devices SET revoked_at = 'today' WHERE tag = 'A2'"))
    assert run(away_since=NEVER).until == 3


def test_the_archive_holds_every_word(make_laptop: Any, office: Any, run: Any, archives: Path) -> None:
    one = make_laptop("one")
    record = one.add_project("Water")
    one.sync()
    edited(one, record, "Wells", "Pumps", "Taps")
    run()

    with office.database.reading() as connection:
        (archived,) = all_archives(connection)
    path = archives / archived.name
    said = [op.value for entry in read_archive(path) for op in entry.transaction().operations]

    assert [value["title"] for value in said] == ["Water", "Wells", "Pumps", "Taps"]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(ArchiveProblem, match="damaged"):
        list(read_archive(path))
    assert "damaged" in "".join(faults_in(office.database, archives))
    path.unlink()
    assert "missing" in "".join(faults_in(office.database, archives))


class Interrupted(Exception):
    pass


@contextmanager
def power_until(database: Database, statements: int) -> Iterator[None]:
    """It goes before the statement after so many."""
    left = statements

    def count(*_: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Interrupted

    event.listen(database._engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(database._engine, "before_cursor_execute", count)


def test_stopped_at_any_moment_it_is_done_or_not(
    make_laptop: Any, office: Any, run: Any, archives: Path
) -> None:
    one = make_laptop("one")
    record = one.add_project("Water")
    one.sync()
    edited(one, record, "Wells", "Pumps")
    before = rows_of(office, "SELECT scope, seq, dot, value FROM operations ORDER BY seq")

    for statements in range(1000):
        try:
            with power_until(office.database, statements):
                run()
        except Interrupted:
            assert rows_of(office, "SELECT scope, seq, dot, value FROM operations ORDER BY seq") == before
            assert rows_of(office, "SELECT horizon FROM scopes") == [(0,)]
            continue
        break

    assert statements > 15
    assert rows_of(office, "SELECT horizon FROM scopes") == [(3,)]
    assert faults_in(office.database, archives) == []
    late = make_laptop("late")
    late.sync()
    assert late.content() == one.content()


class Meanwhile:
    """A database before whose writing something else happens once."""

    def __init__(self, database: Database, what: Callable[[], Any]) -> None:
        self._database = database
        self._what = [what]

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        while self._what:
            self._what.pop()()
        with self._database.writing() as connection:
            yield connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)


def test_a_push_in_the_middle_of_it_is_kept(make_laptop: Any, office: Any, run: Any, archives: Path) -> None:
    one = make_laptop("one")
    record = one.add_project("Water")
    one.sync()
    edited(one, record, "Wells", "Pumps")

    def push() -> None:
        edited(one, record, "Meanwhile")

    done = run(Meanwhile(office.database, push))
    late = make_laptop("late")
    late.sync()

    assert done.until == 3
    assert late.content() == one.content()
    assert late.project(record)["title"] == "Meanwhile"
    assert faults_in(office.database, archives) == []


def test_of_two_at_once_one_does_it(make_laptop: Any, office: Any, run: Any, archives: Path) -> None:
    one = make_laptop("one")
    record = one.add_project("Water")
    one.sync()
    edited(one, record, "Wells", "Pumps")

    second = run(Meanwhile(office.database, run))

    assert second.until == 0
    assert rows_of(office, "SELECT horizon FROM scopes") == [(3,)]
    assert faults_in(office.database, archives) == []


def test_a_history_says_who_and_when_where_the_words_are_gone(
    make_laptop: Any, office: Any, run: Any
) -> None:
    one = make_laptop("one")
    record = one.add_project("Water")
    one.sync()
    edited(one, record, "Wells", "Pumps")
    run()
    late = make_laptop("late")
    late.sync()

    with late.engine.begin() as connection:
        told = changes_of(connection, record, "title", shapes_of(METADATA))

    assert [(c.state, c.new, c.actor) for c in told] == [
        ("shown", {"title": "Pumps"}, one.actor),
        ("archived", {}, one.actor),
        ("superseded", {"title": "Water"}, one.actor),
    ]
    assert [c.old for c in told] == [None, None, None]
