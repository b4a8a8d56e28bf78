"""When the report of a visit is due: ten working days of its office after the last day in the field."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.rules.deadlines import WEEKEND, visit_report_due
from desktop.rules.vocabulary import VisitState
from desktop.storage.opening.identity import office_row
from desktop.storage.rows import Rows

OWED = frozenset(
    {
        VisitState.ACCEPTED,
        VisitState.IN_FIELD,
        VisitState.REPORTING,
        VisitState.RETURNED,
        VisitState.REOPENED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCalendar:
    """Days on which an office does not work."""

    weekend: frozenset[int] = WEEKEND
    holidays: frozenset[date] = frozenset()


EVERY_WEEK = OfficeCalendar()
"""Where no office says otherwise."""


def calendars_of(rows: Rows, office_codes: Iterable[str | None]) -> dict[str | None, OfficeCalendar]:
    """The calendar of each office; an unknown one works Monday to Friday."""
    return {code: _calendar(rows, code) for code in set(office_codes)}


def _calendar(rows: Rows, code: str | None) -> OfficeCalendar:
    office = office_row(rows, code) if code else None
    if office is None:
        return EVERY_WEEK
    weekend = frozenset(range(7)) - {day - 1 for day in office.working_days}
    return OfficeCalendar(
        weekend=weekend if len(weekend) < 7 else WEEKEND,
        holidays=frozenset(date.fromisoformat(day) for day in office.holidays),
    )


def is_owed(state: str) -> bool:
    """Whether a visit in this state owes its report; of others no office's calendar is asked."""
    return state in OWED


def report_due(state: str, end: date | None, calendar: OfficeCalendar) -> date | None:
    """None while no report is owed."""
    if end is None or not is_owed(state):
        return None
    return visit_report_due(end, weekend=calendar.weekend, holidays=calendar.holidays)
