"""All that one unit of work may touch: records, and the questions of each area."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Column, Select, bindparam, insert, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from desktop.errors import NotFound
from desktop.i18n import _
from desktop.models.base import Base, Record
from desktop.models.ids import new_id
from desktop.storage import draft
from desktop.storage.queries.actions import ActionQueries
from desktop.storage.queries.attachments import AttachmentQueries
from desktop.storage.queries.enrolment import EnrolmentQueries
from desktop.storage.queries.entities import EntityQueries
from desktop.storage.queries.forms import FormQueries
from desktop.storage.queries.history import HistoryQueries
from desktop.storage.queries.naming import NamingQueries
from desktop.storage.queries.parallel import ParallelQueries
from desktop.storage.queries.people import PeopleQueries
from desktop.storage.queries.places import PlaceQueries
from desktop.storage.queries.projects import ProjectQueries
from desktop.storage.queries.reports import ReportQueries
from desktop.storage.queries.results import ResultQueries
from desktop.storage.queries.scopes import ScopeQueries
from desktop.storage.queries.settings import SettingQueries
from desktop.storage.queries.visits import VisitQueries
from desktop.storage.queries.whereabouts import WhereaboutsQueries
from desktop.storage.rows import Rows
from sync.client import capture
from sync.client.authors import Author, having_seen

Kept = TypeVar("Kept", bound=Record)


AT_ONCE = 5000
"""Ids in one question; SQLite bounds the number of its variables."""


class Work:
    def __init__(
        self,
        rows: Rows,
        make_session: Callable[[], Session],
        stamp: Mapping[str, Any] | None = None,
        author: Author | None = None,
    ) -> None:
        self.rows = rows
        """The same transaction in plain rows; what the session still holds back is not in them."""
        self._make_session = make_session
        self._stamp = dict(stamp or {})
        self._author = Author() if author is None else author
        self.raw_areas: set[str] = set()
        """Tables written by plain SQL, which the session does not see; named for the notice."""
        self.drafted: set[tuple[str, UUID]] = set()
        """Records written without the session, for the notice: table and id."""

    @cached_property
    def session(self) -> Session:
        """Made when a mapped record is first asked for: the save of a field needs none."""
        return self._make_session()

    def end(self) -> None:
        """Write what is still held back."""
        if "session" in vars(self):
            self.session.flush()
            self.session.close()

    @cached_property
    def change(self) -> int:
        """The store's change number at this moment; records carry it as `seen`."""
        return capture.current_change(self.session.connection())

    def add(self, record: Base) -> None:
        self.session.add(record)

    def add_many(self, model: type[Any], rows: Iterable[dict[str, Any]]) -> None:
        """Insert many rows of one table at once; what a row does not say is stamped or takes its default."""
        columns: list[Column[Any]] = list(model.__table__.columns)
        blank = {column.name: self._stamp.get(column.name) for column in columns}
        defaults = [column for column in columns if column.default is not None]
        listed = []
        for row in rows:
            whole = blank | row
            for column in defaults:
                if whole[column.name] is None:
                    whole[column.name] = _default_of(column)
            listed.append(whole)
        if listed:
            self.session.execute(insert(model), listed)

    def flush(self) -> None:
        self.session.flush()

    @contextmanager
    def as_of(self, change: int | None, *, own_too: bool = False) -> Iterator[None]:
        """What is written within was written by somebody who had seen this store up to that change (None: all of it).

        Of what was written later it becomes a branch: of others' work, and `own_too` of what was written here.
        """
        if change is None:
            yield
            return
        self.flush()
        with having_seen(self._author, capture.seen_up_to(change, own_too=own_too), str(new_id())):
            yield
            self.flush()

    def get(self, model: type[Kept], record_id: UUID) -> Kept:
        """The record, or NotFound; a deleted one counts as not there."""
        found = self.find(model, record_id)
        if found is None:
            raise _not_here(record_id)
        return found

    def draft(self, model: type[Kept], record_id: UUID, *names: str) -> Kept:
        """Of a living record these columns alone, to be set and then handed to `write`. Raises NotFound.

        It stands for the record where one field is saved; loading and flushing the whole costs more than the commit.
        """
        found: Any = draft.read(self.rows, model, record_id, *names)
        if found is None:
            raise _not_here(record_id)
        kept: Kept = found
        return kept

    def write(self, drafted: Any) -> None:
        """What was set on a draft, in one statement."""
        self.drafted.add(draft.write(self.rows, drafted))

    def find(self, model: type[Kept], record_id: UUID, *, deleted: bool = False) -> Kept | None:
        asked: Any = model
        key: Any = identity_key(asked, record_id)
        # Asked by a question made once: `Session.get` builds and names its own at every call, twice the cost of the row.
        found: Kept | None = (
            self.session.get(model, record_id)
            if key in self.session.identity_map
            else self.session.scalars(_by_id(asked), {"wanted": record_id}).first()
        )
        return None if found is None or (found.deleted_at is not None and not deleted) else found

    def with_ids(self, model: type[Kept], ids: Iterable[UUID]) -> list[Kept]:
        """Those of the records that exist, the deleted ones included."""
        wanted = list(dict.fromkeys(ids))
        found: list[Kept] = []
        for start in range(0, len(wanted), AT_ONCE):
            part: Sequence[UUID] = wanted[start : start + AT_ONCE]
            found += self.session.scalars(select(model).where(model.id.in_(part)))
        return found

    @cached_property
    def settings(self) -> SettingQueries:
        return SettingQueries(self.session)

    @cached_property
    def people(self) -> PeopleQueries:
        return PeopleQueries(self.session)

    @cached_property
    def places(self) -> PlaceQueries:
        return PlaceQueries(self.session)

    @cached_property
    def projects(self) -> ProjectQueries:
        return ProjectQueries(self.session)

    @cached_property
    def results(self) -> ResultQueries:
        return ResultQueries(self.session)

    @cached_property
    def visits(self) -> VisitQueries:
        return VisitQueries(self.session)

    @cached_property
    def actions(self) -> ActionQueries:
        return ActionQueries(self.session)

    @cached_property
    def attachments(self) -> AttachmentQueries:
        return AttachmentQueries(self.session)

    @cached_property
    def forms(self) -> FormQueries:
        return FormQueries(self.session)

    @cached_property
    def entities(self) -> EntityQueries:
        return EntityQueries(self.session)

    @cached_property
    def reports(self) -> ReportQueries:
        return ReportQueries(self.session)

    @cached_property
    def history(self) -> HistoryQueries:
        return HistoryQueries(self.session)

    @cached_property
    def enrolment(self) -> EnrolmentQueries:
        return EnrolmentQueries(self.session)

    @cached_property
    def naming(self) -> NamingQueries:
        return NamingQueries(self.session)

    @cached_property
    def scopes(self) -> ScopeQueries:
        return ScopeQueries(self.session)

    @cached_property
    def parallel(self) -> ParallelQueries:
        return ParallelQueries(self.session)

    @cached_property
    def whereabouts(self) -> WhereaboutsQueries:
        return WhereaboutsQueries(self.session)


@cache
def _by_id(model: Any) -> Select[Any]:
    return select(model).where(model.id == bindparam("wanted")).execution_options(autoflush=False)


def _not_here(record_id: UUID) -> NotFound:
    return NotFound(
        _("There is no record {id} in this store.").format(id=record_id),
        _("It may have been deleted, or not have arrived yet."),
    )


def _default_of(column: Column[Any]) -> Any:
    default: Any = column.default
    return default.arg(None) if callable(default.arg) else default.arg
