"""Counts of persons that an audience may not know exactly."""

from enum import Enum


class Hidden(Enum):
    """A count the audience may not know exactly."""

    BELOW_FIVE = "below five"


Count = int | Hidden | None
"""A number of persons or records: counted, hidden because it is below five, or not known."""
