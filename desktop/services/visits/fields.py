"""The fields of a visit a person may set by name, and how each is read."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.models import Trip, Visit
from desktop.rules.vocabulary import Rating, Sensitivity, VisitType
from desktop.services.references import resolve
from desktop.services.typed import read_choice, read_day, read_line, read_text
from desktop.storage.work import Work


def set_dates(visit: Visit, start: Any, end: Any) -> None:
    """Both days at once, since one atom holds them; a visit of one day needs only the first."""
    first, last = read_day(start), read_day(end)
    if first is not None and last is None:
        last = first
    if first is not None and last is not None and last < first:
        raise BadInput(
            _("The visit would end on {end}, before it starts on {start}.").format(
                start=first.isoformat(), end=last.isoformat()
            ),
            _("Check the two days."),
        )
    visit.start, visit.end = first, last


def set_lead(work: Work, visit: Visit, value: Any) -> None:
    """A colleague by id, e-mail or name. Raises NotFound, BadInput."""
    if value is None or isinstance(value, UUID):
        visit.lead_id = value
        return
    text = str(value).strip()
    visit.lead_id = resolve.person_named(work, text).id if text else None


def _line(name: str) -> Callable[[Work, Visit, Any], None]:
    return lambda work, visit, value: setattr(visit, name, read_line(value))


def _text(name: str) -> Callable[[Work, Visit, Any], None]:
    return lambda work, visit, value: setattr(visit, name, read_text(value))


def _set_type(work: Work, visit: Visit, value: Any) -> None:
    visit.type = read_choice(VisitType, value) or VisitType.MONITORING


def _set_rating(work: Work, visit: Visit, value: Any) -> None:
    visit.overall_rating = read_choice(Rating, value)


def _set_sensitivity(work: Work, visit: Visit, value: Any) -> None:
    visit.sensitivity = read_choice(Sensitivity, value) or Sensitivity.INTERNAL


def _set_trip(work: Work, visit: Visit, value: Any) -> None:
    if value is None or isinstance(value, UUID):
        visit.trip_id = value
        return
    text = str(value).strip()
    visit.trip_id = resolve.record_named(work, Trip, text).id if text else None


def _dates_are_set_together(work: Work, visit: Visit, value: Any) -> None:
    """`set_dates` has both."""


FIELDS: dict[str, Callable[[Work, Visit, Any], None]] = {
    "title": _line("title"),
    "type": _set_type,
    "start": _dates_are_set_together,
    "end": _dates_are_set_together,
    "lead": set_lead,
    "purpose": _text("purpose"),
    "questions": _text("questions"),
    "methods": _text("methods"),
    "logistics": _text("logistics"),
    "security": _text("security"),
    "overall_rating": _set_rating,
    "overall_summary": _text("overall_summary"),
    "sensitivity": _set_sensitivity,
    "trip": _set_trip,
}
