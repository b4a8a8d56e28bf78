"""Lines of the visit list, each complete, from two questions for a whole page."""

from collections.abc import Sequence
from uuid import UUID

from desktop.i18n import _
from desktop.rules.codes import short_code
from desktop.rules.submission_states import SETTLED
from desktop.rules.vocabulary import Rating, VisitState, VisitType
from desktop.services.visits.records import VisitRow
from desktop.services.visits.report_due import EVERY_WEEK, OfficeCalendar, calendars_of, is_owed, report_due
from desktop.services.wording import word
from desktop.storage.opening.visit_lines import PLACES_APART, VisitLine, visit_lines
from desktop.storage.rows import Rows


def rows_with(rows: Rows, visit_ids: Sequence[UUID]) -> tuple[VisitRow, ...]:
    """In the order of the ids; deleted ones too, for what was read a moment ago."""
    if not visit_ids:
        return ()
    lines = visit_lines(rows, visit_ids, SETTLED)
    calendars = calendars_of(rows, (line.office for line in lines.values() if is_owed(line.state)))
    return tuple(
        _row(line, calendars.get(line.office, EVERY_WEEK))
        for line in map(lines.get, visit_ids)
        if line is not None
    )


def _row(line: VisitLine, calendar: OfficeCalendar) -> VisitRow:
    places = tuple(line.places.split(PLACES_APART)) if line.places else ()
    kind = VisitType(line.type)
    return VisitRow(
        id=line.id,
        code=line.code,
        title=line.title or made_up_title(kind, places, line.project_title),
        project_id=line.project_id,
        project_code=short_code(
            line.project_id, line.project_code, line.project_iati_id, line.project_prima_id
        ),
        project_title=line.project_title,
        type=kind,
        state=VisitState(line.state),
        start=line.start,
        end=line.end,
        lead_id=line.lead_id,
        lead=line.lead,
        places=places,
        overall_rating=Rating(line.overall_rating) if line.overall_rating else None,
        office=line.office,
        unrated=line.unrated,
        forms_open=line.forms_open,
        report_due=report_due(line.state, line.end, calendar),
    )


def made_up_title(kind: VisitType, places: Sequence[str], project_title: str) -> str:
    """What a visit is called until somebody names it: its kind and where it goes."""
    where = ", ".join(dict.fromkeys(places)) or project_title
    return _("{kind}: {where}").format(kind=word(kind), where=where)
