"""Days of other calendars, held against days that are known, and back again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.calendars import CALENDARS, CalendarDay

KNOWN = [
    ("ethiopian", CalendarDay(2000, 1, 1), date(2007, 9, 12)),
    ("ethiopian", CalendarDay(2019, 1, 1), date(2026, 9, 11)),
    ("ethiopian", CalendarDay(2015, 13, 6), date(2023, 9, 11)),
    ("ethiopian", CalendarDay(1994, 4, 29), date(2002, 1, 7)),
    ("coptic", CalendarDay(1740, 1, 1), date(2023, 9, 12)),
    ("coptic", CalendarDay(1741, 4, 29), date(2025, 1, 7)),
    ("persian", CalendarDay(1399, 1, 1), date(2020, 3, 20)),
    ("persian", CalendarDay(1400, 1, 1), date(2021, 3, 21)),
    ("persian", CalendarDay(1403, 12, 30), date(2025, 3, 20)),
    ("persian", CalendarDay(1357, 11, 22), date(1979, 2, 11)),
    ("persian", CalendarDay(1405, 9, 7), date(2026, 11, 28)),
]
NONE = [
    ("ethiopian", CalendarDay(2016, 13, 6)),
    ("ethiopian", CalendarDay(2016, 14, 1)),
    ("coptic", CalendarDay(1740, 2, 31)),
    ("persian", CalendarDay(1404, 12, 30)),
    ("persian", CalendarDay(1404, 7, 31)),
    ("persian", CalendarDay(2026, 1, 1)),
]


@pytest.mark.parametrize(("name", "day", "gregorian"), KNOWN)
def test_known_days(name, day, gregorian):
    assert CALENDARS[name].to_date(day) == gregorian
    assert CALENDARS[name].of_date(gregorian) == day


@pytest.mark.parametrize(("name", "day"), NONE)
def test_a_day_that_does_not_exist_is_none(name, day):
    assert CALENDARS[name].to_date(day) is None


@given(st.sampled_from(sorted(CALENDARS)), st.dates(date(1900, 1, 1), date(2090, 12, 31)))
def test_there_and_back(name, day):
    there = CALENDARS[name].of_date(day)
    assert there is not None
    assert CALENDARS[name].to_date(there) == day
