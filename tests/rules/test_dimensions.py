"""Cells of a disaggregated figure against its total."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.dimensions import dimension_gaps, may_double_count, percentage_is_odd, ratio_gaps

D = Decimal
counts = st.integers(0, 10_000).map(D)


def by_sex(**cells):
    return [({"sex": name}, D(count)) for name, count in cells.items()]


@given(st.lists(counts, min_size=1, max_size=4))
def test_cells_that_sum_to_the_total_leave_no_gap(parts):
    cells = [({"sex": str(at)}, part) for at, part in enumerate(parts)]

    assert dimension_gaps(sum(parts, D(0)), cells, complete=["sex"]) == ()


def test_a_complete_dimension_that_misses_the_total_is_named_with_its_difference():
    (gap,) = dimension_gaps(D(100), by_sex(female=60, male=38), complete=["sex"])

    assert (gap.code, gap.dimension, gap.difference) == ("sum_differs", "sex", -2)


def test_a_half_filled_dimension_is_not_held_against_the_total():
    assert dimension_gaps(D(100), by_sex(female=60), complete=[]) == ()


def test_not_asked_is_a_cell_of_its_own():
    assert dimension_gaps(D(100), by_sex(female=60, male=30, not_asked=10), complete=["sex"]) == ()


def test_margins_of_a_cross_tab_agree_with_the_plain_dimension():
    cross = [({"sex": "female", "age": "18-59"}, D(61)), ({"sex": "male", "age": "18-59"}, D(39))]

    codes = {gap.code for gap in dimension_gaps(D(100), by_sex(female=60, male=40) + cross, complete=["sex"])}

    assert codes == {"margin_differs"}


def test_a_ratio_is_checked_above_and_below():
    cells = [({"sex": "female"}, D(5), D(10)), ({"sex": "male"}, D(5), D(9))]

    (gap,) = ratio_gaps(D(10), D(20), cells, complete=["sex"])

    assert gap.difference == -1


def test_no_total_is_no_gap():
    assert dimension_gaps(None, by_sex(female=1), complete=["sex"]) == ()


def test_odd_percentages_and_double_counts_are_flagged():
    assert percentage_is_odd(D(101))
    assert not percentage_is_odd(None)
    assert may_double_count(counts_unique=True, periods=2, noted=False)
    assert not may_double_count(counts_unique=True, periods=2, noted=True)
