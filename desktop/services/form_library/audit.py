"""Who answered what, and when: the audit of one submission, read from the change log."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from desktop.exchange.writers import Value, write_csv
from desktop.models import Submission
from desktop.storage.database import Database
from desktop.storage.queries.history import Change
from desktop.storage.work import Work

AUDIT_FILE = "audit.csv"
HEADER = ("event", "node", "start", "end", "old-value", "new-value", "user", "change-reason")
"""As ODK Collect writes it with `track-changes` and `identify-user`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One step. `event` is `form origin` (what a file it came by says of it), `form start`, `form finalize`, `form resume`, `form upgrade`, `question` or `comment`.

    `state` is that of the change: shown, superseded (a colleague's answer stands), open, waiting, quarantined, archived.
    """

    at: datetime
    event: str
    path: str
    old: str
    new: str
    who: str
    device: str
    reason: str
    state: str


class AuditService:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, submission_id: UUID) -> tuple[AuditLine, ...]:
        """Oldest first. Raises NotFound."""
        with self._database.reading() as work:
            return audit_of(work, work.get(Submission, submission_id).id)

    def csv(self, submission_id: UUID) -> bytes:
        """The audit as ODK's audit.csv: times in milliseconds since 1970."""
        return audit_csv(self.of(submission_id))


def audit_of(work: Work, submission_id: UUID) -> tuple[AuditLine, ...]:
    """The audit within a unit of work."""
    names = work.people.names()
    lines = [*_of_form(work.history.changes_of(submission_id), names)]
    lines += _of_origin(work.get(Submission, submission_id))
    paths = work.forms.answer_paths(submission_id)
    lists = {path[:at] for _id, path in paths for at, sign in enumerate(path) if sign == "["}
    for answer_id, path in paths:
        if "/meta/" not in path and path not in lists:  # the length of a list is no answer
            lines += _of_answer(path, work.history.changes_of(answer_id), names)
    return tuple(sorted(lines, key=lambda line: line.at))


def audit_csv(lines: Sequence[AuditLine]) -> bytes:
    """Bytes of audit.csv."""
    rows: list[list[Value]] = []
    for line in lines:
        moment = str(int(line.at.timestamp() * 1000))
        rows.append([line.event, line.path, moment, moment, line.old, line.new, line.who, line.reason])
    return write_csv(HEADER, rows)


def _of_origin(row: Submission) -> Iterator[AuditLine]:
    """Submitted elsewhere before it came here; a time that cannot be read stands in the words."""
    origin = row.origin or {}
    if not origin:
        return
    at = _moment(origin.get("submitted_at", ""))
    told = [origin.get("id", ""), "" if at else origin.get("submitted_at", "")]
    yield AuditLine(
        at=at or row.created_at,
        event="form origin",
        path="",
        old="",
        new="",
        who=origin.get("submitted_by", ""),
        device="",
        reason=", ".join(part for part in told if part),
        state="shown",
    )


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)  # as Kobo and Central write it


def _of_form(changes: Sequence[Change], names: Mapping[str, str]) -> Iterator[AuditLine]:
    for change in reversed(changes):
        event = _form_event(change)
        if event:
            yield _line(change, names, event, "", "", "")


def _form_event(change: Change) -> str:
    if change.atom == "*":
        return "form start"
    if change.atom == "version_id":
        return "form upgrade"
    state = change.new.get("state")
    if change.atom == "state" and state == "finalised":
        return "form finalize"
    was = (change.old or {}).get("state")
    return "form resume" if change.atom == "state" and state == "draft" and was != "draft" else ""


def _of_answer(path: str, changes: Sequence[Change], names: Mapping[str, str]) -> Iterator[AuditLine]:
    """Old values follow from the line before, so that an answer taken back by undo reads as emptied."""
    held: dict[str, str] = {"value": "", "mark": "", "comment": ""}
    is_gone = False
    for _moment, together in groupby(reversed(changes), key=lambda one: (one.at, one.action, one.state)):
        before = {} if is_gone else dict(held)
        for change in together:
            if change.atom == "deleted":
                is_gone = change.new.get("deleted_at") is not None
            held.update({key: str(text or "") for key, text in change.new.items() if key in held})
        yield from _steps(path, change, names, before, {} if is_gone else held)


def _steps(
    path: str, change: Change, names: Mapping[str, str], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[AuditLine]:
    was, now = before.get("value", ""), after.get("value", "")
    if was != now:
        yield _line(change, names, "question", path, was, now)
    said = [
        ": ".join(part for part in (side.get("mark", ""), side.get("comment", "")) if part)
        for side in (before, after)
    ]
    if said[0] != said[1]:
        yield _line(change, names, "comment", path, said[0], said[1])


def _line(change: Change, names: Mapping[str, str], event: str, path: str, old: str, new: str) -> AuditLine:
    return AuditLine(
        at=datetime.fromisoformat(change.at),
        event=event,
        path=path,
        old=old,
        new=new,
        who=names.get(change.actor or "", change.actor or ""),
        device=change.device,
        reason=change.reason or "",
        state=change.state,
    )
