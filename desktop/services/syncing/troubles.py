"""The last tries that failed, kept on this laptop with their reasons."""

from datetime import datetime
from typing import Any

from desktop.services.syncing.records import ProblemRecord
from desktop.services.syncing.sentences import problem_of
from desktop.storage.work import Work

TROUBLES = "sync.troubles"
MOST = 20


def note_trouble(work: Work, at: datetime, code: str, detail: str) -> None:
    """Remember a try that failed; one like the last only moves its time on."""
    kept: list[dict[str, Any]] = list(work.settings.find(TROUBLES) or [])
    if kept and (kept[0]["code"], kept[0]["detail"]) == (code, detail):
        kept = kept[1:]
    work.settings.keep(TROUBLES, [{"at": at.isoformat(), "code": code, "detail": detail}, *kept][:MOST])


def troubles(work: Work) -> tuple[ProblemRecord, ...]:
    """The newest first, in words of the present language."""
    return tuple(_record(one) for one in work.settings.find(TROUBLES) or [])


def _record(kept: dict[str, Any]) -> ProblemRecord:
    problem = problem_of(kept["code"], kept["detail"])
    return ProblemRecord(
        at=datetime.fromisoformat(kept["at"]),
        code=kept["code"],
        detail=kept["detail"],
        what=problem.what(),
        what_now=problem.what_now(),
    )
