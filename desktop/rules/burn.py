"""Money spent beside time elapsed, and work that is late: what is flagged (design: domain 2)."""

from datetime import date
from decimal import Decimal

from desktop.rules.arithmetic import divided
from desktop.rules.vocabulary import WorkStatus

POINTS_APART = Decimal(20)
DAYS_LATE = 30


def spent_percent(spent: Decimal | None, planned: Decimal | None) -> Decimal | None:
    """None where nothing is planned or nothing is known; nothing spent yet is zero, and is known."""
    return None if spent is None or not planned else divided(spent * 100, planned)


def elapsed_percent(start: date, end: date, today: date) -> Decimal | None:
    """Of the days of a project, both ends inside."""
    duration = (end - start).days + 1
    if duration <= 0:
        return None
    elapsed = min(max((today - start).days + 1, 0), duration)
    return divided(Decimal(elapsed * 100), Decimal(duration))


def is_off_pace(spent: Decimal | None, elapsed: Decimal | None) -> bool:
    """More than twenty points apart, either way."""
    return spent is not None and elapsed is not None and abs(spent - elapsed) > POINTS_APART


def is_overspent(spent: Decimal | None) -> bool:
    return spent is not None and spent > 100


def days_late(status: WorkStatus, planned_end: date, today: date) -> int:
    """Of a workplan item; what is done or dropped is late no more."""
    if status in (WorkStatus.DONE, WorkStatus.DROPPED):
        return 0
    return max((today - planned_end).days, 0)


def needs_reason(status: WorkStatus, planned_end: date, today: date) -> bool:
    """Dropped, or more than thirty days late."""
    return status is WorkStatus.DROPPED or days_late(status, planned_end, today) > DAYS_LATE
