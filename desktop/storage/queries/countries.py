"""Where a project works, in plain rows: asked at each save of a field."""

import json
from uuid import UUID

from desktop.storage.rows import Rows


def countries_of(rows: Rows, project_id: UUID) -> tuple[str, ...] | None:
    """Countries of a living project, none where there is no such."""
    row = rows.first("SELECT countries FROM projects WHERE id = ? AND deleted_at IS NULL", str(project_id))
    if row is None:
        return None
    return tuple(str(part["code"]) for part in json.loads(row[0] or "[]") if part.get("code"))
