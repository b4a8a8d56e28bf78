"""Offices, people, posts and partners."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select, update

from desktop.models import Base, Office, Partner, Person, Post
from desktop.models.types import Id
from desktop.storage.queries.base import Queries, living


class PeopleQueries(Queries):
    def office(self, code: str) -> Office | None:
        return self._session.scalars(living(Office).where(Office.code == code)).first()

    def offices(self) -> Sequence[Office]:
        return self._all(living(Office).order_by(Office.code))

    def people(self) -> Sequence[Person]:
        return self._all(living(Person).order_by(Person.name))

    def by_email_or_name(self, text: str) -> Sequence[Person]:
        wanted = text.strip().lower()
        return self._all(
            living(Person).where((func.lower(Person.email) == wanted) | (func.lower(Person.name) == wanted))
        )

    def posts_of(self, person_id: UUID) -> Sequence[Post]:
        return self._all(living(Post).where(Post.person_id == person_id))

    def names(self) -> dict[str, str]:
        """Of everybody by id, as text; a history also speaks of people who are gone."""
        return {str(person.id): person.name for person in self._all(select(Person))}

    def hand_all_over(self, before: UUID, after: UUID) -> frozenset[str]:
        """Put one person in the place of another wherever a record names somebody; answers the tables that changed."""
        changed = set()
        # Not of the office: whose row of it stands first is nobody's work, and only its keepers may change it.
        tables = [t for t in Base.metadata.sorted_tables if t.info.get("synced") and t.name != "offices"]
        for table in tables:
            for column in table.columns:
                if isinstance(column.type, Id) and _names_a_person(str(column.name)):
                    write = update(table).where(column == before).values({column.name: after})
                    done = self._session.connection().execute(write)
                    changed |= {str(table.name)} if done.rowcount else set()
        self._session.expire_all()
        return frozenset(changed)

    def partners(self) -> Sequence[Partner]:
        return self._all(living(Partner).order_by(Partner.name))


def _names_a_person(column: str) -> bool:
    return column.endswith("_by") or column in ("person_id", "lead_id", "owner_id", "manager_id")
