"""A new laptop that is handed what was made ready has the same, in every table, as one that read it page by page."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.client import history
from sync.client.transport import TransportError
from sync.messages.packing import pack, unpack
from sync.messages.wire import Request
from sync.server.rounds.preparing import INLINE_BYTES
from sync.server.store.prepared import Stretches
from tests.sync.conftest import SCOPE, Centre, Laptop, new_id

Make = Callable[..., Laptop]


def page_by_page(laptop: Laptop) -> Laptop:
    """The same laptop with an earlier release, which knows of pages only."""
    whole = laptop.transport.send

    def send(method: str, path: str, body: bytes = b"", token: str | None = None) -> bytes:
        if path == "/sync":
            request = unpack(body, Request)
            request.ready = False
            body = pack(request)
        return bytes(whole(method, path, body, token))

    laptop.transport.send = send
    return laptop


def everything(laptop: Laptop) -> dict[str, Any]:
    """Rows, conflicts, operations with their states, devices and histories."""
    told: dict[str, Any] = dict(laptop.content())
    told["operations"] = sorted(
        laptop.rows("SELECT record_id, dot, position, table_name, atom, base, state FROM sync_operations")
    )
    told["transactions"] = sorted(
        laptop.rows(
            "SELECT scope_id, replica, first_n, action, actor, coalesce(reason, ''), at, own, first_seq, outcome"
            " FROM sync_transactions"
        )
    )
    told["devices"] = sorted(laptop.rows("SELECT * FROM sync_devices"))
    told["cursors"] = sorted(laptop.rows("SELECT scope_id, seq FROM sync_cursors"))
    with laptop.engine.begin() as connection:
        for (record,) in connection.exec_driver_sql("SELECT id FROM projects").all():
            told[record] = history.changes_of(connection, record)
    return told


def live(laptops: tuple[Laptop, Laptop], seed: int, steps: int) -> None:
    """Two people at work: records made, changed in parallel, deleted, and changed while deleted."""
    chance = random.Random(seed)
    for _step in range(steps):
        laptop = chance.choice(laptops)
        known = [row[0] for row in laptop.rows("SELECT id FROM projects ORDER BY id")]
        what = chance.choice(["add", "title", "title", "state", "tags", "delete", "visit", "sync", "sync"])
        if what == "sync":
            laptop.sync()
        elif what == "add" or not known:
            laptop.add_project(f"made {chance.random()}", summary="x" * chance.randrange(3))
        elif what == "visit":
            with laptop.working() as connection:
                connection.exec_driver_sql(
                    "INSERT INTO visits (id, scope_id, project_id, place) VALUES (?, ?, ?, 'Osh')",
                    (new_id(), SCOPE, chance.choice(known)),
                )
        elif what == "delete":
            laptop.set(chance.choice(known), deleted_at="2026-01-01T00:00:00.000Z")
        elif what == "tags":
            laptop.set(chance.choice(known), tags=f'["{chance.randrange(9)}"]')
        elif what == "state":
            laptop.set(chance.choice(known), state="submitted", state_by=laptop.actor)
        else:
            laptop.set(chance.choice(known), title=f"title {chance.random()}")
    for laptop in (*laptops, *laptops):
        laptop.sync()


@pytest.mark.parametrize("seed", range(4))
def test_ready_and_tail_equal_a_full_replay(two: tuple[Laptop, Laptop], make_laptop: Make, seed: int) -> None:
    live(two, seed, 40)
    handed = make_laptop("cholpon", role="reader")
    handed.sync()
    live(two, seed + 100, 25)
    handed.sync()  # the tail, in pages
    later = make_laptop("dana", role="reader")  # what was ready then, and a page for the rest
    later.sync()
    replayed = page_by_page(make_laptop("emil", role="reader"))
    replayed.sync()

    told = everything(replayed)

    assert handed.rows("SELECT count(*) FROM sync_packed") != [(0,)]
    assert later.rows("SELECT count(*) FROM sync_packed") != [(0,)]
    assert replayed.rows("SELECT count(*) FROM sync_packed") == [(0,)]
    assert everything(handed) == told
    assert everything(later) == told
    assert two[0].content() == handed.content()


@pytest.mark.slow
@given(seed=st.integers(0, 1 << 32), steps=st.integers(1, 60))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_history_is_the_same_ready_or_replayed(make_world: Any, seed: int, steps: int) -> None:
    (one, two, handed), close = make_world()
    replayed = Laptop(handed.path / "replayed", handed.centre.wire(), "emil@example.org")
    try:
        replayed.client.enrol(handed.centre.code_for(replayed.actor))
        live((one, two), seed, steps)
        handed.sync()
        page_by_page(replayed).sync()

        assert everything(handed) == everything(replayed)
    finally:
        close()
        replayed.close()


def test_a_new_laptop_goes_on_working_on_what_it_was_handed(
    two: tuple[Laptop, Laptop], make_laptop: Make
) -> None:
    one, other = two
    record = one.add_project("Water")
    one.sync()
    new = make_laptop("cholpon")
    new.sync()

    new.set(record, title="Wells", seen=new.change())
    new.sync()
    one.sync()
    one.set(record, title="Deep wells", seen=one.change())
    one.sync()
    other.sync()
    new.sync()

    assert new.project(record)["title"] == "Deep wells"
    assert one.content() == other.content() == new.content()
    with new.engine.begin() as connection:
        told = [change.new["title"] for change in history.changes_of(connection, record, "title")]
    assert told == ["Deep wells", "Wells", "Water"]


def test_a_store_with_work_of_its_own_takes_pages(two: tuple[Laptop, Laptop]) -> None:
    one, other = two
    one.add_project("Water")
    other.add_project("Roads")
    one.sync()

    other.sync()

    assert other.rows("SELECT count(*) FROM sync_packed") == [(0,)]
    assert len(other.rows("SELECT id FROM projects")) == 2


def test_what_does_not_fit_this_store_is_kept_back_alone(
    two: tuple[Laptop, Laptop], make_laptop: Make
) -> None:
    one, _ = two
    with one.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    good = one.add_project("Water")
    with one.working() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        bad = new_id()
        connection.exec_driver_sql(
            "INSERT INTO projects (id, scope_id, title) VALUES (?, ?, 'never')", (bad, SCOPE)
        )
    one.sync()
    new = make_laptop("cholpon")

    report = new.sync()

    assert [row[0] for row in new.rows("SELECT id FROM projects")] == [good]
    assert new.rows("SELECT DISTINCT record_id FROM sync_operations WHERE state = 'held'") == [(bad,)]
    assert report.waiting == 1


@pytest.fixture
def large(two: tuple[Laptop, Laptop]) -> Laptop:
    """A scope that is ready in a stretch of some hundred kilobytes."""
    one, _ = two
    noise = random.Random(7)
    with one.working() as connection:
        connection.exec_driver_sql(
            "INSERT INTO projects (id, scope_id, title, summary) VALUES (?, ?, ?, ?)",
            [(new_id(), SCOPE, f"Water {n}", noise.randbytes(600).hex()) for n in range(600)],
        )
    one.sync()
    return one


def pieces(laptop: Laptop) -> list[int]:
    """Offsets asked for, from now on."""
    asked: list[int] = []

    def note(method: str, path: str) -> None:
        if path.startswith("/prepared/"):
            asked.append(int(path.rpartition("/")[2]))

    laptop.transport.before = note
    return asked


def test_a_large_stretch_resumes_where_the_line_broke(
    office: Centre, large: Laptop, make_laptop: Make
) -> None:
    new = make_laptop("cholpon")
    pieces(new)
    new.transport.after = after_pieces(1)
    with pytest.raises(TransportError):
        new.sync()
    asked = pieces(new)
    new.transport.after = lambda method, path: None
    again = Laptop(new.path, new.transport, new.actor)  # after a power cut nothing but the store is left

    again.sync()

    with office.database.reading() as connection:
        first = Stretches(connection).kept_of(SCOPE)[0]
    assert first.size > INLINE_BYTES
    assert asked
    assert 0 not in asked
    assert again.content() == large.content()
    assert again.rows("SELECT count(*) FROM sync_arriving") == [(0,)]
    again.close()


def after_pieces(count: int) -> Callable[[str, str], None]:
    """The line breaks with the reply after this many pieces."""
    left = [count]

    def strike(method: str, path: str) -> None:
        if path.startswith("/prepared/"):
            left[0] -= 1
            if left[0] < 0:
                raise TransportError("timeout")

    return strike


def test_a_damaged_stretch_is_fetched_once_more_by_itself(large: Laptop, make_laptop: Make) -> None:
    new = make_laptop("cholpon")
    asked = pieces(new)
    whole = new.transport.send
    damaged: list[str] = []

    def send(method: str, path: str, body: bytes = b"", token: str | None = None) -> bytes:
        answer = whole(method, path, body, token)
        if path.startswith("/prepared/") and not damaged:
            damaged.append(path)
            return bytes([answer[0] ^ 1]) + answer[1:]
        return bytes(answer)

    new.transport.send = send
    new.sync()

    assert asked.count(0) == 2
    assert new.content() == large.content()


def test_nobody_fetches_a_stretch_of_an_office_that_is_not_theirs(
    office: Centre, large: Laptop, make_laptop: Make
) -> None:
    make_laptop("cholpon").sync()
    stranger = make_laptop("ani", office_code="AM")
    stranger.sync()
    (token,) = stranger.rows("SELECT token FROM sync_replica")[0]

    answer = stranger.transport.send("GET", f"/prepared/{SCOPE}/0/0", b"", token)

    assert answer == b""
    with pytest.raises(TransportError, match="refused"):
        stranger.transport.send("GET", f"/prepared/{SCOPE}/0/0", b"", "no token")
    assert stranger.rows("SELECT count(*) FROM projects") == [(0,)]
