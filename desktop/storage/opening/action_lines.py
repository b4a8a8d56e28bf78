"""What a list says of each action point of a page: one question, answered in plain rows."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from desktop.storage.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """One action point as a list needs it."""

    id: UUID
    code: str
    title: str
    project_id: UUID
    project_code: str | None
    project_iati_id: str | None
    project_prima_id: str | None
    project_title: str
    project_countries: tuple[dict[str, Any], ...]
    visit_id: UUID | None
    visit_code: str | None
    finding_id: UUID | None
    owner_id: UUID | None
    owner: str | None
    due: date | None
    priority: str
    state: str
    completed_by: UUID | None


# CROSS JOIN keeps the order of the loops: from the ids, never through a whole table.
_LINES = """
SELECT a.id, a.code, a.title, a.project_id, p.code, p.iati_id, p.prima_id, p.title, p.countries, a.visit_id, v.code,
 a.finding_id, a.owner_id, coalesce(o.name, a.owner_name), a.due, a.priority, a.state, a.completed_by
 FROM json_each(?) AS wanted CROSS JOIN action_points AS a ON a.id = wanted.value
 JOIN projects AS p ON p.id = a.project_id LEFT JOIN visits AS v ON v.id = a.visit_id
 LEFT JOIN people AS o ON o.id = a.owner_id
"""


def action_lines(rows: Rows, action_ids: Iterable[UUID]) -> dict[UUID, ActionLine]:
    """The lines of these action points, the deleted ones included."""
    found = rows.all(_LINES, json.dumps([str(action_id) for action_id in action_ids]))
    return {line.id: line for line in map(_line, found)}


def _line(row: Any) -> ActionLine:
    action_id, code, title, project_id, project_code, iati_id, prima_id, project_title, countries, *more = row
    visit_id, visit_code, finding_id, owner_id, owner, due, priority, state, completed_by = more
    return ActionLine(
        id=UUID(action_id),
        code=code,
        title=title,
        project_id=UUID(project_id),
        project_code=project_code,
        project_iati_id=iati_id,
        project_prima_id=prima_id,
        project_title=project_title,
        project_countries=tuple(json.loads(countries)),
        visit_id=_id(visit_id),
        visit_code=visit_code,
        finding_id=_id(finding_id),
        owner_id=_id(owner_id),
        owner=owner,
        due=date.fromisoformat(due) if due else None,
        priority=priority,
        state=state,
        completed_by=_id(completed_by),
    )


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
