"""At every door, by any method, with any headers and any body: an answer with a code, never a failure of the server."""

import asyncio
from typing import Any

import msgspec
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.messages.packing import MAX_BODY_BYTES, unpack
from sync.messages.wire import Problem
from tests.sync.conftest import SCOPE

DOORS = (
    "/",
    "/enrol",
    "/sync",
    "/blobs",
    "/transactions/{}/{}/{}",
    "/prepared/{}/{}/{}",
    "/blobs/{}/{}/{}",
    "/health",
    "/ready",
    "/metrics",
    "/{}",
)
METHODS = ("GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH", "TRACE", "get", "BREW")

words = st.text(max_size=12)
numbers = st.sampled_from([0, 1, -1, 7, 1 << 31, 1 << 63, 1 << 64, -(1 << 63), 10**30])
steps = st.one_of(
    words, numbers.map(str), st.just(SCOPE), st.just("a" * 64), st.sampled_from(["..", "%00", "1e3", "१"])
)
values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(1 << 63), (1 << 64) - 1),
        st.floats(),
        words,
        st.binary(max_size=8),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)),
    max_leaves=6,
)
FIELDS = (
    "replica",
    "protocol",
    "cursors",
    "transactions",
    "code",
    "public_key",
    "signature",
    "epoch",
    "names",
    "secured",
)
messages = st.one_of(values, st.dictionaries(st.sampled_from(FIELDS), values, max_size=6))
bodies = st.one_of(
    st.binary(max_size=200),
    messages.map(lambda one: zstandard.compress(msgspec.msgpack.encode(one))),
    messages.map(lambda one: msgspec.json.encode(one, order=None)),
    st.just(b"x" * (MAX_BODY_BYTES + 1)),
)
headers = st.lists(
    st.tuples(
        st.sampled_from([b"content-type", b"accept", b"content-length", b"content-encoding", b"x-forwarded-for", b"host"]),
        st.one_of(st.binary(max_size=20), st.sampled_from([b"application/json", b"-1", b"99999999999", b"gzip", b"1.2.3.4"])),
    ),
    max_size=3,
)  # fmt: skip
tokens = st.one_of(st.none(), st.just(b"Bearer "), st.binary(max_size=30), st.just(b"own"))


async def asked(
    app: Any, method: str, path: str, sent: list[tuple[bytes, bytes]], body: bytes
) -> tuple[int, bytes]:
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http", "method": method,
        "path": path, "raw_path": path.encode("utf-8", "replace"), "query_string": b"", "root_path": "",
        "headers": sent, "client": ("127.0.0.1", 1), "server": ("here", 80), "state": {}, "extensions": {},
    }  # fmt: skip
    came = [{"type": "http.request", "body": body, "more_body": False}]
    told: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return came.pop() if came else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        told.append(dict(message))

    await app(scope, receive, send)
    return told[0]["status"], b"".join(one.get("body", b"") for one in told[1:])


@pytest.mark.parametrize("door", DOORS)
def test_a_door_answers_whatever_comes(two: Any, office: Any, door: str) -> None:
    own = two[0].rows("SELECT token FROM sync_replica")[0][0].encode()

    @given(
        method=st.sampled_from(METHODS),
        path=st.lists(steps, min_size=3, max_size=3),
        token=tokens,
        sent=headers,
        body=bodies,
    )
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    def knock(
        method: str, path: list[str], token: bytes | None, sent: list[tuple[bytes, bytes]], body: bytes
    ) -> None:
        if token is not None:
            sent = [*sent, (b"authorization", b"Bearer " + own if token == b"own" else token)]

        status, answer = asyncio.run(asked(office.app, method, door.format(*path), sent, body))

        assert status < 500, answer
        if status >= 400 and answer and method != "HEAD":
            assert unpack(answer, Problem).code

    knock()
    assert two[0].sync().pushed == 0  # and it goes on
