"""Recounts: factor, bands, samples, roll-up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.sampling import draw, replacements
from desktop.rules.verification import (
    Band,
    Recount,
    band,
    factor,
    needs_reasons,
    off_by_percent,
    recount_faults,
    roll_up,
    share_verified,
    unexplained,
)
from desktop.rules.vocabulary import DifferenceReason, Extent

D = Decimal
counts = st.integers(0, 10**9).map(D)


def census(reported, confirmed):
    return Recount(reported=D(reported), confirmed=D(confirmed))


@pytest.mark.parametrize(
    ("reported", "verified", "expected"),
    [
        (60, 57, Band.GOOD),
        (100, 105, Band.GOOD),
        (100, 94, Band.ACCEPTABLE),
        (100, 110, Band.ACCEPTABLE),
        (100, 89, Band.OVER_REPORTED),
        (100, 111, Band.UNDER_REPORTED),
        (0, 0, Band.NOT_APPLICABLE),
        (0, 3, Band.MISMATCH),
    ],
)
def test_bands_have_their_borders_inside(reported, verified, expected):
    assert band(D(reported), D(verified)) is expected


def test_a_missing_figure_has_no_band_for_empty_is_not_zero():
    assert band(None, D(1)) is None
    assert band(D(1), None) is None


def test_a_census_verifies_what_it_confirmed_and_a_sample_estimates():
    sample = Recount(extent=Extent.SAMPLE, reported=D(200), checked=D(40), confirmed=D(36))

    assert census(200, 180).verified == 180
    assert sample.verified == 180
    assert sample.is_estimate
    assert not census(1, 1).is_estimate


def test_a_sample_of_nothing_verifies_nothing():
    assert Recount(extent=Extent.SAMPLE, reported=D(200), checked=D(0), confirmed=D(0)).verified is None


@given(counts, counts)
def test_verified_over_reported_is_said_in_words_by_its_distance(reported, verified):
    if reported:
        assert off_by_percent(reported, verified) >= 0
        assert (factor(reported, verified) == 1) is (off_by_percent(reported, verified) == 0)
    else:
        assert factor(reported, verified) is None


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)), min_size=1))
def test_a_roll_up_nets_but_its_gross_difference_never_hides_errors(rows):
    recounts = [census(*row) for row in rows]

    whole = roll_up(recounts)

    assert whole.gross_difference >= abs(whole.factor - 1) - D("1e-20")
    assert (whole.gross_difference == 0) is all(reported == confirmed for reported, confirmed in rows)


def test_errors_that_net_out_show_in_gross_difference_and_share():
    whole = roll_up([census(100, 50), census(100, 150)], reported_in_all=D(400))

    assert whole.factor == 1
    assert whole.gross_difference == D("0.5")
    assert whole.within_ten_percent == 0
    assert whole.coverage == 50


def test_a_sample_covers_only_what_it_checked():
    sample = Recount(extent=Extent.SAMPLE, reported=D(200), checked=D(40), confirmed=D(40))

    assert roll_up([sample], reported_in_all=D(400)).coverage == 10


def test_a_mismatch_is_kept_apart_from_the_shares():
    whole = roll_up([census(0, 5), census(100, 100)])

    assert whole.mismatches == 1
    assert whole.within_ten_percent == 100


def test_reasons_sum_to_the_difference():
    reasons = [(DifferenceReason.DOUBLE_COUNT, D(-10)), (DifferenceReason.LATE_RECORDS, D(2))]

    assert unexplained(D(100), D(87), reasons) == -5
    assert needs_reasons(D(100), D(87))
    assert not needs_reasons(D(100), D(100))


def test_impossible_recounts_are_named():
    odd = Recount(extent=Extent.SAMPLE, reported=D(5), checked=D(6), confirmed=D(7))

    assert recount_faults(odd) == ("confirmed_beyond_checked", "checked_beyond_reported")
    assert recount_faults(census(1, -1)) == ("below_zero",)


def test_nothing_reported_is_no_share():
    assert share_verified(0, 0) is None
    assert share_verified(1, 4) == 25


@given(st.lists(st.text(max_size=5), unique=True), st.integers(0, 10), st.text(max_size=5), st.randoms())
def test_a_seeded_draw_is_the_same_whatever_the_order_of_the_frame(frame, size, seed, random):
    shuffled = list(frame)
    random.shuffle(shuffled)

    assert draw(frame, size, seed) == draw(shuffled, size, seed)
    assert set(draw(frame, size, seed)) | set(replacements(frame, size, seed)) == set(frame)
