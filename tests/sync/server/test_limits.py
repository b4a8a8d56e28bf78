"""A laptop that asks too often is told to wait, waits, and slows nobody else."""

import asyncio
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.client.rounds import Client
from sync.client.transport import TransportError
from sync.messages.packing import pack
from sync.messages.wire import Enrolment
from sync.server.api.http import Served, make_app
from sync.server.api.limits import Limiter, Limits, address_of

WRONG = pack(Enrolment(code="AAAA", replica="00112233445566aa"))


class Clock:
    """Moves when a test says so, or when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waited: list[float] = []

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def narrow(office: Any, schema: Any, clock: Clock) -> Any:
    """The office behind narrow limits: two enrolments and three syncs, and another one every ten seconds."""
    limits = Limits(enrolment=Limiter(2, 0.1, clock), sync=Limiter(3, 0.1, clock))
    served = Served(database=office.database, blobs=office.blobs, schema=schema, limits=limits)
    office.app = make_app(served)
    return office


def patient(laptop: Any, clock: Clock) -> Any:
    """The laptop, which now waits by this test's clock."""
    old = laptop.client
    laptop.client = Client(
        laptop.engine.begin, old._metadata, old._schema, laptop.transport, laptop.files, wait=clock.wait
    )
    return laptop


def posted(centre: Any, path: str, body: bytes, **headers: str) -> httpx.Response:
    async def call() -> httpx.Response:
        transport = httpx.ASGITransport(centre.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.post(path, content=body, headers=headers)

    return asyncio.run(call())


def statuses(centre: Any, times: int, body: bytes = WRONG, **headers: str) -> list[int]:
    return [posted(centre, "/enrol", body, **headers).status_code for _ in range(times)]


def test_who_guesses_codes_is_told_when_to_ask_again(narrow: Any, clock: Clock) -> None:
    assert statuses(narrow, 2) == [403, 403]

    answer = posted(narrow, "/enrol", WRONG)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "10")

    clock.now += 9
    assert posted(narrow, "/enrol", WRONG).headers["retry-after"] == "1"
    clock.now += 1
    assert statuses(narrow, 2) == [403, 429]


def test_behind_a_proxy_each_address_counts_for_itself(narrow: Any) -> None:
    one, other = {"x-forwarded-for": "203.0.113.1"}, {"x-forwarded-for": "203.0.113.2"}

    assert statuses(narrow, 3, **one) == [403, 403, 429]
    assert statuses(narrow, 1, **other) == [403]
    # What a caller writes into the header itself stands before what the proxy adds.
    assert statuses(narrow, 1, **{"x-forwarded-for": "203.0.113.9, 203.0.113.1"}) == [429]


def test_a_proxy_that_adds_a_header_of_its_own_is_heard_as_well(narrow: Any) -> None:
    """Some append to what the caller wrote, some add another header after it."""

    async def call(path: str, method: str, claimed: str) -> int:
        transport = httpx.ASGITransport(narrow.app)
        headers = [("x-forwarded-for", claimed), ("x-forwarded-for", "203.0.113.1")]
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return (await client.request(method, path, content=WRONG, headers=headers)).status_code

    assert [asyncio.run(call("/enrol", "POST", f"192.0.2.{n}")) for n in range(3)] == [403, 403, 429]
    assert asyncio.run(call("/metrics", "GET", "127.0.0.1")) == 404


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("198.51.100.7", "", "198.51.100.7"),
        ("198.51.100.7", "203.0.113.1", "198.51.100.7"),
        ("127.0.0.1", "203.0.113.1", "203.0.113.1"),
        ("::1", "10.0.0.1, 203.0.113.1 ", "203.0.113.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("", "203.0.113.1", ""),
    ],
)
def test_only_a_proxy_on_this_machine_says_who_asks(peer: str, forwarded: str, address: str) -> None:
    assert address_of(peer, forwarded) == address


def test_a_laptop_that_is_told_to_wait_waits_and_is_done(make_laptop: Any, narrow: Any, clock: Clock) -> None:
    laptop = patient(make_laptop("one"), clock)
    laptop.add_project()
    for _ in range(3):
        laptop.sync()

    laptop.add_project("Wells")
    report = laptop.sync()

    assert report.pushed == 1
    assert clock.waited == [1.0] * 10
    assert laptop.sync().rounds == 1


def always_busy(*_: str) -> None:
    raise TransportError("busy", "7")


def test_a_laptop_that_would_wait_too_long_says_busy_and_keeps_its_work(
    make_laptop: Any, narrow: Any, clock: Clock
) -> None:
    laptop = patient(make_laptop("one"), clock)
    for _ in range(3):
        laptop.sync()
    laptop.transport.before = always_busy
    record = laptop.add_project()

    with pytest.raises(TransportError) as stopped:
        laptop.sync()

    assert stopped.value.code == "busy"
    assert sum(clock.waited) <= 60
    assert laptop.project(record)["title"] == "Water"
    laptop.transport.before = lambda *_: None
    clock.now += 60
    assert laptop.sync().pushed == 1


def test_a_busy_server_that_names_no_time_is_not_waited_for(make_laptop: Any, clock: Clock) -> None:
    laptop = patient(make_laptop("one"), clock)

    def busy(*_: str) -> None:
        raise TransportError("busy", "a proxy")

    laptop.transport.before = busy

    with pytest.raises(TransportError):
        laptop.sync()
    assert clock.waited == []


def test_who_cancels_while_it_waits_is_heard_within_a_second(
    make_laptop: Any, narrow: Any, clock: Clock
) -> None:
    laptop = patient(make_laptop("one"), clock)
    for _ in range(3):
        laptop.sync()

    class Cancelled(Exception):
        pass

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        laptop.client.run(cancel)
    assert clock.waited == [1.0]


def test_a_laptop_that_asks_without_end_slows_no_other(make_laptop: Any, narrow: Any, clock: Clock) -> None:
    runaway, other = patient(make_laptop("one"), clock), make_laptop("other")
    for _ in range(6):
        runaway.sync()
    waited = sum(clock.waited)
    clock.waited.clear()

    other.add_project()
    patient(other, clock).sync()

    assert waited >= 20
    assert clock.waited == []


@given(
    burst=st.integers(1, 20),
    per_second=st.floats(0.01, 50),
    pauses=st.lists(st.floats(0, 100), max_size=60),
)
def test_no_key_gets_more_than_its_burst_and_what_filled_up_since(
    burst: int, per_second: float, pauses: list[float]
) -> None:
    clock = Clock()
    limiter = Limiter(burst, per_second, clock)
    admitted = 0
    for pause in pauses:
        clock.now += pause
        wait_s = limiter.wait_s("one")
        admitted += wait_s == 0
        assert admitted <= burst + clock.now * per_second + 1e-6
        if wait_s:  # who waits as long as told is let in
            clock.now += wait_s
            assert limiter.wait_s("one") == 0
            admitted += 1


def test_however_many_keys_come_the_memory_is_bounded() -> None:
    limiter = Limiter(1, 0.001, Clock())
    for n in range(25_000):
        limiter.wait_s(str(n))

    assert len(limiter._left) == 20_000
    assert limiter.wait_s("24999") > 0
