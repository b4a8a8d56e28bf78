"""Generated histories of three laptops and a server that loses replies: at rest all have the same, and all of it."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.client import history
from sync.client.transport import TransportError

pytestmark = pytest.mark.slow
Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["add", "title", "title", "summary", "stale", "delete", "sync", "sync", "lose", "early"]
        ),
        st.integers(0, 2),
        st.integers(0, 5),
    ),
    max_size=25,
)


def strike_once() -> Callable[[str, str], None]:
    left = [TransportError("timeout")]

    def strike(method: str, path: str) -> None:
        if left:
            raise left.pop()

    return strike


def do(step: Step, laptops: list[Any], written: set[str]) -> None:
    what, who, which = step
    laptop = laptops[who]
    known = [row[0] for row in laptop.rows("SELECT id FROM projects ORDER BY id")]
    record = known[which % len(known)] if known else laptop.add_project("made")
    word = f"{what} {len(written)}"
    if what == "add":
        laptop.add_project("made")
    elif what in ("title", "summary"):
        laptop.set(record, seen=laptop.change(), **{what: word})
        written.add(word)
    elif what == "stale":
        laptop.set(record, title=word, seen=max(0, laptop.change() - which))
        written.add(word)
    elif what == "delete":
        laptop.set(record, deleted_at="2026-01-01T00:00:00.000Z")
    else:
        laptop.transport.after = strike_once() if what == "lose" else lambda method, path: None
        laptop.transport.before = strike_once() if what == "early" else lambda method, path: None
        with suppress(TransportError):
            laptop.sync()


@given(steps=STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_three_laptops_come_to_rest_with_the_same_content_and_every_word(
    make_world: Any, steps: list[Step]
) -> None:
    laptops, close = make_world()
    written: set[str] = set()
    try:
        for step in steps:
            do(step, laptops, written)
        for laptop in laptops:
            laptop.transport.after = laptop.transport.before = lambda method, path: None
        for laptop in (*laptops, *laptops):
            laptop.sync()

        assert laptops[0].content() == laptops[1].content() == laptops[2].content()
        for laptop in laptops:
            assert words_in(laptop) >= written
            assert laptop.sync().requests == 1
            shows_what_history_says(laptop)
    finally:
        close()


def words_in(laptop: Any) -> set[str]:
    found: set[str] = set()
    for (record,) in laptop.rows("SELECT id FROM projects"):
        with laptop.engine.begin() as connection:
            for change in history.changes_of(connection, record):
                found |= {str(change.new.get("title")), str(change.new.get("summary"))}
    return found


def shows_what_history_says(laptop: Any) -> None:
    for record, title in laptop.rows("SELECT id, title FROM projects"):
        with laptop.engine.begin() as connection:
            (shown,) = [c for c in history.changes_of(connection, record, "title") if c.state == "shown"][:1]
        assert shown.new["title"] == title
