"""What is in the entity lists on this laptop, and the one thing that people do to it by hand: taking an entity out."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from desktop.clock import Clock
from desktop.errors import NotFound, Refused
from desktop.i18n import _
from desktop.models import Entity, Person
from desktop.rules.folding import fold
from desktop.services.accounts.access import Access
from desktop.services.form_library.entities.lists import all_rows, list_csv
from desktop.services.form_library.entities.records import EntityListRow, EntityRecord
from desktop.services.form_library.entities.scopes import may_fill_in
from desktop.services.syncing.scopes import scope_titles
from desktop.storage.database import Database
from desktop.storage.work import Work


class EntityService:
    def __init__(self, database: Database, access: Access, clock: Clock) -> None:
        self._database, self._access, self._clock = database, access, clock

    def lists(self) -> tuple[EntityListRow, ...]:
        """By name."""
        with self._database.reading() as work:
            return tuple(
                EntityListRow(
                    name=name,
                    count=count,
                    properties=_properties(work.entities.texts_of_list(name).values()),
                )
                for name, count in work.entities.lists()
            )

    def rows(self, list_name: str, search: str = "") -> tuple[EntityRecord, ...]:
        """By label; `search` looks in labels, identifiers and properties, accents forgiven. Raises NotFound."""
        wanted = fold(search.strip())
        with self._database.reading() as work:
            rows = work.entities.of_list(list_name)
            if not rows and list_name not in {name for name, _count in work.entities.lists()}:
                raise NotFound(
                    _("There is no entity list {name} in this store.").format(name=list_name[:80]),
                    _("Look the names up in the library, or fill in a form that adds to it."),
                )
            records = self._records(work, list_name, rows)
        return tuple(
            one for one in records if wanted in fold(" ".join([one.label, one.name, *one.values.values()]))
        )

    def as_csv(self, list_name: str) -> bytes:
        """The list in the columns that forms read, with identifiers and versions."""
        with self._database.reading() as work:
            return list_csv(all_rows(work, list_name))

    def delete(self, entity_id: UUID) -> EntityRecord:
        """Offer it no more; undo brings it back, and so does a form that changes it. Raises Refused, NotFound."""
        with self._database.writing("entities.delete") as work:
            row = work.get(Entity, entity_id)
            if not may_fill_in(work, self._database, self._access, row.scope_id):
                raise Refused(
                    _("Your role does not let you take entities out of a list."),
                    _("Ask your office's manager, or send your remark as a comment."),
                )
            record = self._records(work, row.list_name, [row])[0]
            row.deleted_at = self._clock()
            return record

    @staticmethod
    def _records(work: Work, list_name: str, rows: Sequence[Entity]) -> tuple[EntityRecord, ...]:
        values = work.entities.texts_of_list(list_name)
        people = {
            one.id: one.name
            for one in work.with_ids(Person, {row.created_by for row in rows if row.created_by})
        }
        places = scope_titles(work, list({row.scope_id for row in rows}))
        return tuple(
            EntityRecord(
                id=row.id,
                list_name=row.list_name,
                name=row.name,
                label=row.label,
                version=row.version,
                values=values.get(row.id, {}),
                at=row.created_at,
                author=people.get(row.created_by) if row.created_by else None,
                submission_id=row.submission_id,
                place=places[row.scope_id],
            )
            for row in rows
        )


def _properties(values: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in values for name in one))
