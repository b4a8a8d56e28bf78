"""The one place that asks what time it is; services are handed it, tests hand in their own."""

from collections.abc import Callable
from datetime import UTC, date, datetime

Clock = Callable[[], datetime]
"""Gives an aware instant in UTC."""


def system_clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - this is the place


def today_of(clock: Clock) -> date:
    """The local calendar day at the clock's instant."""
    return clock().astimezone().date()
