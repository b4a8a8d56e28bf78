"""Patterns: Java's dialect, the whole value, in bounded time."""

import re
from datetime import UTC, datetime
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.forms import evaluate
from desktop.forms.xpath.functions.patterns import whole_match


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(a+)+", "a" * 2000 + "b"),
        (r"(a|a)*", "a" * 2000 + "b"),
        (r"(a|aa)+c", "a" * 2000),
        (r"([a-z]+\d*)*!", "a1" * 1000),
        (r".*.*.*.*.*x", "y" * 2000),
        (r"(\w+\s?)+z", "word " * 400),
    ],
)
def test_a_pattern_made_to_hang_answers_no_at_once(pattern: str, text: str) -> None:
    started = perf_counter()
    found = evaluate(f"regex('{text}', '{pattern}')", None, None, None, datetime(2026, 1, 1, tzinfo=UTC), UTC)
    assert found == ("boolean", False)
    assert perf_counter() - started < 2


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        (r"[\w.]+@([\w-]+\.)+[a-z]{2,}", "someone.with.a.long.name@mail.example.org", True),
        (r"[\w.]+@([\w-]+\.)+[a-z]{2,}", "someone.with.a.long.name@mail.example.", False),
        (r"^([0-9]{3}-){3,4}[0-9]$", "123-456-789-012-3", True),
        (r"(?:[^abc]|\d)*", "xyz0123456789xyz", True),
        (r"(ab?){2,3}", "abababababababab", False),
        (r"(.|\n){5,}", "line one\nline two", True),
    ],
)
def test_a_long_text_is_matched_as_a_short_one_would_be(pattern: str, text: str, fits: bool) -> None:
    assert whole_match(re.compile(pattern), text) is fits


PIECES = st.sampled_from(["a", "b", "[ab]", "[^a]", ".", "\\d", "(a|b)", "(ab)", "(a|bc)"])
PATTERNS = st.lists(
    st.tuples(PIECES, st.sampled_from(["", "?", "*", "+", "{2}", "{1,3}"])), min_size=1, max_size=5
)


@given(PATTERNS, st.text(alphabet="abc1", min_size=13, max_size=20))
def test_both_ways_of_matching_agree(pieces: list[tuple[str, str]], text: str) -> None:
    pattern = re.compile("".join(piece + times for piece, times in pieces))
    assert whole_match(pattern, text) is (pattern.fullmatch(text) is not None)
