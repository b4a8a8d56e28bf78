"""The unit of work: all of a user action is kept, or none of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlcipher3 import dbapi2 as sqlcipher

from desktop.clock import Clock
from desktop.errors import BadInput
from desktop.i18n import _
from desktop.models.base import Record
from desktop.models.ids import new_id
from desktop.storage.changed import Changed, Listener
from desktop.storage.engine import unreadable
from desktop.storage.folder import Profile
from desktop.storage.page_memory import release_pages
from desktop.storage.work import Work
from sync.client import capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who writes: stamped on new records and on every change."""

    person_id: UUID | None
    office: str | None
    language: str | None = None


NOBODY = Author(person_id=None, office=None)


class Database:
    """One open store. `author` is set at sign-in."""

    def __init__(self, engine: Engine, profile: Profile, clock: Clock) -> None:
        self._engine = engine
        self.profile = profile
        self.clock = clock
        self.author = NOBODY
        self._listeners: list[Listener] = []

    @property
    def engine(self) -> Engine:
        return self._engine

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after each commit, on the committing thread; the answer unsubscribes it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def announce(self, changed: Changed) -> None:
        for listener in tuple(self._listeners):
            listener(changed)

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """A consistent view; nothing in it can be written."""
        with self._failures(), self._engine.connect() as connection, connection.begin():
            session = Session(connection, autoflush=False, expire_on_commit=False)
            yield Work(session)
            session.close()

    @contextmanager
    def writing(
        self,
        action: str,
        *,
        reason: str | None = None,
        seen: int | None = None,
        editing: str | None = None,
        undoes: str | None = None,
    ) -> Iterator[Work]:
        """Keep everything if the block ends well, nothing if it raises.

        `action` says in a word what the person did (`visits.finding`); `seen` is the change number that came
        with the record being saved, so that an edit made without seeing a newer one becomes a branch;
        `editing` joins the saves of one field between entering and leaving it; `undoes` names the action
        that this one takes back.
        """
        named = f"{action}:{new_id()}"
        with self._failures(), self.transaction() as connection:
            who = str(self.author.person_id or "")
            capture.open_context(
                connection,
                actor=who,
                action=named,
                reason=reason,
                seen=seen,
                session=editing or named,
                undoes=undoes,
            )
            touched = _Touched()
            session = _Watched(
                connection, expire_on_commit=False, info={"stamp": self.stamp, "touched": touched}
            )
            work = Work(session, self.stamp())
            yield work
            session.flush()
            session.close()
            capture.close_context(connection)
            for table, record_id in work.drafted:
                touched.areas.add(table)
                touched.ids.add(record_id)
            touched.areas |= work.raw_areas
            touched.many |= bool(work.raw_areas)
        self.announce(
            Changed(
                areas=frozenset(touched.areas),
                ids=frozenset() if touched.many else frozenset(touched.ids),
                origin="person",
                action=named,
            )
        )

    def stamp(self) -> dict[str, Any]:
        """What every new record bears: when, who, from which office, in which language."""
        return {
            "created_at": self.clock(),
            "created_by": self.author.person_id,
            "office": self.author.office,
            "language": self.author.language,
        }

    @contextmanager
    def local(self) -> Iterator[Work]:
        """Write what belongs to this laptop alone: settings, keys of files, positions of sync."""
        with self._failures(), self.transaction() as connection:
            session = Session(connection, expire_on_commit=False)
            yield Work(session, self.stamp())
            session.flush()
            session.close()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A bare write transaction, for sync and upkeep."""
        connection = self._engine.connect().execution_options(begin="BEGIN IMMEDIATE")
        try:
            with connection.begin():
                yield connection
        finally:
            connection.close()

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as problem:
            cause = problem.orig
            if cause is None or isinstance(cause, sqlcipher.IntegrityError | sqlcipher.ProgrammingError):
                raise
            raise unreadable(self.profile.store, cause) from problem
        except (
            UnicodeEncodeError
        ) as problem:  # an unpaired surrogate: no store could hold it, nothing can match it
            raise BadInput(
                _("The text holds half a letter that cannot be kept or looked for."),
                _("Type it again; nothing was changed."),
            ) from problem

    def rest(self) -> None:
        """Nothing will be asked for a while: keep no pages in memory that can be read again."""
        release_pages(self._engine)

    def close(self) -> None:
        self._engine.dispose()


class _Touched:
    def __init__(self) -> None:
        self.areas: set[str] = set()
        self.ids: set[UUID] = set()
        self.many = False
        """Rows were written in bulk, so the notice names no ids."""


class _Watched(Session):
    """Stamps new records, and remembers what a flush wrote. Listened to once for all: a listener for each costs more."""


@event.listens_for(_Watched, "before_flush")
def _note_flush(session: Session, context: UOWTransaction, instances: Any) -> None:
    touched: _Touched = session.info["touched"]
    new, dirty, deleted = session.new, session.dirty, session.deleted
    for record in new:
        if isinstance(record, Record):
            _stamp(record, session.info["stamp"])
    for record in (*new, *dirty, *deleted):
        touched.areas.add(record.__tablename__)
        if isinstance(record, Record):
            touched.ids.add(record.id or new_id())


@event.listens_for(_Watched, "do_orm_execute")
def _note_bulk(statement: ORMExecuteState) -> None:
    if statement.is_insert and statement.bind_mapper is not None:
        touched: _Touched = statement.session.info["touched"]
        touched.areas.add(str(statement.bind_mapper.local_table))
        touched.many = True


def _stamp(record: Record, stamp: Callable[[], dict[str, Any]]) -> None:
    if record.id is None:
        record.id = new_id()
    for name, value in stamp().items():
        if getattr(record, name) is None:
            setattr(record, name, value)
