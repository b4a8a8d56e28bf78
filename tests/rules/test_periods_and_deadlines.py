"""Calendar periods, and what is due when."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.deadlines import (
    Deadline,
    DeadlineKind,
    Terms,
    add_working_days,
    ex_post_window,
    interim_reports,
    is_late,
    project_deadlines,
    recompute_open,
    reminder_days,
    value_due,
    visit_report_due,
    working_day_before,
)
from desktop.rules.periods import (
    Period,
    add_months,
    last_due_period,
    months_from,
    parse_period,
    period_code,
    period_of,
    periods_within,
    whole_months,
)
from desktop.rules.vocabulary import Frequency

days = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-H2", "2026-07-01", "2026-12-31"),
        ("2026 h1", "2026-01-01", "2026-06-30"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("Jul-Dec 2026", "2026-07-01", "2026-12-31"),
        ("Jul–Dec 2026", "2026-07-01", "2026-12-31"),
        ("Nov 2025-Feb 2026", "2025-11-01", "2026-02-28"),
        ("July 2026", "2026-07-01", "2026-07-31"),
        ("2026-07-05..2026-09-30", "2026-07-05", "2026-09-30"),
    ],
)
def test_a_period_is_read_as_people_write_it(text, start, end):
    assert parse_period(text) == Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-H3", "Foo 2026", "Dec-Jul 2026", "2026-09-30..2026-07-05"]
)
def test_what_is_no_period_is_none(text):
    assert parse_period(text) is None


@given(days, st.integers(0, 1000))
def test_each_period_is_read_back_from_its_code(start, length):
    period = Period(start, start + timedelta(days=length))

    assert parse_period(period_code(period)) == period


@given(st.integers(2000, 2100), st.integers(1, 12), st.integers(1, 60))
def test_a_period_of_whole_months_knows_how_many(year, month, count):
    assert whole_months(months_from(year, month, count)) == count


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_periods(text):
    parse_period(text)


@given(days, st.integers(0, 1500), st.sampled_from(Frequency))
def test_the_periods_of_a_project_cover_its_days_once(start, length, frequency):
    end = start + timedelta(days=length)

    periods = periods_within(start, end, frequency)

    assert periods[0].start == start
    assert periods[-1].end == end
    assert all(after.start == before.end + timedelta(days=1) for before, after in pairwise(periods))


def test_an_annual_indicator_is_not_late_in_march():
    years = periods_within(date(2025, 7, 1), date(2027, 6, 30), Frequency.ANNUAL)

    assert last_due_period(years, date(2026, 1, 14)) is None
    assert last_due_period(years, date(2026, 3, 1)) == years[0]


def test_a_day_lies_in_its_half_year():
    assert period_code(period_of(date(2026, 8, 3), Frequency.SIX_MONTHLY)) == "2026-H2"
    assert date(2026, 8, 3) in period_of(date(2026, 8, 3), Frequency.MONTHLY)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-03-31", -1, "2026-02-28")],
)
def test_months_clamp_to_the_end_of_the_month(day, months, expected):
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


def test_interim_reports_come_each_half_year_and_the_last_period_is_the_finals():
    reports = interim_reports(date(2026, 1, 1), date(2027, 12, 31))

    assert [report.period_end for report in reports] == [
        date(2026, 6, 30),
        date(2026, 12, 31),
        date(2027, 6, 30),
    ]
    assert reports[0].due == date(2026, 8, 11)
    assert [report.number for report in reports] == [1, 2, 3]


def test_a_project_under_twelve_months_has_no_interim():
    assert interim_reports(date(2026, 1, 1), date(2026, 11, 30)) == ()
    assert len(interim_reports(date(2026, 1, 1), date(2026, 12, 31))) == 1


@given(days, st.integers(360, 2000))
def test_interim_periods_follow_each_other_without_gap_and_end_before_the_project(start, length):
    end = start + timedelta(days=length)
    reports = interim_reports(start, end)

    assert all(report.period_end < end for report in reports)
    assert all(
        after.period_start == before.period_end + timedelta(days=1) for before, after in pairwise(reports)
    )


def test_a_project_has_its_matrix_final_extension_and_risk_dates():
    found = {
        deadline.kind: deadline.due for deadline in project_deadlines(date(2026, 1, 31), date(2026, 10, 31))
    }

    assert found[DeadlineKind.MATRIX_AND_WORKPLAN] == date(2026, 2, 28)
    assert found[DeadlineKind.FINAL_REPORT] == date(2027, 1, 31)
    assert found[DeadlineKind.EXTENSION_REQUEST] == date(2026, 9, 30)
    assert found[DeadlineKind.RISK_REVIEW] == date(2026, 10, 31)


def test_a_donors_terms_come_before_the_default():
    terms = Terms(interim_days=30, final_months=2)

    assert interim_reports(date(2026, 1, 1), date(2027, 12, 31), terms)[0].due == date(2026, 7, 30)


def test_a_visit_report_is_due_after_ten_working_days():
    assert visit_report_due(date(2026, 7, 10)) == date(2026, 7, 24)
    assert visit_report_due(date(2026, 7, 10), holidays={date(2026, 7, 13)}) == date(2026, 7, 27)
    assert visit_report_due(date(2026, 7, 10), weekend={4, 5}) == date(2026, 7, 23)


def test_a_week_without_a_working_day_is_refused():
    with pytest.raises(ValueError):
        add_working_days(date(2026, 7, 10), 1, weekend=set(range(7)))


def test_reminders_go_to_the_working_day_before_and_the_due_date_stays():
    due = date(2026, 7, 12)  # a Sunday

    days_ = reminder_days(due, until=date(2026, 7, 31))

    assert days_ == (
        date(2026, 6, 26),
        date(2026, 7, 9),
        date(2026, 7, 10),
        date(2026, 7, 15),
        date(2026, 7, 22),
        date(2026, 7, 29),
    )


@given(days)
def test_a_reminder_is_never_on_a_weekend(due):
    assert all(day.weekday() < 5 for day in reminder_days(due, until=due + timedelta(days=60)))
    assert working_day_before(due) <= due


def test_values_visits_and_ex_post_dates():
    assert value_due(date(2026, 6, 30)) == date(2026, 7, 15)
    assert ex_post_window(date(2026, 6, 30)) == (date(2026, 12, 30), date(2027, 6, 30))
    assert is_late(date(2026, 7, 1), date(2026, 7, 2), done=False)
    assert not is_late(date(2026, 7, 1), date(2026, 7, 2), done=True)


def test_an_extension_moves_open_deadlines_and_keeps_what_is_done():
    old = project_deadlines(date(2026, 1, 1), date(2026, 12, 31))
    interim = next(deadline for deadline in old if deadline.kind is DeadlineKind.INTERIM_REPORT)
    changed = Deadline(kind=interim.kind, due=date(2026, 8, 1), number=interim.number)

    new = recompute_open(
        [(changed if one is interim else one, one is interim) for one in old],
        project_deadlines(date(2026, 1, 1), date(2027, 6, 30)),
    )

    assert changed in new
    assert Deadline(kind=DeadlineKind.FINAL_REPORT, due=date(2027, 9, 30)) in new
