"""The conflict desk: what two people said differently, in words, and the decision between them."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.errors import BadInput, NotFound, Refused
from desktop.i18n import _
from desktop.models import Project
from desktop.rules.vocabulary import Role
from desktop.services.accounts.access import Access
from desktop.services.accounts.records import Me
from desktop.services.accounts.service import AccountService
from desktop.services.readable import Reader, choices_of, kind_of
from desktop.services.syncing.records import ColumnRecord, ConflictRecord, SideCard
from desktop.storage.database import Database
from desktop.storage.queries.enrolment import Conflict, OpenConflict, Side
from desktop.storage.queries.naming import read_column
from desktop.storage.work import Work

TYPED = frozenset({"text", "number", "whole", "day", "choice", "flag"})
"""Kinds of column that a person can type a third value for."""


class ConflictDesk:
    """Reads and settles open conflicts; part of the syncing service."""

    def __init__(self, database: Database, accounts: AccountService, access: Access) -> None:
        self._database, self._accounts, self._access = database, accounts, access

    def conflicts(self) -> tuple[ConflictRecord, ...]:
        """All that wait for a person's decision, with every side."""
        with self._database.reading() as work:
            reading = _Reading(work, self._accounts.me(), self._access)
            return tuple(
                record
                for about in work.enrolment.open_conflicts()
                if (record := reading.record(about)) is not None
            )

    def conflict(self, conflict_id: str) -> ConflictRecord:
        """By id, unique prefix, or the id of the record. Raises NotFound when there is none such."""
        wanted = conflict_id.strip().lower()
        with self._database.reading() as work:
            found = [
                about
                for about in work.enrolment.open_conflicts()
                if about.id.startswith(wanted) or about.record_id == wanted
            ]
            if len(found) > 1:
                raise BadInput(_("Several conflicts begin with {text}.").format(text=conflict_id))
            record = _Reading(work, self._accounts.me(), self._access).record(found[0]) if found else None
        if record is None:
            raise NotFound(
                _("There is no open conflict {text}.").format(text=conflict_id),
                _("It may be decided already."),
            )
        return record

    def resolve(
        self,
        conflict_id: str,
        *,
        keep: int | None,
        value: Any,
        note: str | None,
        shown: ConflictRecord | None,
    ) -> ConflictRecord:
        """See `SyncService.resolve`."""
        record = self.conflict(conflict_id)
        if not record.may_decide:
            raise Refused(
                _("Your role does not let you decide this."),
                _("Ask your office; both values stay until it is decided."),
            )
        if shown is not None and shown.sides != record.sides:
            raise BadInput(_("Another value has arrived meanwhile."), _("Look at all of them, then decide."))
        with self._database.writing("conflicts.decide", reason=note, seen=record.seen) as work:
            about = next(one for one in work.enrolment.open_conflicts() if one.id == record.id)
            found = work.enrolment.conflict(about.record_id, about.atom)
            if found is None:
                raise NotFound(_("This conflict is decided already."))
            atom, columns = _decision(work, found, keep, value)
            if not work.enrolment.settle(about, atom, columns):
                raise BadInput(_("These values do not fit together."), _("Correct one of them."))
            work.raw_areas.add(about.table)
        return record


class _Reading:
    """Turns conflicts into records for the present person."""

    def __init__(self, work: Work, me: Me, access: Access) -> None:
        self._work, self._me, self._access = work, me, access
        self._reader = Reader(work)
        self._people = {str(person.id): person for person in work.people.people()}
        self._offices = {office.code: office.names.get("en", office.code) for office in work.people.offices()}

    def record(self, about: OpenConflict) -> ConflictRecord | None:
        found = self._work.enrolment.conflict(about.record_id, about.atom)
        if found is None:
            return None
        named = self._work.naming.named(about.table, [about.record_id]).get(about.record_id)
        return ConflictRecord(
            id=about.id,
            table=about.table,
            record_id=UUID(about.record_id),
            scope_id=UUID(about.scope_id),
            field=about.atom,
            words=named.title if named else "",
            sides=tuple(self._side(found, side, number) for number, side in enumerate(found.sides, start=1)),
            seen=self._work.change,
            visit_id=UUID(named.visit_id) if named and named.visit_id else None,
            code=named.code if named else "",
            is_text=self._work.enrolment.is_text(about.table, about.atom),
            may_decide=self._may_decide(about),
            columns=self._columns(found),
        )

    def _side(self, found: Conflict, side: Side, number: int) -> SideCard:
        person = self._people.get(side.actor or "")
        return SideCard(
            number=number,
            value=_plain(side.value),
            base=_plain(side.base),
            who=person.name if person else side.actor or "",
            device=side.device,
            at=datetime.fromisoformat(side.at),
            reason=side.reason,
            shown=side.is_shown,
            field=side.atom,
            parts=self._reader.parts(found.about.table, side.value),
            base_parts=self._reader.parts(found.about.table, side.base),
            office=self._offices.get(person.office_code or "", "") if person else "",
            is_mine=side.actor == str(self._me.person.id),
            is_this_laptop=bool(side.device) and side.device == self._me.device_tag,
        )

    def _columns(self, found: Conflict) -> tuple[ColumnRecord, ...]:
        """Those that can be typed; none where the field is a state, a deletion, or holds what has no text."""
        table, atom = found.about.table, found.about.atom
        names = self._work.enrolment.columns_of(table, atom)
        if atom == "deleted" or self._work.enrolment.is_guarded(table, atom):
            return ()
        shown = found.sides[0].value
        return tuple(
            ColumnRecord(
                field=name,
                kind=kind_of(table, name),
                value=read_column(table, name, shown.get(name)),
                choices=choices_of(table, name),
            )
            for name in names
            if kind_of(table, name) in TYPED
        )

    def _may_decide(self, about: OpenConflict) -> bool:
        roles = self._work.enrolment.roles_deciding(about.table, about.atom)
        project = self._work.find(Project, UUID(about.scope_id), deleted=True)
        held = (
            self._access.roles(countries=[one["code"] for one in project.countries], project_id=project.id)
            if project is not None
            else self._access.roles_anywhere()
        )
        if roles is None:
            return bool(held - {Role.READER})
        return any(role.value in roles for role in held)


def _plain(values: Mapping[str, Any] | None) -> Any:
    if values is None or len(values) != 1:
        return values
    return next(iter(values.values()))


def _decision(work: Work, found: Conflict, keep: int | None, value: Any) -> tuple[str, dict[str, Any]]:
    """The atom to write and its columns as the database holds them."""
    if keep is not None:
        if not 1 <= keep <= len(found.sides):
            raise BadInput(
                _("There is no side {number}; this conflict has {count}.").format(
                    number=keep, count=len(found.sides)
                )
            )
        side = found.sides[keep - 1]
        if side.atom != found.about.atom and found.about.atom == "deleted":
            return "deleted", {"deleted_at": None}
        return found.about.atom, dict(side.value)
    columns = work.enrolment.columns_of(found.about.table, found.about.atom)
    typed = _typed_value(columns, value)
    for column, one in typed.items():
        if not work.enrolment.is_fit(found.about.table, column, one):
            raise BadInput(_("{value} is not a value for {field}.").format(value=one, field=column))
    shown = found.sides[0].value
    return found.about.atom, {column: typed.get(column, shown.get(column)) for column in columns}


def _typed_value(columns: tuple[str, ...], value: Any) -> dict[str, Any]:
    if isinstance(value, str) and len(columns) > 1:
        try:
            value = json.loads(value)
        except ValueError:
            value = {columns[0]: value}
    if not isinstance(value, dict):
        return {columns[0]: value}
    unknown = sorted(set(value) - set(columns))
    if unknown:
        raise BadInput(
            _("{field} is not part of this conflict.").format(field=unknown[0]),
            _("Its parts are: {columns}.").format(columns=", ".join(columns)),
        )
    return value
