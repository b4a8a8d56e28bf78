"""Which screen shows a record of any table; free of Qt."""

from dataclasses import dataclass
from uuid import UUID

_VISIT_PARTS = {
    "findings": "findings",
    "result_ratings": "findings",
    "verifications": "verification",
    "quality_checks": "verification",
    "attachments": "photos",
    "submissions": "forms",
    "visit_narratives": "report",
    "visit_sites": "plan",
    "visit_team": "plan",
    "visit_results": "plan",
}
_PROJECT_PARTS = {
    "results": "results",
    "indicators": "results",
    "targets": "results",
    "indicator_values": "results",
    "projects": "",
    "project_locations": "",
    "budget_lines": "",
    "framework_links": "",
}


@dataclass(frozen=True, slots=True)
class Destination:
    """What `Shell.go_to` takes."""

    screen: str
    record_id: UUID
    part: str


def place_of(table: str, record_id: UUID, visit_id: UUID | None, scope_id: UUID) -> Destination | None:
    """The screen where a person finds the record; None where no screen shows it."""
    if table == "visits":
        return Destination("visits", record_id, "")
    if table == "action_points":
        return Destination("actions", record_id, "")
    if visit_id is not None:
        return Destination("visits", visit_id, _VISIT_PARTS.get(table, ""))
    if table in _PROJECT_PARTS:
        return Destination("projects", scope_id, _PROJECT_PARTS[table])
    return None
