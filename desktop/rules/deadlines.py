"""What is due when: matrix, interim and final reports, values, reviews, and their reminders (design: domain 6)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop.rules.periods import add_months

WEEKEND = frozenset({5, 6})
REMINDERS = (-14, -3, 0, 3)
WEEKLY = 7


class DeadlineKind(StrEnum):
    """D1 to D10 of the domain design."""

    MATRIX_AND_WORKPLAN = "matrix_and_workplan"
    INTERIM_REPORT = "interim_report"
    FINAL_REPORT = "final_report"
    EXTENSION_REQUEST = "extension_request"
    EVALUATION = "evaluation"
    EX_POST_EVALUATION = "ex_post_evaluation"
    VISIT_REPORT = "visit_report"
    ACTION_POINT = "action_point"
    RISK_REVIEW = "risk_review"
    VALUES = "values"
    RETENTION_REVIEW = "retention_review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Numbers of days and months; a donor's come before the project's, the project's before these."""

    matrix_months: int = 1
    interim_every_months: int = 6
    interim_days: int = 42
    interim_from_months: int = 12
    final_months: int = 3
    extension_months: int = 1
    visit_working_days: int = 10
    value_days: int = 15
    risk_review_months: int = 3
    ex_post_months: tuple[int, int] = (6, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Due dates never move for weekends; only reminders do."""

    kind: DeadlineKind
    due: date
    period_start: date | None = None
    period_end: date | None = None
    number: int = 0


def project_deadlines(start: date, end: date, terms: Terms | None = None) -> tuple[Deadline, ...]:
    """All that follows from the dates of a project, extensions included, in order of time."""
    terms = terms or Terms()
    found = [
        Deadline(kind=DeadlineKind.MATRIX_AND_WORKPLAN, due=add_months(start, terms.matrix_months)),
        Deadline(kind=DeadlineKind.FINAL_REPORT, due=add_months(end, terms.final_months)),
        Deadline(kind=DeadlineKind.EXTENSION_REQUEST, due=add_months(end, -terms.extension_months)),
        *interim_reports(start, end, terms),
        *risk_reviews(start, end, terms),
    ]
    return tuple(sorted(found, key=lambda deadline: (deadline.due, deadline.kind)))


def interim_reports(start: date, end: date, terms: Terms | None = None) -> tuple[Deadline, ...]:
    """One for each period that ends before the project does; the period that holds the end is the final's."""
    terms = terms or Terms()
    if end < add_months(start, terms.interim_from_months) - timedelta(days=1):
        return ()
    reports, number, period_start = [], 1, start
    while (period_end := _interim_end(start, number, terms)) < end:
        due = period_end + timedelta(days=terms.interim_days)
        reports.append(
            Deadline(
                kind=DeadlineKind.INTERIM_REPORT,
                due=due,
                period_start=period_start,
                period_end=period_end,
                number=number,
            )
        )
        number, period_start = number + 1, period_end + timedelta(days=1)
    return tuple(reports)


def _interim_end(start: date, number: int, terms: Terms) -> date:
    """Counted from the start each time, so that 31 January does not wear down to the 28th."""
    return add_months(start, terms.interim_every_months * number) - timedelta(days=1)


def risk_reviews(start: date, end: date, terms: Terms | None = None) -> tuple[Deadline, ...]:
    terms = terms or Terms()
    reviews, number = [], 1
    while (due := add_months(start, terms.risk_review_months * number)) <= end:
        reviews.append(Deadline(kind=DeadlineKind.RISK_REVIEW, due=due, number=number))
        number += 1
    return tuple(reviews)


def ex_post_window(end: date, terms: Terms | None = None) -> tuple[date, date]:
    first, last = (terms or Terms()).ex_post_months
    return add_months(end, first), add_months(end, last)


def visit_report_due(
    visit_end: date,
    *,
    terms: Terms | None = None,
    weekend: Collection[int] = WEEKEND,
    holidays: Collection[date] = (),
) -> date:
    return add_working_days(
        visit_end, (terms or Terms()).visit_working_days, weekend=weekend, holidays=holidays
    )


def value_due(period_end: date, terms: Terms | None = None) -> date:
    return period_end + timedelta(days=(terms or Terms()).value_days)


def is_working_day(day: date, weekend: Collection[int] = WEEKEND, holidays: Collection[date] = ()) -> bool:
    return day.weekday() not in weekend and day not in holidays


def add_working_days(
    day: date, count: int, *, weekend: Collection[int] = WEEKEND, holidays: Collection[date] = ()
) -> date:
    """The count-th working day after `day`."""
    _refuse_endless(weekend)
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, weekend, holidays)
    return day


def working_day_before(
    day: date, weekend: Collection[int] = WEEKEND, holidays: Collection[date] = ()
) -> date:
    """The day itself where it is worked on, else the last working day before it."""
    _refuse_endless(weekend)
    while not is_working_day(day, weekend, holidays):
        day -= timedelta(days=1)
    return day


def _refuse_endless(weekend: Collection[int]) -> None:
    if len(set(weekend) & set(range(7))) == 7:
        raise ValueError(weekend)


def reminder_days(
    due: date, *, until: date, weekend: Collection[int] = WEEKEND, holidays: Collection[date] = ()
) -> tuple[date, ...]:
    """When to remind: 14 and 3 days before, on the day, 3 after, then weekly; each on the working day before."""
    offsets = list(REMINDERS)
    while due + timedelta(days=offsets[-1] + WEEKLY) <= until:
        offsets.append(offsets[-1] + WEEKLY)
    days = (due + timedelta(days=offset) for offset in offsets)
    moved = (working_day_before(day, weekend, holidays) for day in days if day <= until)
    return tuple(dict.fromkeys(moved))


def is_late(due: date, today: date, *, done: bool) -> bool:
    return not done and today > due


def recompute_open(old: Collection[tuple[Deadline, bool]], new: Collection[Deadline]) -> tuple[Deadline, ...]:
    """After an extension: what is done keeps its date, what is open takes the new one. `old` is (deadline, done)."""
    done = {(deadline.kind, deadline.number): deadline for deadline, is_done in old if is_done}
    kept = {(deadline.kind, deadline.number) for deadline in new}
    gone = [deadline for key, deadline in done.items() if key not in kept]
    merged = [done.get((deadline.kind, deadline.number), deadline) for deadline in new]
    return tuple(sorted([*merged, *gone], key=lambda deadline: (deadline.due, deadline.kind)))
