"""What the server said of this laptop, and what is still here alone."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from desktop.models import Base
from desktop.models.ids import REGION_SCOPE
from sync.client import capture, conflicts, history
from sync.client.conflicts import Conflict as Conflict
from sync.client.conflicts import OpenConflict as OpenConflict
from sync.client.conflicts import Side as Side
from sync.client.replica import announce_scope, replica_of, replica_so_far
from sync.client.schema import shapes_of
from sync.client.shape import atoms_of
from sync.merge.rights import may_change
from sync.messages.schema import roles_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """`roles` by office code; of an office without a parent it holds for the whole region."""

    enrolled: bool
    tag: str
    email: str
    roles: dict[str, str]


class EnrolmentQueries:
    def __init__(self, session: Session) -> None:
        self._session = session

    def enrolment(self) -> Enrolment:
        row = (
            self._session.connection()
            .exec_driver_sql("SELECT token, tag, email, roles FROM sync_replica")
            .first()
        )
        if row is None or row[0] is None:
            return Enrolment(enrolled=False, tag=(row[1] or "") if row else "", email="", roles={})
        replica = replica_of(self._session.connection())
        return Enrolment(enrolled=True, tag=replica.tag, email=replica.email, roles=dict(replica.roles))

    def token(self) -> str:
        """What the server knows this laptop by; empty before it joined one."""
        return replica_so_far(self._session.connection()).token or ""

    def announce(
        self, office_of_country: dict[UUID, str], own_office: str | None, family: frozenset[str]
    ) -> None:
        """Tell whose each scope in use is; what an office brings in for another one stays its own to hand over."""
        connection = self._session.connection()
        projects = connection.exec_driver_sql("SELECT id, office FROM projects").all()
        for scope, office in projects:
            announce_scope(connection, scope, "project", office if office in family else own_office)
        announce_scope(connection, str(REGION_SCOPE), "region", own_office)
        for country_scope, office in office_of_country.items():
            announce_scope(connection, str(country_scope), "country", office)

    def open_conflicts(self) -> list[OpenConflict]:
        return conflicts.open_conflicts(self._session.connection())

    def conflict(self, record_id: str, atom: str) -> Conflict | None:
        return conflicts.conflict(self._session.connection(), record_id, atom, shapes_of(Base.metadata))

    def change(self) -> int:
        return capture.current_change(self._session.connection())

    def settle(self, about: OpenConflict, atom: str, columns: dict[str, Any]) -> bool:
        """Decide by an ordinary captured write; `columns` as the database holds them. False where they break a rule."""
        connection = self._session.connection()
        try:
            conflicts.settle(connection, Base.metadata, about.record_id, about.table, about.atom, columns)
            if atom != about.atom:
                history.write_raw(connection, about.table, about.record_id, columns)
        except IntegrityError:
            return False
        return True

    def columns_of(self, table: str, atom: str) -> tuple[str, ...]:
        return atoms_of(Base.metadata.tables[table])[atom].columns

    def is_fit(self, table: str, column: str, value: Any) -> bool:
        """Whether a typed text is a value of that column."""
        known = Base.metadata.tables[table].columns[column]
        if value is None:
            return bool(known.nullable)
        read = known.type.result_processor(sqlite_dialect(), None)
        try:
            if read is not None:
                read(value)
        except (ValueError, ArithmeticError):
            return False
        return True

    def is_text(self, table: str, atom: str) -> bool:
        """Whether people write prose there, so that a word by word comparison helps them."""
        return atoms_of(Base.metadata.tables[table])[atom].policy == "text"

    def is_guarded(self, table: str, atom: str) -> bool:
        """A state of a record: it changes by steps, not by what one types."""
        return atoms_of(Base.metadata.tables[table])[atom].policy == "guarded"

    def may_change(self, table: str, atom: str, role: str | None) -> bool:
        """Whether the server would take a change of this field from the role that counts in its scope."""
        from desktop.storage.schema_file import present_schema

        return may_change(present_schema(), table, atom, role)

    def roles_deciding(self, table: str, atom: str) -> frozenset[str] | None:
        """The roles from which the server takes a change of this field; None where it takes any writer's."""
        from desktop.storage.schema_file import present_schema

        allowed = roles_for(present_schema(), table, atom)
        return None if allowed is None else frozenset(allowed)
