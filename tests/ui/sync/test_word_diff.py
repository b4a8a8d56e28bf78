"""Texts compared word by word, and two edits of one text put together."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.screens.sync.desk.word_diff import Run, beside, compare, merge, pieces_of

WORDS = st.lists(st.sampled_from(["the", "red", "fox", "—", "лиса", "ثعلب", "12", "\n"]), max_size=12)
TEXTS = WORDS.map(" ".join)


def test_what_was_taken_out_and_what_stands_instead_are_told_apart() -> None:
    assert compare("three centres", "all four centres") == (
        Run("gone", "three"),
        Run("new", "all four"),
        Run("same", " centres"),
    )


@given(TEXTS, TEXTS)
def test_a_comparison_holds_both_texts_whole(old: str, new: str) -> None:
    runs = compare(old, new)

    assert "".join(run.text for run in runs if run.kind != "new") == old
    assert "".join(run.text for run in runs if run.kind != "gone") == new


def test_of_two_edits_each_shows_what_sets_it_apart_from_the_other() -> None:
    base, mine, other = "Recount old lists in Osh", "Recount four lists of Osh", "Count old lists of Osh soon"

    assert [run for run in beside(base, mine, other) if run.kind != "same"] == [
        Run("gone", " old"),
        Run("new", "Recount four"),
    ]
    assert [run.text for run in beside(base, other, mine) if run.kind == "new"] == ["Count old", " soon"]


def test_what_both_wrote_and_what_both_took_out_sets_two_edits_not_apart() -> None:
    assert beside("a red fox", "a brown fox", "a brown fox") == (Run("same", "a brown fox"),)
    assert beside("", "fox", "") == (Run("new", "fox"),)
    assert beside("fox", "", "fox") == (Run("gone", "fox"),)


@given(TEXTS, TEXTS, TEXTS)
def test_each_side_is_shown_whole(base: str, mine: str, other: str) -> None:
    runs = beside(base, mine, other)

    assert "".join(run.text for run in runs if run.kind != "gone") == mine
    if mine == other:
        assert {run.kind for run in runs} <= {"same"}


@given(st.text())
def test_no_sign_of_a_text_is_lost_between_its_pieces(text: str) -> None:
    assert "".join(pieces_of(text)) == text


def test_edits_that_do_not_touch_are_put_together() -> None:
    assert (
        merge("the red fox runs", "the brown fox runs", "the red fox runs fast") == "the brown fox runs fast"
    )


def test_edits_of_the_same_words_are_left_to_a_person() -> None:
    assert merge("a red fox", "a brown fox", "a grey fox") is None
    assert merge("a fox", "a fox runs", "a fox sleeps") is None


@given(TEXTS, TEXTS)
def test_an_edit_put_together_with_none_is_that_edit(base: str, edited: str) -> None:
    assert merge(base, edited, base) == edited
    assert merge(base, base, edited) == edited


@given(TEXTS, TEXTS)
def test_the_same_edit_twice_is_made_once(base: str, edited: str) -> None:
    assert merge(base, edited, edited) == edited


@given(TEXTS, TEXTS, TEXTS)
def test_who_comes_first_changes_nothing(base: str, mine: str, theirs: str) -> None:
    assert merge(base, mine, theirs) == merge(base, theirs, mine)
