"""Whose work a record is, by its history: who led, entered or completed it at any time, not only who stands there now."""

from uuid import UUID

from desktop.models import ActionPoint, IndicatorValue, Visit
from desktop.rules.vocabulary import ValueStatus
from desktop.storage.work import Work


def leads_of(work: Work, visit: Visit) -> frozenset[UUID]:
    """Everybody who ever led the visit: handing it on does not make its report a colleague's."""
    return _known(visit.lead_id) | work.history.held(visit.id, "lead_id")


def authors_of(work: Work, value: IndicatorValue) -> frozenset[UUID]:
    """Who entered the figure, everybody who typed over it, and whoever corrects it."""
    corrector = value.status_by if value.status == ValueStatus.CORRECTED else None
    return _known(value.created_by) | _known(corrector) | work.history.writers(value.id, "value")


def completers_of(work: Work, action: ActionPoint) -> frozenset[UUID]:
    """Everybody who ever said that the action point is done."""
    return _known(action.completed_by) | work.history.held(action.id, "completed_by")


def _known(person_id: UUID | None) -> frozenset[UUID]:
    return frozenset() if person_id is None else frozenset({person_id})
