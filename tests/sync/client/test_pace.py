"""A sync that keeps to a number of kilobits a second."""

from sync.client.pace import Pace


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def wait(self, seconds: float) -> None:
        self.now += seconds


def test_a_megabyte_at_a_thousand_kilobits_takes_eight_seconds() -> None:
    clock = Clock()
    pace = Pace(1000, wait=clock.wait, clock=lambda: clock.now)

    for _piece in range(100):
        pace.spend(10_000)

    assert round(clock.now - 100, 6) == 8.0


def test_time_that_passed_unused_is_not_made_good_by_a_burst() -> None:
    clock = Clock()
    pace = Pace(8, wait=clock.wait, clock=lambda: clock.now)
    pace.spend(1000)
    clock.now += 60

    before = clock.now
    pace.spend(2000)

    assert clock.now - before == 2.0
