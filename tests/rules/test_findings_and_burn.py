"""Weighty findings, money and time."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.burn import (
    days_late,
    elapsed_percent,
    is_off_pace,
    is_overspent,
    needs_reason,
    spent_percent,
)
from desktop.rules.findings import FindingFacts, is_weighty, lacking
from desktop.rules.vocabulary import Rating, Severity, WorkStatus

D = Decimal


def test_a_weighty_finding_needs_evidence_and_action_or_a_reason():
    assert lacking(FindingFacts(severity=Severity.MAJOR)) == ("evidence", "action")
    assert lacking(FindingFacts(severity=Severity.CRITICAL, evidence=True)) == ("action",)
    assert lacking(FindingFacts(severity=Severity.MAJOR, reason=True)) == ()
    assert lacking(FindingFacts(severity=Severity.MINOR)) == ()


def test_off_track_is_weighty_whatever_its_severity():
    assert is_weighty(FindingFacts(rating=Rating.OFF_TRACK))
    assert not is_weighty(FindingFacts(severity=Severity.GOOD_PRACTICE, rating=Rating.AT_RISK))


def test_spending_more_than_twenty_points_from_the_calendar_is_flagged():
    assert is_off_pace(D(71), D(50))
    assert is_off_pace(D(29), D(50))
    assert not is_off_pace(D(70), D(50))
    assert not is_off_pace(None, D(50))
    assert is_overspent(D("100.01"))


def test_nothing_spent_is_zero_and_nothing_known_is_nothing():
    assert spent_percent(D(0), D(10)) == 0
    assert spent_percent(None, D(10)) is None
    assert spent_percent(D(5), D(0)) is None


@given(st.dates(), st.dates(), st.dates())
def test_elapsed_time_lies_between_nothing_and_all(start, end, today):
    elapsed = elapsed_percent(start, end, today)

    assert elapsed is None if end < start else 0 <= elapsed <= 100


def test_work_that_is_dropped_or_a_month_late_needs_a_reason():
    end = date(2026, 6, 1)

    assert needs_reason(WorkStatus.DROPPED, end, end)
    assert not needs_reason(WorkStatus.DELAYED, end, date(2026, 7, 1))
    assert needs_reason(WorkStatus.DELAYED, end, date(2026, 7, 2))
    assert days_late(WorkStatus.DONE, end, date(2027, 1, 1)) == 0
