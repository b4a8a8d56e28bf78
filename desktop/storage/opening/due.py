"""What may be due for a person: her open visits, visits handed in, action points, projects."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from desktop.storage.rows import Rows

_BINNED = "(SELECT id FROM projects WHERE deleted_at IS NOT NULL)"
"""What belongs to a project in the bin comes back with its project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVisit:
    """`made` is the instant of its making as text, which sorts by time."""

    id: UUID
    project_id: UUID
    state: str
    start: date | None
    end: date | None
    made: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectDays:
    """When a project runs, and the codes and countries it goes by."""

    id: UUID
    kind: str
    code: str | None
    iati_id: str | None
    prima_id: str | None
    countries: tuple[dict[str, Any], ...]
    start: date | None
    end: date | None


def visits_of(rows: Rows, person_id: UUID | None, states: Iterable[str], limit: int) -> list[OpenVisit]:
    """Those she leads or travels with, the earliest first, those without a day last."""
    found = rows.all(
        f"""
        SELECT id, project_id, state, start, "end", created_at FROM visits
        WHERE deleted_at IS NULL AND state IN (SELECT value FROM json_each(?)) AND project_id NOT IN {_BINNED}
         AND (lead_id = ? OR EXISTS (SELECT 1 FROM visit_team AS t
          WHERE t.visit_id = visits.id AND t.person_id = ? AND t.deleted_at IS NULL))
        ORDER BY start IS NULL, start, id LIMIT ?
        """,
        json.dumps(sorted(states)),
        str(person_id),
        str(person_id),
        limit,
    )
    return [
        OpenVisit(
            id=UUID(visit_id),
            project_id=UUID(project_id),
            state=state,
            start=_day(start),
            end=_day(end),
            made=made,
        )
        for visit_id, project_id, state, start, end, made in found
    ]


def visits_in(rows: Rows, state: str, limit: int) -> dict[UUID, UUID]:
    """The project of each visit in a state, the earliest visit first."""
    found = rows.all(
        f"SELECT id, project_id FROM visits WHERE deleted_at IS NULL AND state = ? AND project_id NOT IN {_BINNED}"
        " ORDER BY start IS NULL, start, id LIMIT ?",
        state,
        limit,
    )
    return {UUID(visit_id): UUID(project_id) for visit_id, project_id in found}


def overdue_actions(rows: Rows, states: Iterable[str], before: date, limit: int) -> list[UUID]:
    """Action points due before a day, the oldest first."""
    return _ids(rows.all(f"SELECT id {_OVERDUE} ORDER BY due, id LIMIT ?", *_overdue(states, before), limit))


def count_overdue_actions(rows: Rows, states: Iterable[str], before: date) -> int:
    return int(rows.value(f"SELECT count(*) {_OVERDUE}", *_overdue(states, before)))


_OVERDUE = f"""FROM action_points WHERE deleted_at IS NULL AND state IN (SELECT value FROM json_each(?))
 AND due < ? AND project_id NOT IN {_BINNED}"""


def _overdue(states: Iterable[str], before: date) -> tuple[str, str]:
    return json.dumps(sorted(states)), before.isoformat()


def actions_to_check(rows: Rows, state: str, person_id: UUID | None, limit: int) -> list[UUID]:
    """Action points in a state that somebody else brought there, the first due first, those without a day last."""
    return _ids(
        rows.all(
            "SELECT id FROM action_points WHERE deleted_at IS NULL AND state = ? AND completed_by IS NOT ?"
            f" AND project_id NOT IN {_BINNED} ORDER BY due IS NULL, due, id LIMIT ?",
            state,
            None if person_id is None else str(person_id),
            limit,
        )
    )


def projects_with(rows: Rows, ids: Collection[UUID]) -> list[ProjectDays]:
    """The deleted ones included."""
    found = rows.all(
        "SELECT id, kind, code, iati_id, prima_id, countries, coalesce(actual_start, planned_start),"
        " coalesce(actual_end, planned_end) FROM projects WHERE id IN (SELECT value FROM json_each(?))",
        json.dumps([str(one) for one in ids]),
    )
    return [
        ProjectDays(
            id=UUID(project_id),
            kind=kind,
            code=code,
            iati_id=iati_id,
            prima_id=prima_id,
            countries=tuple(json.loads(countries)),
            start=_day(start),
            end=_day(end),
        )
        for project_id, kind, code, iati_id, prima_id, countries, start, end in found
    ]


def _ids(found: list[Any]) -> list[UUID]:
    return [UUID(row[0]) for row in found]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
