"""The conflict desk: what two people said differently, in words, and the decision between them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from desktop.errors import BadInput, NotFound, Refused
from desktop.i18n import _
from desktop.models import ConflictDeciders, Person
from desktop.models.deciders import deciders_id
from desktop.rules.vocabulary import Role
from desktop.services.accounts.access import Access
from desktop.services.accounts.service import AccountService
from desktop.services.syncing.conflict_reading import ConflictReading
from desktop.services.syncing.deciding import Keep, no_such_side, settle, side_picked
from desktop.services.syncing.records import ConflictRecord, DecidedRecord, LeftConflict
from desktop.storage.database import Database
from desktop.storage.queries.enrolment import OpenConflict
from desktop.storage.work import Work


class ConflictDesk:
    """Reads and settles open conflicts; part of the syncing service."""

    def __init__(self, database: Database, accounts: AccountService, access: Access) -> None:
        self._database, self._accounts, self._access = database, accounts, access

    def conflicts(self) -> tuple[ConflictRecord, ...]:
        """All that wait for a person's decision, with every side; those of one record stand together."""
        with self._database.reading() as work:
            return self._reading(work).records(work.enrolment.open_conflicts())

    def conflict(self, conflict_id: str) -> ConflictRecord:
        """By id, unique prefix, or the id of the record. Raises NotFound when there is none such."""
        with self._database.reading() as work:
            found = _meant(work.enrolment.open_conflicts(), conflict_id)
            return self._reading(work).records([found])[0]

    def resolve(
        self,
        conflict_id: str,
        *,
        keep: Keep | None,
        value: Any,
        note: str | None,
        shown: ConflictRecord | None,
    ) -> ConflictRecord:
        """See `SyncService.resolve`."""
        record = self.conflict(conflict_id)
        if not record.may_decide:
            raise Refused(_not_yours(), _("Ask your office; both values stay until it is decided."))
        _refuse_news([record], (shown,) if shown is not None else ())
        side = side_picked(record, keep) if keep is not None else None
        if keep is not None and side is None:
            raise no_such_side(record, keep)
        with self._database.writing("conflicts.decide", reason=note, seen=record.seen) as work:
            about = _meant(work.enrolment.open_conflicts(), record.id)
            settle(work, about, keep=side.number if side else None, value=value)
            _ask_nobody(work, [record.id])
        return record

    def resolve_many(
        self, conflict_ids: Sequence[str], *, keep: Keep, note: str | None, shown: Sequence[ConflictRecord]
    ) -> DecidedRecord:
        """See `SyncService.resolve_many`."""
        with self._database.reading() as work:
            listed = work.enrolment.open_conflicts()
            wanted = {one.id: one for one in (_meant(listed, text) for text in conflict_ids)}
            records = self._reading(work).records(list(wanted.values()))
        _refuse_news(records, shown)
        left = tuple(one for record in records if (one := _left(record, keep)) is not None)
        kept_back = {one.conflict.id for one in left}
        decided = tuple(record for record in records if record.id not in kept_back)
        if not decided:
            return DecidedRecord(decided=(), left=left)
        seen = min(record.seen for record in decided)
        with self._database.writing("conflicts.decide", reason=note, seen=seen) as work:
            for record in decided:
                side = side_picked(record, keep)
                settle(work, wanted[record.id], keep=side.number if side else None, value=None)
            _ask_nobody(work, [record.id for record in decided])
        return DecidedRecord(decided=decided, left=left)

    def ask(self, conflict_ids: Sequence[str], person_id: UUID | None, note: str | None) -> None:
        """See `SyncService.ask_to_decide`."""
        if not self._access.roles_anywhere() - {Role.READER}:
            raise Refused(_("Your role does not let you hand this on."), _("Ask your office's manager."))
        with self._database.writing("conflicts.ask", reason=note) as work:
            if person_id is not None:
                work.get(Person, person_id)
            listed = work.enrolment.open_conflicts()
            for about in {one.id: one for one in (_meant(listed, text) for text in conflict_ids)}.values():
                _ask(work, about, [] if person_id is None else [str(person_id)])

    def _reading(self, work: Work) -> ConflictReading:
        return ConflictReading(work, self._accounts.me(), self._access)


def _meant(listed: Sequence[OpenConflict], text: str) -> OpenConflict:
    wanted = text.strip().lower()
    found = [
        about for about in listed if wanted and (about.id.startswith(wanted) or about.record_id == wanted)
    ]
    if len(found) > 1:
        raise BadInput(_("Several conflicts begin with {text}.").format(text=text))
    if not found:
        raise NotFound(
            _("There is no open conflict {text}.").format(text=text), _("It may be decided already.")
        )
    return found[0]


def _not_yours() -> str:
    return _("Your role does not let you decide this.")


def _refuse_news(records: Sequence[ConflictRecord], shown: Sequence[ConflictRecord]) -> None:
    """Nothing is decided about a value that the person has not looked at."""
    looked_at = {one.id: one.sides for one in shown}
    if any(record.sides != looked_at.get(record.id, record.sides) for record in records):
        raise BadInput(_("Another value has arrived meanwhile."), _("Look at all of them, then decide."))


def _left(record: ConflictRecord, keep: Keep) -> LeftConflict | None:
    if not record.may_decide:
        return LeftConflict(conflict=record, why=_not_yours())
    if side_picked(record, keep) is None:
        return LeftConflict(conflict=record, why=no_such_side(record, keep).what())
    return None


def _ask(work: Work, about: OpenConflict, people: list[str]) -> None:
    conflict_id = UUID(about.id)
    found = work.find(ConflictDeciders, deciders_id(conflict_id), deleted=True)
    if found is not None:
        found.people = people
    elif people:
        work.add(
            ConflictDeciders(
                id=deciders_id(conflict_id),
                scope_id=UUID(about.scope_id),
                conflict_id=conflict_id,
                people=people,
            )
        )


def _ask_nobody(work: Work, conflict_ids: Sequence[str]) -> None:
    """Decided: should the field come apart again, that is a new question to somebody else."""
    for asked in work.with_ids(ConflictDeciders, [deciders_id(UUID(one)) for one in conflict_ids]):
        asked.people = []
