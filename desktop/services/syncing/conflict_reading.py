"""Turns open conflicts into records for the present person: names for ids, words for codes, who was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.models import ConflictDeciders, Person, Project
from desktop.models.deciders import deciders_id
from desktop.models.ids import REGION_SCOPE
from desktop.rules.vocabulary import Role
from desktop.services.accounts.access import Access
from desktop.services.accounts.records import Me
from desktop.services.readable import Reader, choices_of, kind_of
from desktop.services.syncing.records import AskedRecord, ColumnRecord, ConflictRecord, SideCard
from desktop.storage.queries.enrolment import Conflict, OpenConflict, Side
from desktop.storage.queries.naming import Named, read_column
from desktop.storage.work import Work

TYPED = frozenset({"text", "number", "whole", "day", "choice", "flag"})
"""Kinds of column that a person can type a third value for."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is asked once for many conflicts."""

    named: Mapping[str, Named]
    projects: Mapping[str, Project]
    asked: Mapping[str, ConflictDeciders]


class ConflictReading:
    """One view of the store."""

    def __init__(self, work: Work, me: Me, access: Access) -> None:
        self._work, self._me, self._access = work, me, access
        self._reader = Reader(work)
        self._people: dict[str, Person] = {str(person.id): person for person in work.people.people()}
        self._offices = {office.code: office.names.get("en", office.code) for office in work.people.offices()}

    def records(self, found: Sequence[OpenConflict]) -> tuple[ConflictRecord, ...]:
        """All of them, those of one project and one record beside each other."""
        known = self._know(found)
        records = [record for about in found if (record := self._record(about, known)) is not None]
        return tuple(sorted(records, key=_place))

    def _know(self, found: Sequence[OpenConflict]) -> _Known:
        tables: dict[str, list[str]] = {}
        for about in found:
            tables.setdefault(about.table, []).append(about.record_id)
        named: dict[str, Named] = {}
        for table, ids in tables.items():
            named |= self._work.naming.named(table, ids)
        scopes = {UUID(about.scope_id) for about in found}
        deciders = {deciders_id(UUID(about.id)) for about in found}
        return _Known(
            named=named,
            projects={str(one.id): one for one in self._work.with_ids(Project, scopes)},
            asked={str(one.conflict_id): one for one in self._work.with_ids(ConflictDeciders, deciders)},
        )

    def _record(self, about: OpenConflict, known: _Known) -> ConflictRecord | None:
        found = self._work.enrolment.conflict(about.record_id, about.atom)
        if found is None:
            return None
        named, project = known.named.get(about.record_id), known.projects.get(about.scope_id)
        sides = tuple(self._side(found, side, number) for number, side in enumerate(found.sides, start=1))
        asked = self._asked(known.asked.get(about.id))
        return ConflictRecord(
            id=about.id,
            table=about.table,
            record_id=UUID(about.record_id),
            scope_id=UUID(about.scope_id),
            field=about.atom,
            words=named.title if named else "",
            sides=sides,
            seen=self._work.change,
            visit_id=UUID(named.visit_id) if named and named.visit_id else None,
            code=named.code if named else "",
            is_text=self._work.enrolment.is_text(about.table, about.atom),
            may_decide=self._may_decide(about, project),
            columns=self._columns(found),
            project=_project_words(project),
            asked=asked,
            is_mine=self._is_mine(sides, asked),
            newest=max(side.at for side in sides),
        )

    def _is_mine(self, sides: Sequence[SideCard], asked: Sequence[AskedRecord]) -> bool:
        if asked:
            return any(one.person_id == self._me.person.id for one in asked)
        return any(side.is_mine for side in sides)

    def _asked(self, deciders: ConflictDeciders | None) -> tuple[AskedRecord, ...]:
        if deciders is None or not deciders.people:
            return ()
        newest = next(iter(self._work.history.changes_of(deciders.id)), None)
        by = self._name(newest.actor if newest else None)
        return tuple(
            AskedRecord(
                person_id=UUID(one), name=self._name(one), by=by, why=newest.reason if newest else None
            )
            for one in deciders.people
        )

    def _name(self, person_id: str | None) -> str:
        person = self._people.get(person_id or "")
        return person.name if person else person_id or ""

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
            for name in self._work.enrolment.columns_of(table, atom)
            if kind_of(table, name) in TYPED
        )

    def _may_decide(self, about: OpenConflict, project: Project | None) -> bool:
        may = self._work.enrolment.may_change
        return any(may(about.table, about.atom, role.value) for role in self._roles_on(about, project))

    def _roles_on(self, about: OpenConflict, project: Project | None) -> frozenset[Role]:
        if project is not None:
            return self._access.roles(
                countries=[one["code"] for one in project.countries], project_id=project.id
            )
        is_of_region = about.scope_id == str(REGION_SCOPE)
        return self._access.roles_in_region() if is_of_region else self._access.roles_anywhere()


def _place(record: ConflictRecord) -> tuple[str, str, str, str, str]:
    return (record.project, record.code, record.words, str(record.record_id), record.field)


def _project_words(project: Project | None) -> str:
    if project is None:
        return ""
    return " · ".join(part for part in (project.code or project.iati_id, project.title) if part)


def _plain(values: Mapping[str, Any] | None) -> Any:
    if values is None or len(values) != 1:
        return values
    return next(iter(values.values()))
