"""When the next scheduled sync is due."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.sync_schedule import due_after, parse_time_of_day

MOMENTS = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1), timezones=st.just(UTC))
TIMES = st.lists(st.times().map(lambda one: one.replace(second=0, microsecond=0)), min_size=1, max_size=5)


@given(MOMENTS, TIMES)
def test_the_next_time_of_day_lies_ahead_within_a_day_and_none_lies_between(
    after: datetime, times: list[time]
) -> None:
    due = due_after(after, every_minutes=None, times=times)

    assert due is not None
    assert after < due <= after + timedelta(days=1)
    assert due.time() in times
    assert not any(
        after < datetime.combine(day, one, UTC) < due for one in times for day in (after.date(), due.date())
    )


def test_every_so_many_minutes_counts_from_the_last_try() -> None:
    last = datetime(2026, 11, 26, 10, 42, tzinfo=UTC)

    assert due_after(last, every_minutes=30, times=()) == last + timedelta(minutes=30)
    assert due_after(last, every_minutes=None, times=()) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("9:05", time(9, 5)),
        (" 23:59 ", time(23, 59)),
        ("24:00", None),
        ("9.05", None),
        ("9:5", None),
        ("x", None),
    ],
)
def test_a_time_of_day_is_read_as_people_write_it(text: str, read: time | None) -> None:
    assert parse_time_of_day(text) == read
