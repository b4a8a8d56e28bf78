"""What a list says of each visit of a page: one question, answered in plain rows."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from desktop.storage.rows import Rows

PLACES_APART = "\x1f"


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit as a list needs it; the places are joined by `PLACES_APART`."""

    id: UUID
    code: str
    title: str | None
    type: str
    state: str
    start: date | None
    end: date | None
    lead_id: UUID | None
    lead: str | None
    overall_rating: str | None
    office: str | None
    project_id: UUID
    project_code: str | None
    project_iati_id: str | None
    project_prima_id: str | None
    project_title: str
    places: str | None
    unrated: int
    forms_open: int


# By hand: building the question, and mapping its rows, would take three times as long as the answer.
# CROSS JOIN keeps the order of the loops: from the ids, never through a whole table.
_LINES = """
SELECT v.id, v.code, v.title, v.type, v.state, v.start, v."end", v.lead_id, lead.name, v.overall_rating, v.office,
 v.project_id, p.code, p.iati_id, p.prima_id, p.title,
 (SELECT group_concat(s.name, char(31) ORDER BY s.position, s.id) FROM visit_sites AS s
   WHERE s.visit_id = v.id AND s.deleted_at IS NULL),
 (SELECT count(DISTINCT r.result_id) FROM visit_results AS r WHERE r.visit_id = v.id AND r.deleted_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM result_ratings AS g WHERE g.visit_id = r.visit_id AND g.result_id = r.result_id
     AND g.rating IS NOT NULL AND g.deleted_at IS NULL)),
 (SELECT count(*) FROM submissions AS f WHERE f.visit_id = v.id AND f.deleted_at IS NULL
   AND f.state NOT IN (SELECT value FROM json_each(?)))
 FROM json_each(?) AS wanted CROSS JOIN visits AS v ON v.id = wanted.value
 JOIN projects AS p ON p.id = v.project_id LEFT JOIN people AS lead ON lead.id = v.lead_id
"""


def visit_lines(rows: Rows, visit_ids: Iterable[UUID], settled: frozenset[str]) -> dict[UUID, VisitLine]:
    """The lines of these visits, the deleted ones included, in one question."""
    ids = {str(visit_id): visit_id for visit_id in visit_ids}
    found = rows.all(_LINES, json.dumps(sorted(settled)), json.dumps(list(ids)))
    return {ids[row[0]]: _line(row, ids) for row in found}


def _line(row: Any, ids: dict[str, UUID]) -> VisitLine:
    visit_id, code, title, kind, state, start, end, lead_id, lead, rating, office, project_id, *more = row
    return VisitLine(
        ids[visit_id],
        code,
        title,
        kind,
        state,
        date.fromisoformat(start) if start else None,
        date.fromisoformat(end) if end else None,
        _id(lead_id, ids) if lead_id else None,
        lead,
        rating,
        office,
        _id(project_id, ids),
        *more,
    )


def _id(text: str, known: dict[str, UUID]) -> UUID:
    """A page names few projects and people, each many times."""
    found = known.get(text)
    if found is None:
        found = known[text] = UUID(text)
    return found
