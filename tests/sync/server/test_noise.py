"""Whatever is thrown at the server, it answers with a code and goes on."""

import itertools
from typing import Any

import msgspec
import pytest
import zstandard
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sync.client.transport import TransportError
from sync.messages.packing import MAX_BODY_BYTES, pack
from sync.messages.seals import FIRST, chained
from sync.messages.wire import Operation, Request, Transaction

BOMB = zstandard.ZstdCompressor(level=19).compress(b"\0" * (64 << 20))


def code_of(laptop: Any, method: str, path: str, body: bytes) -> str:
    token = laptop.rows("SELECT token FROM sync_replica")[0][0]
    try:
        laptop.transport.send(method, path, body, token)
    except TransportError as fault:
        return fault.code
    return "ok"


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("/sync", b"", "malformed"),
        ("/sync", b"\x28\xb5\x2f\xfd broken", "malformed"),
        ("/sync", pack({"replica": 1}), "malformed"),
        ("/sync", BOMB, "too_large"),
        ("/sync", b"x" * (MAX_BODY_BYTES + 1), "too_large"),
        ("/enrol", pack([]), "malformed"),
        ("/nowhere", b"", "not_found"),
    ],
)
def test_what_is_no_message_gets_a_code(make_laptop: Any, path: str, body: bytes, code: str) -> None:
    assert code_of(make_laptop("one"), "POST", path, body) == code


@pytest.mark.parametrize("path", ["/blobs/../x/0", "/blobs/a/b/0", "/transactions/a/1/0", "/blobs/a/b/-1"])
def test_no_path_leads_out(make_laptop: Any, path: str) -> None:
    assert code_of(make_laptop("one"), "GET", path, b"") in ("not_found", "malformed", "no_right", "ok")


@given(body=st.binary(max_size=200))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_answered(two: Any, body: bytes) -> None:
    for wrapped in (body, zstandard.compress(body)):
        assert code_of(two[0], "POST", "/sync", wrapped) == "malformed"


INCARNATIONS = itertools.count(100)
text = st.text(max_size=5)
operations = st.builds(
    Operation,
    st.sampled_from(["projects", "visits", "nothing"]),
    st.sampled_from(["0190a000-0000-7000-8000-0000000000f1", "../x", ""]),
    st.sampled_from(["*", "title", "state", "deleted", "nothing"]),
    st.lists(text, max_size=2).map(tuple),
    st.dictionaries(
        st.sampled_from(["title", "state", "project_id", "other"]),
        st.none() | text | st.integers(-(1 << 63), (1 << 64) - 1) | st.lists(text, max_size=1),
        max_size=3,
    ),
)


@example(
    operation=Operation("visits", "0190a000-0000-7000-8000-0000000000f1", "*", (), {"project_id": "\0"}),
    scope="0190a000-0000-7000-8000-00000000000a",
    first_n=1,
)
@given(
    operation=operations,
    scope=st.sampled_from(["0190a000-0000-7000-8000-00000000000a", "..", "x\0"]),
    first_n=st.integers(-1, 2),
)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_transaction_is_answered_and_blocks_nobody(
    two: Any, operation: Operation, scope: str, first_n: int
) -> None:
    one, _ = two
    replica_id, epoch = one.rows("SELECT replica_id, epoch FROM sync_replica")[0]
    replica = f"{replica_id}.{next(INCARNATIONS)}"  # with a chain of its own, so that its seal is right
    transaction = Transaction(
        scope=scope,
        replica=replica,
        first_n=first_n,
        action="a",
        actor=None,
        at="",
        reason=None,
        operations=(operation,),
        hash=b"",
    )
    transaction = msgspec.structs.replace(transaction, hash=chained(FIRST, transaction))
    request = Request(replica=replica, epoch=epoch, transactions=[transaction])

    assert code_of(one, "POST", "/sync", pack(request)) in ("ok", "malformed")
