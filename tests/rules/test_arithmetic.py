"""Laws and examples of the results framework's sums (domain 4)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.arithmetic import (
    Figure,
    ProgressStatus,
    across,
    bar_percent,
    count_statuses,
    current_value,
    expected_percent,
    needs_reason_for_fall,
    period_from_cumulative,
    progress_percent,
    progress_status,
    ratio_of_sums,
    total,
    weighted_mean,
)
from desktop.rules.vocabulary import Aggregation, Direction, TargetBasis, ValueMode

D = Decimal
amounts = st.decimals(min_value=0, max_value=D(10) ** 12, places=3)
any_amounts = st.decimals(min_value=-(D(10) ** 12), max_value=D(10) ** 12, places=3)
JUN, DEC = date(2026, 6, 30), date(2026, 12, 31)


def at(day, value, place="", source="", **more):
    return Figure(
        period_end=day, value=None if value is None else D(value), place=place, source=source, **more
    )


@given(st.lists(st.one_of(st.none(), any_amounts)))
def test_a_total_is_none_only_where_nothing_stands_and_ignores_gaps(values):
    present = [value for value in values if value is not None]

    assert (total(values) is None) is (not present)
    assert total(values) == total(present)


@given(st.lists(any_amounts, min_size=1), st.randoms())
def test_the_order_of_rows_changes_no_total(values, random):
    shuffled = list(values)
    random.shuffle(shuffled)

    assert total(values) == total(shuffled)


@given(st.lists(st.tuples(amounts, amounts), min_size=1))
def test_a_percentage_of_parts_lies_between_its_smallest_and_largest_part(pairs):
    whole = ratio_of_sums(pairs)
    parts = [ratio_of_sums([pair]) for pair in pairs]
    known = [part for part in parts if part is not None]

    if whole is not None and len(known) == len(pairs):
        tolerance = D("1e-12") * max(D(1), max(known))
        assert min(known) - tolerance <= whole <= max(known) + tolerance


def test_a_percentage_is_summed_from_numerators_and_denominators_never_a_mean():
    assert ratio_of_sums([(D(1), D(1)), (D(0), D(99))]) == 1
    assert ratio_of_sums([(D(1), D(0))]) is None
    assert ratio_of_sums([(D(1), None)]) is None


def test_a_weighted_mean_leaves_out_what_has_no_weight():
    assert weighted_mean([(D(10), D(1)), (D(20), D(3)), (D(1000), None)]) == D("17.5")
    assert weighted_mean([]) is None


def test_a_period_indicator_sums_its_periods_and_adds_the_baseline_where_targets_are_absolute():
    figures = [at(JUN, 10), at(DEC, 5), at(DEC, None, place="Osh")]

    assert current_value(figures, mode=ValueMode.PERIOD) == 15
    assert current_value(figures, mode=ValueMode.PERIOD, baseline=D(100), basis=TargetBasis.ABSOLUTE) == 115


def test_a_period_of_gaps_alone_is_a_gap_even_with_a_baseline():
    figures = [at(JUN, None)]

    assert current_value(figures, mode=ValueMode.PERIOD, baseline=D(5), basis=TargetBasis.ABSOLUTE) is None


def test_a_cumulative_indicator_takes_the_last_of_each_place_and_source():
    figures = [
        at(JUN, 10, "Osh", "A"),
        at(DEC, 15, "Osh", "A"),
        at(JUN, 7, "Osh", "B"),
        at(DEC, None, "Osh", "B"),
    ]

    assert current_value(figures, mode=ValueMode.CUMULATIVE) == 22


def test_a_snapshot_takes_the_latest_period():
    figures = [at(JUN, 10, "Osh"), at(JUN, 20, "Batken"), at(DEC, 12, "Osh")]

    assert current_value(figures, mode=ValueMode.SNAPSHOT) == 12


def test_a_partners_own_oblast_figure_stands_for_its_raions_only():
    parents = {"Aravan": "Osh", "Uzgen": "Osh"}
    figures = [at(JUN, 50, "Osh", "A"), at(JUN, 20, "Aravan", "A"), at(JUN, 9, "Uzgen", "B")]

    assert current_value(figures, mode=ValueMode.PERIOD, parents=parents) == 59


def test_an_older_cumulative_oblast_figure_gives_way_to_newer_raions():
    parents = {"Aravan": "Osh"}

    assert (
        current_value([at(JUN, 50, "Osh"), at(DEC, 60, "Aravan")], mode=ValueMode.CUMULATIVE, parents=parents)
        == 60
    )
    assert (
        current_value([at(DEC, 50, "Osh"), at(JUN, 60, "Aravan")], mode=ValueMode.CUMULATIVE, parents=parents)
        == 50
    )


def test_a_raion_that_an_outdated_oblast_figure_covered_counts_again():
    parents = {"Aravan": "Osh", "Uzgen": "Osh"}
    figures = [at(JUN, 50, "Osh"), at(DEC, 60, "Aravan"), at(JUN, 10, "Uzgen")]

    assert current_value(figures, mode=ValueMode.CUMULATIVE, parents=parents) == 70


@pytest.mark.parametrize("mode", ValueMode)
def test_a_circle_of_places_ends_and_loses_no_figure(mode):
    figures = [at(JUN, 1, "a"), at(JUN, 2, "b")]

    assert current_value(figures, mode=mode, parents={"a": "b", "b": "a"}) == 3


def test_ratio_places_are_put_together_by_their_sums():
    figures = [
        at(DEC, None, "Osh", numerator=D(1), denominator=D(10)),
        at(DEC, None, "Batken", numerator=D(90), denominator=D(90)),
    ]

    for mode in ValueMode:
        assert current_value(figures, mode=mode, places=Aggregation.RATIO) == 91


def test_what_cannot_be_added_has_a_value_only_where_there_is_one_figure():
    assert across([at(JUN, 3)], Aggregation.NONE) == 3
    assert across([at(JUN, 3), at(JUN, 4, "Osh")], Aggregation.NONE) is None
    assert across([at(JUN, 3), at(DEC, 4)], Aggregation.LATEST) == 4


@given(st.lists(amounts, min_size=1))
def test_cumulative_figures_taken_apart_and_added_again_give_the_last(values):
    periods = [
        period_from_cumulative(this, previous)
        for this, previous in zip(values, [None, *values], strict=False)
    ]

    assert total(periods) == values[-1]


def test_a_fall_of_a_cumulative_figure_needs_a_reason():
    assert needs_reason_for_fall(ValueMode.CUMULATIVE, D(9), D(10))
    assert not needs_reason_for_fall(ValueMode.CUMULATIVE, D(9), None)
    assert not needs_reason_for_fall(ValueMode.SNAPSHOT, D(9), D(10))


@given(any_amounts, any_amounts)
def test_progress_is_nothing_at_the_baseline_and_all_at_the_target(baseline, target):
    def percent(current):
        return progress_percent(
            current=current,
            target=target,
            baseline=baseline,
            basis=TargetBasis.ABSOLUTE,
            direction=Direction.UP if target >= baseline else Direction.DOWN,
        )

    assert percent(target) == 100
    if target != baseline:
        assert percent(baseline) == 0


@pytest.mark.parametrize(
    ("direction", "current", "percent"),
    [(Direction.UP, 9, 0), (Direction.UP, 11, 100), (Direction.DOWN, 9, 100), (Direction.MAINTAIN, 10, 100)],
)
def test_a_target_that_equals_its_baseline_is_kept_or_not(direction, current, percent):
    assert (
        progress_percent(
            current=D(current), target=D(10), baseline=D(10), basis=TargetBasis.ABSOLUTE, direction=direction
        )
        == percent
    )


def test_without_a_baseline_there_is_no_progress_and_empty_is_not_zero():
    def percent(**figures):
        return progress_percent(**figures, direction=Direction.UP)

    assert percent(current=D(5), target=D(10), baseline=None, basis=TargetBasis.ABSOLUTE) is None
    assert percent(current=None, target=D(10), baseline=D(0), basis=TargetBasis.ABSOLUTE) is None
    assert percent(current=D(5), target=D(10), baseline=None, basis=TargetBasis.INCREMENT) == 50
    assert percent(current=D(0), target=D(10), baseline=D(0), basis=TargetBasis.ABSOLUTE) == 0


def test_progress_is_uncapped_and_its_bar_is_capped_and_marked():
    assert bar_percent(D(140)) == (100, True)
    assert bar_percent(D(-5)) == (0, False)
    assert bar_percent(D(100)) == (100, False)


def test_expectation_is_elapsed_time_at_the_last_due_period_or_that_periods_target():
    start, end = date(2026, 1, 1), date(2027, 12, 31)

    assert expected_percent(start=start, end=end, due_period_end=None) is None
    assert expected_percent(start=start, end=end, due_period_end=DEC) == 50
    assert expected_percent(start=start, end=end, due_period_end=DEC, period_target_percent=D(30)) == 30
    assert expected_percent(start=start, end=end, due_period_end=end + timedelta(days=99)) == 100


@pytest.mark.parametrize(
    ("progress", "status"),
    [
        ("45", "on_track"),
        ("44.999", "at_risk"),
        ("30", "at_risk"),
        ("29.999", "off_track"),
        ("-1", "off_track"),
    ],
)
def test_status_borders_are_nine_and_six_tenths_of_what_is_expected(progress, status):
    assert progress_status(D(progress), D(50)) is ProgressStatus(status)


def test_nothing_expected_is_no_status():
    assert progress_status(D(0), D(0)) is None
    assert progress_status(None, D(50)) is None
    assert progress_status(D(10), None) is None


def test_a_result_counts_its_indicators_by_status():
    counts = count_statuses([ProgressStatus.ON_TRACK, None, ProgressStatus.ON_TRACK])

    assert counts[ProgressStatus.ON_TRACK] == 2
    assert counts[ProgressStatus.AT_RISK] == 0
    assert counts[None] == 1


placed = st.lists(
    st.builds(
        Figure,
        period_end=st.sampled_from([JUN, DEC]),
        value=st.integers(0, 50).map(D),
        place=st.sampled_from(["", "Osh", "Aravan", "Uzgen", "Batken"]),
        source=st.sampled_from(["A", "B"]),
    ),
    max_size=8,
    unique_by=lambda figure: (figure.period_end, figure.place, figure.source),
)
TREE = {"Aravan": "Osh", "Uzgen": "Osh"}


@given(placed, st.sampled_from([ValueMode.PERIOD, ValueMode.CUMULATIVE]))
def test_a_place_is_never_counted_beside_one_it_lies_in(figures, mode):
    uppers = [one for one in figures if one.place in ("", "Osh")]
    counted = current_value(figures, mode=mode, parents=TREE)
    plain = current_value(figures, mode=mode)

    assert (counted is None) is (not figures)
    assert counted is None or counted <= plain
    assert uppers or counted == plain


def test_thousands_of_figures_are_added_in_no_time():
    parents = {f"raion {at}": f"oblast {at % 50}" for at in range(5000)}
    figures = [at(JUN, 1, place) for place in parents]

    assert current_value(figures, mode=ValueMode.PERIOD, parents=parents) == 5000
    assert current_value(figures, mode=ValueMode.CUMULATIVE, parents=parents) == 5000
