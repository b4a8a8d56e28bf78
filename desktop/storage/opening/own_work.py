"""Who did what waits to be judged, asked of the change log in plain SQL."""

import json
from collections.abc import Collection, Iterable
from uuid import UUID

from desktop.storage.rows import Rows

REPORT = ("findings", "result_ratings", "verifications", "quality_checks", "visit_narratives")
"""What a visit's report says."""

_PARTS = " UNION ALL ".join(
    f'SELECT id, visit_id, created_by FROM "{table}" WHERE visit_id IN (SELECT value FROM asked)'
    for table in REPORT
)
_WRITERS = f"""
WITH asked AS (SELECT value FROM json_each(?)), part AS MATERIALIZED ({_PARTS})
SELECT visit_id, created_by FROM part
UNION SELECT part.visit_id, t.actor FROM part JOIN sync_operations AS o ON o.record_id = part.id
 JOIN sync_transactions AS t ON t.id = o.transaction_id WHERE t.action NOT LIKE 'conflicts.%'
UNION SELECT part.visit_id, j.actor FROM part JOIN journal AS j ON j.record_id = part.id
 WHERE j.kind IN ('insert', 'update') AND j.action NOT LIKE 'conflicts.%'
"""
# The journal in one walk for all of them: it has no index by record.
_EVER = """
SELECT o.record_id FROM json_each(?) AS asked CROSS JOIN sync_operations AS o ON o.record_id = asked.value
 WHERE instr(o.value, ?)
UNION SELECT j.record_id FROM journal AS j
 WHERE j.kind = 'update' AND instr(j.new, ?) AND j.record_id IN (SELECT value FROM json_each(?))
"""


def report_writers(rows: Rows, visit_ids: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Of each visit everybody who made or changed a line of its report; a decision between others is no writing."""
    found: dict[UUID, set[UUID]] = {visit_id: set() for visit_id in visit_ids}
    for visit_id, person in rows.all(_WRITERS, _listed(visit_ids)) if visit_ids else ():
        if person:
            found[UUID(visit_id)].add(UUID(person))
    return {visit_id: frozenset(people) for visit_id, people in found.items()}


def handed_on(rows: Rows, visit_ids: Collection[UUID]) -> set[UUID]:
    """Visits whose lead was changed after they were made."""
    return _ever(rows, visit_ids, '"lead_id":')


def completed_by(rows: Rows, person_id: UUID | None, action_ids: Collection[UUID]) -> set[UUID]:
    """Action points that the person ever said were done, whoever said so last."""
    return set() if person_id is None else _ever(rows, action_ids, f'"completed_by":"{person_id}"')


def _ever(rows: Rows, ids: Collection[UUID], written: str) -> set[UUID]:
    found = rows.all(_EVER, _listed(ids), written, written, _listed(ids)) if ids else []
    return {UUID(row[0]) for row in found}


def _listed(ids: Iterable[UUID]) -> str:
    return json.dumps([str(one) for one in ids])
