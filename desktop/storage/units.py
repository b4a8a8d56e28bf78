"""Units of work over mapped records, which `Database` hands out; loading this loads SQLAlchemy and every mapped class."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlcipher3 import dbapi2 as sqlcipher

from desktop.errors import StoreProblem
from desktop.models.base import Base, Record
from desktop.models.ids import new_id
from desktop.storage.changed import Changed
from desktop.storage.connecting import OF_THE_FILE, half_a_letter, primary_code, unreadable
from desktop.storage.folder import Profile
from desktop.storage.only_read import CannotWrite
from desktop.storage.opened import Opened, opened
from desktop.storage.rows import rows_in
from desktop.storage.work import Work
from sync.client.authors import authored
from sync.client.seal import seal


class Store(Protocol):
    """What of a `Database` its units of work use."""

    @property
    def engine(self) -> Engine: ...

    @property
    def profile(self) -> Profile: ...

    def stamp(self) -> dict[str, Any]: ...

    def let_write(self) -> None: ...

    @property
    def hindrance(self) -> CannotWrite | None: ...

    def transaction(self) -> AbstractContextManager[Connection]: ...

    def before_others(self) -> AbstractContextManager[None]: ...

    def announce(self, changed: Changed) -> None: ...


@contextmanager
def reading(database: Store) -> Iterator[Work]:
    with _failures(database), database.engine.connect() as connection, connection.begin():
        session = Session(connection, autoflush=False, expire_on_commit=False)
        yield Work(rows_in(connection), lambda: session)
        session.close()


@contextmanager
def writing(
    database: Store,
    action: str,
    *,
    reason: str | None,
    seen: int | None,
    editing: str | None,
    undoes: str | None,
) -> Iterator[Work]:
    database.let_write()
    named = f"{action}:{new_id()}"
    with _failures(database), database.before_others(), opened(database.engine, "BEGIN IMMEDIATE") as unit:
        stamp = database.stamp()
        touched = _Touched()
        work = Work(unit.rows, lambda: _watched(unit, database, touched), stamp, unit.author)
        with authored(
            unit.author,
            actor=str(stamp["created_by"] or ""),
            action=named,
            reason=reason,
            seen=seen,
            session=editing or named,
            undoes=undoes,
        ):
            yield work
            work.end()
        for table, record_id in work.drafted:
            touched.areas.add(table)
            touched.ids.add(record_id)
        touched.areas |= work.raw_areas
        touched.many |= bool(work.raw_areas)
    database.announce(
        Changed(
            areas=frozenset(touched.areas),
            ids=frozenset() if touched.many else frozenset(touched.ids),
            origin="person",
            action=named,
        )
    )


def settle(database: Store) -> None:
    with _failures(database), database.before_others(), database.transaction() as connection:
        tables = seal(connection, Base.metadata)
    if tables:
        database.announce(
            Changed(areas=frozenset(tables), ids=frozenset(), origin="sync", action="sync.settle")
        )


@contextmanager
def local(database: Store) -> Iterator[Work]:
    with _failures(database), database.before_others(), database.transaction() as connection:
        work = Work(
            rows_in(connection), lambda: Session(connection, expire_on_commit=False), database.stamp()
        )
        yield work
        work.end()


@contextmanager
def _failures(database: Store) -> Iterator[None]:
    try:
        yield
    except DBAPIError as problem:
        cause = problem.orig
        if cause is None or isinstance(cause, sqlcipher.IntegrityError | sqlcipher.ProgrammingError):
            raise
        raise _why(database, cause) from problem
    except sqlcipher.Error as problem:
        if primary_code(problem) in OF_THE_FILE:
            raise _why(database, problem) from problem
        raise
    except UnicodeEncodeError as problem:
        raise half_a_letter() from problem


def _why(database: Store, cause: BaseException) -> StoreProblem:
    """What hindered the connection, where it was made to read only; SQLite names the folder for that alone."""
    return database.hindrance or unreadable(database.profile.store, cause)


class _Touched:
    def __init__(self) -> None:
        self.areas: set[str] = set()
        self.ids: set[UUID] = set()
        self.many = False
        """Rows were written in bulk, so the notice names no ids."""


class _Watched(Session):
    """Stamps new records, and remembers what a flush wrote. Listened to once for all: a listener for each costs more."""


def _watched(unit: Opened, database: Store, touched: _Touched) -> Session:
    return _Watched(
        unit.connection, expire_on_commit=False, info={"stamp": database.stamp, "touched": touched}
    )


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
