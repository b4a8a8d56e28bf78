"""Whose work a record is, by its history: who led, entered or completed it at any time, not only who stands there now."""

from collections.abc import Sequence
from uuid import UUID

from desktop.models import ActionPoint, IndicatorValue, Visit
from desktop.rules.roles import is_own
from desktop.rules.vocabulary import ValueStatus
from desktop.storage.opening.own_work import report_writers
from desktop.storage.work import Work


def reporters_of(work: Work, visits: Sequence[Visit]) -> dict[UUID, frozenset[UUID]]:
    """Of each visit whose report it is: everybody who ever led it, and who wrote or rated anything in the report.

    Handing the lead on does not make it a colleague's, nor does having only written its findings.
    """
    written = report_writers(work.rows, [visit.id for visit in visits])
    return {
        visit.id: _known(visit.lead_id) | work.history.held(visit.id, "lead_id") | written[visit.id]
        for visit in visits
    }


def led_by(work: Work, visit_id: UUID, person_id: UUID | None) -> bool:
    """Whether the person ever led the visit."""
    return is_own(person_id, work.history.held(visit_id, "lead_id"))


def authors_of(work: Work, value: IndicatorValue) -> frozenset[UUID]:
    """Who entered the figure, everybody who typed over it, and whoever corrects it."""
    corrector = value.status_by if value.status == ValueStatus.CORRECTED else None
    return _known(value.created_by) | _known(corrector) | work.history.writers(value.id, "value")


def completers_of(work: Work, action: ActionPoint) -> frozenset[UUID]:
    """Everybody who ever said that the action point is done."""
    return _known(action.completed_by) | work.history.held(action.id, "completed_by")


def _known(person_id: UUID | None) -> frozenset[UUID]:
    return frozenset() if person_id is None else frozenset({person_id})
