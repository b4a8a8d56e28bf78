"""How this laptop stands with its server: what is unsent, and how the last run went."""

from datetime import datetime
from typing import Any

from desktop.services.syncing.sync_state import MendedRecord, SyncReport, SyncState
from desktop.storage.database import Database
from desktop.storage.opening.kept import find_kept
from desktop.storage.opening.unsent import unsent_in
from desktop.storage.rows import Rows

SERVER = "sync.server"
LAST_RUN = "sync.last_run"


class StandingService:
    """Reads only, in plain rows: asked with the first screen and after every change."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self) -> SyncState:
        """What the top bar says, and the ladder of the Sync screen."""
        with self._database.rows() as rows:
            return _state(rows)


def _state(rows: Rows) -> SyncState:
    unsent = unsent_in(rows)
    last = find_kept(rows, LAST_RUN) or {}
    report = last.get("report")
    return SyncState(
        server=str(find_kept(rows, SERVER) or ""),
        enrolled=bool(find_kept(rows, "enrolled")),
        unsent=unsent.records,
        oldest=datetime.fromisoformat(unsent.oldest) if unsent.oldest else None,
        waiting=unsent.waiting,
        quarantined=unsent.quarantined,
        conflicts=unsent.conflicts,
        files_pending=unsent.blobs,
        last_run=datetime.fromisoformat(last["at"]) if last.get("at") else None,
        last_report=_report(report) if report else None,
        last_problem=str(last.get("problem") or ""),
    )


def _report(kept: dict[str, Any]) -> SyncReport:
    mended = tuple(MendedRecord(**one) for one in kept.get("mended", ()))
    return SyncReport(**kept | {"mended": mended})
