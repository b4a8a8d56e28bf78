"""An answer is taken in short writings, without cutting a transaction or leaving a gap."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sync.client.apply import Loaded
from sync.client.bound import Bound
from sync.messages.wire import Page, Sequenced

COUNTS = st.lists(st.lists(st.integers(1, 7), max_size=6), max_size=5)


def loaded(pages: list[list[int]]) -> list[Loaded]:
    """A page of each scope, with transactions of so many operations."""
    made: list[Loaded] = []
    for scope, counts in enumerate(pages):
        at, items, bodies = 10, [], {}
        for count in counts:
            items.append(Sequenced(at + 1, count, "r", 1, "K1", "a@example.org", b"x"))
            bodies[at + 1] = b"x"
            at += count
        page = Page(f"s{scope}", "project", None, 10, at, tuple(items), b"hash")
        made.append((page, bodies))
    return made


@given(COUNTS, st.integers(1, 9))
def test_the_parts_hold_all_in_their_order_without_a_gap(pages: list[list[int]], bound: int) -> None:
    whole = loaded(pages)

    parts = [one for part in Bound(bound).parts_of(whole) for one in part]

    assert [item for page, _ in parts for item in page.transactions] == [
        item for page, _ in whole for item in page.transactions
    ]
    for page, _ in whole:
        stretches = [(one.start, one.end) for one, _ in parts if one.scope == page.scope]
        assert stretches[0][0] == page.start
        assert stretches[-1][1] == page.end
        assert all(before[1] == after[0] for before, after in pairwise(stretches))
    assert all(set(bodies) == {item.first_seq for item in page.transactions} for page, bodies in parts)


@given(COUNTS, st.integers(1, 9))
def test_a_part_is_longer_than_the_bound_only_by_a_transaction_that_is(
    pages: list[list[int]], bound: int
) -> None:
    for part in Bound(bound).parts_of(loaded(pages)):
        counts = [item.count for page, _ in part for item in page.transactions]
        assert sum(counts) <= bound or len(counts) == 1


@given(COUNTS)
def test_without_a_bound_it_is_one_writing(pages: list[list[int]]) -> None:
    whole = loaded(pages)

    assert list(Bound().parts_of(whole)) == [whole]
