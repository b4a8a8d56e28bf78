"""A stretch made ready says exactly what the transactions say, or is refused."""

import uuid
from typing import Any

import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from sync.messages.packing import Unreadable
from sync.messages.prepared import (
    Prepared,
    prepare,
    read_prepared,
    transactions_of,
    value_at,
    write_prepared,
)
from sync.messages.wire import Operation, Sequenced, Transaction

SCOPE = str(uuid.UUID(int=7))
WORDS = st.text(max_size=6)
VALUES = st.dictionaries(
    st.sampled_from(["title", "place", "é", ""]),
    st.one_of(st.none(), st.booleans(), st.integers(-(1 << 60), 1 << 60), st.floats(allow_nan=False), WORDS),
    max_size=3,
)
OPERATIONS = st.builds(
    Operation,
    st.sampled_from(["visits", "unheard_of"]),
    st.uuids().map(str),
    st.sampled_from(["*", "*", "title"]),
    st.lists(WORDS, max_size=2).map(tuple),
    VALUES,
)


@st.composite
def stretches(draw: Any) -> tuple[int, list[tuple[Sequenced, Transaction]]]:
    start = draw(st.integers(0, 1 << 40))
    seq, items = start + 1, []
    for operations in draw(st.lists(st.lists(OPERATIONS, min_size=1, max_size=5), max_size=4)):
        replica, first_n = draw(WORDS), draw(st.integers(1, 99))
        said = (draw(WORDS), draw(st.none() | WORDS), draw(WORDS), draw(st.none() | WORDS))
        transaction = Transaction(SCOPE, replica, first_n, *said, tuple(operations), draw(st.binary()))
        head = Sequenced(seq, len(operations), replica, first_n, draw(WORDS), draw(WORDS))
        items.append((head, transaction))
        seq += len(operations)
    return start, items


@given(stretches())
def test_the_transactions_come_out_as_they_went_in(
    stretch: tuple[int, list[tuple[Sequenced, Transaction]]],
) -> None:
    start, items = stretch

    read = read_prepared(write_prepared(prepare(SCOPE, start, items)))

    assert (read.start, read.end) == (start, start + sum(item.count for item, _ in items))
    again = transactions_of(read)
    assert [t for _, t in again] == [t for _, t in items]
    assert [msgspec.msgpack.encode(t) for _, t in again] == [msgspec.msgpack.encode(t) for _, t in items]
    assert [(h.first_seq, h.count, h.tag, h.email) for h, _ in again] == [
        (item.first_seq, item.count, item.tag, item.email) for item, _ in items
    ]
    said = [op.value for _, transaction in items for op in transaction.operations]
    assert [value_at(read, place) for place in range(len(said))] == said


def packed(**changes: Any) -> bytes:
    made = Operation("visits", str(uuid.UUID(int=1)), "*", (), {"title": "a"})
    set_ = Operation("visits", str(uuid.UUID(int=1)), "title", ("r.1.1",), {"title": "b"})
    transaction = Transaction(SCOPE, "r.1", 1, "a", None, "", None, (made, set_), b"")
    whole = prepare(SCOPE, 0, [(Sequenced(1, 2, "r.1", 1, "K1", "a@b"), transaction)])
    document = msgspec.msgpack.decode(msgspec.msgpack.encode(whole))
    names = Prepared.__struct_fields__
    for name, value in changes.items():
        document[names.index(name)] = value
    return zstandard.compress(msgspec.msgpack.encode(document))


def test_what_was_not_changed_is_read() -> None:
    assert read_prepared(packed()).end == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"end": 3},
        {"start": 1},
        {"heads": []},
        {"made": []},
        {"others": []},
        {"made": [["visits", ["title"], [1], ["x"], [["a"]]]]},
        {"made": [["visits", ["title"], [0], ["x"], [["a", "b"]]]]},
        {"made": [["visits", ["title", "place"], [0], ["x"], [["a"]]]]},
        {"made": [["visits", ["title"], [0, 0], ["x", "y"], [["a", "b"]]]]},
        {"made": "visits"},
    ],
)
def test_a_stretch_that_does_not_fit_together_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        read_prepared(packed(**changes))


def test_one_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_prepared(zstandard.compress(b"\0" * (9 << 20)))


def test_a_stretch_that_claims_more_than_any_memory_holds_is_refused() -> None:
    size = 1 << 50
    head = [1, size, "r.1", 1, "A1", "a@example.org", "a", None, "", None, b""]
    data = zstandard.ZstdCompressor().compress(msgspec.msgpack.encode([SCOPE, 0, size, [head], [], []]))

    with pytest.raises(Unreadable):
        read_prepared(data)
