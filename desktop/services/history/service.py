"""Tells the history of a record, takes actions back as new changes, and empties nothing: the bin restores."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.errors import BadInput, NotFound, UserError
from desktop.i18n import _
from desktop.services.accounts.access import Access
from desktop.services.history.branches import BRANCHING, bring_back_branch
from desktop.services.history.guard import refuse_what_stands
from desktop.services.history.records import BinRecord, ChangeRecord, TakenBack, ToldChange
from desktop.services.history.telling import SYSTEM_COLUMNS, Telling
from desktop.services.references.resolve import action_named, project_named, visit_named
from desktop.storage.database import Database
from desktop.storage.queries.history import Change, Touched
from desktop.storage.work import Work

MADE = "record"
TOLD = 300
"""Changes that a history tab shows."""

BEGUN = "forms.start:"
"""A form that was begun and left without a word, or taken back to its beginning, is nothing to bring back."""

BIN_WORDS = {
    "projects": "title",
    "results": "statement",
    "indicators": "title",
    "visits": "code",
    "findings": "statement",
    "action_points": "title",
    "attachments": "file_name",
    "submissions": "form_title",
    "forms": "title",
    "verifications": "note",
    "visit_sites": "name",
    "people_met": "role",
}


class HistoryService:
    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access

    def of_reference(self, text: str, field: str | None = None) -> tuple[ChangeRecord, ...]:
        """History of what a person names: project, visit or action point by code, any record by id or prefix."""
        with self._database.reading() as work:
            return self._history(work, _record_named(work, text), field)

    def of(self, record_id: UUID, field: str | None = None) -> tuple[ChangeRecord, ...]:
        """Newest first."""
        with self._database.reading() as work:
            return self._history(work, record_id, field)

    def told(self, record_id: UUID, limit: int = TOLD) -> tuple[ToldChange, ...]:
        """What happened to a visit, a project or an action point and to all that hangs on it, newest first.

        At most the newest `limit` changes.
        """
        with self._database.reading() as work:
            return Telling(work).of_family(record_id, limit)

    def undo(self) -> TakenBack | None:
        """Take back the person's newest action, as new changes; None when there is nothing to take back.

        Raises Refused for a step that has left this laptop, and for what was handed in or approved since.
        """
        return self._take_back(newest_undo=True)

    def redo(self) -> TakenBack | None:
        """Do again what undo took back last."""
        return self._take_back(newest_undo=False)

    def next_undo(self) -> str | None:
        """The word of the action that undo would take back (`visits.finding`), for the menu."""
        with self._database.reading() as work:
            undo = self._stacks(work)[0]
            return word_of(undo[-1]) if undo else None

    def bin(self) -> tuple[BinRecord, ...]:
        """Deleted records, newest first."""
        return self._in_bin("")

    def in_bin(self, prefix: str) -> BinRecord:
        """The deleted record whose id begins so. Raises NotFound, or BadInput when several do."""
        found = self._in_bin(prefix.strip().lower())
        if len(found) > 1:
            raise BadInput(
                _("Several records begin with {text}.").format(text=prefix), _("Give more of the id.")
            )
        if not found:
            raise NotFound(_("This record is not in the bin."), _("It may be back already."))
        return found[0]

    def _in_bin(self, prefix: str) -> tuple[BinRecord, ...]:
        with self._database.reading() as work:
            found = work.history.bin(BIN_WORDS, prefix=prefix)
            begun = [one.id for one in found if one.table == "submissions"]
            left = work.history.binned_by_undo(begun, BEGUN)
            return tuple(
                BinRecord(
                    table=one.table,
                    id=one.id,
                    deleted_at=datetime.fromisoformat(one.deleted_at),
                    words=one.words,
                )
                for one in found
                if one.id not in left
            )

    def restore(self, table: str, record_id: UUID) -> None:
        """Take a record out of the bin. Raises NotFound when it is not in it, Refused by role or state."""
        if table not in BIN_WORDS:
            raise BadInput(_("This kind of record has no bin."))
        back = Touched(table=table, record_id=str(record_id), atom="deleted", is_step=False, is_out=False)
        with self._database.writing(f"{table}.restore") as work:
            refuse_what_stands(work, self._access, (back,))
            work.raw_areas.add(table)
            with_it = bring_back_branch(work, record_id) if table in BRANCHING else 0
            if not with_it and not work.history.restore(table, record_id):
                raise NotFound(_("This record is not in the bin."), _("It may be back already."))

    def _take_back(self, *, newest_undo: bool) -> TakenBack | None:
        with self._database.reading() as work:
            undo, redo = self._stacks(work)
        stack = undo if newest_undo else redo
        if not stack:
            return None
        action = stack[-1]
        with self._database.writing("undo" if newest_undo else "redo", undoes=action) as work:
            refuse_what_stands(work, self._access, work.history.touched_by(action))
            written, left = work.history.take_back(action)
            work.raw_areas |= work.history.tables_of(action)
            first = work.history.first_of(action)
        return TakenBack(action=word_of(first), written=written, left=left)

    def _stacks(self, work: Work) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if self._access.person_id is None:
            return (), ()
        undoing = work.history.undoing(self._access.person_id)
        return undoing.undo, undoing.redo

    def _history(self, work: Work, record_id: UUID, field: str | None) -> tuple[ChangeRecord, ...]:
        names = work.people.names()
        changes = work.history.changes_of(record_id, field)
        lines = [line for change in changes for line in _lines(change, names, field)]
        if not lines and not work.history.knows(record_id):
            raise NotFound(_("There is no history of {id} in this store.").format(id=record_id))
        return tuple(lines)


def word_of(action: str) -> str:
    """`visits.finding:0192...` is `visits.finding`."""
    return action.partition(":")[0]


def _lines(change: Change, names: Mapping[str, str], field: str | None) -> list[ChangeRecord]:
    if field is not None:
        new = change.new[field] if field in change.new else _plain(change.new)
        old = (change.old or {}).get(field) if field in change.new else _plain(change.old)
        return [_line(change, names, field, old, new)] if change.new or change.state == "archived" else []
    if change.atom == "*":
        made = {
            key: value for key, value in change.new.items() if key not in SYSTEM_COLUMNS and value is not None
        }
        return [_line(change, names, MADE, None, made)]
    return [_line(change, names, change.atom, _plain(change.old), _plain(change.new))]


def _line(change: Change, names: Mapping[str, str], field: str, old: Any, new: Any) -> ChangeRecord:
    return ChangeRecord(
        at=datetime.fromisoformat(change.at),
        who=names.get(change.actor or "", change.actor or ""),
        device=change.device,
        table=change.table,
        field=field,
        old=old,
        new=new,
        reason=change.reason,
        state=change.state,
        action=word_of(change.action or ""),
    )


def _plain(values: dict[str, Any] | None) -> Any:
    """A group of one column is that column's value; none of what is not on this laptop."""
    if not values or len(values) != 1:
        return values or None
    return next(iter(values.values()))


def _record_named(work: Work, text: str) -> UUID:
    wanted = text.strip()
    for find in (project_named, visit_named, action_named):
        try:
            return find(work, wanted).id
        except UserError:
            continue
    found = work.history.record_with_prefix(wanted) if len(wanted) >= 4 else []
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(_("Several records begin with {text}.").format(text=text), _("Give more of the id."))
    raise NotFound(
        _("Nothing in this store answers to {text}.").format(text=text), _("Check the code or id.")
    )
