"""Offices, people, posts and partners."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func

from desktop.models import Office, Partner, Person, Post
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

    def partners(self) -> Sequence[Partner]:
        return self._all(living(Partner).order_by(Partner.name))
