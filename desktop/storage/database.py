"""The unit of work: all of a user action is kept, or none of it."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlcipher3 import dbapi2 as sqlcipher

from desktop.clock import Clock
from desktop.storage.changed import Changed, Listener
from desktop.storage.connecting import OF_THE_FILE, Connections, half_a_letter, primary_code, unreadable
from desktop.storage.folder import Profile, ProfileLock
from desktop.storage.only_read import CannotWrite
from desktop.storage.page_memory import hand_to_the_system
from desktop.storage.rows import Rows

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from desktop.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who writes: stamped on new records and on every change."""

    person_id: UUID | None
    office: str | None
    language: str | None = None


LONGEST_COURTESY_S = 1.0
_LOOK_S = 0.001
NOBODY = Author(person_id=None, office=None)


class Database:
    """One open store. `author` is set at sign-in.

    SQLAlchemy and the mapped classes are a third of the program's memory: they are loaded with the first unit of
    work that asks for records, not by a window that shows its first screen.
    """

    def __init__(
        self, connections: Connections, profile: Profile, clock: Clock, lock: ProfileLock | None = None
    ) -> None:
        self._connections = connections
        self._lock = lock
        self.profile = profile
        self.clock = clock
        self.author = NOBODY
        self._listeners: list[Listener] = []
        self._wishes: set[object] = set()

    @cached_property
    def engine(self) -> "Engine":
        from desktop.storage.engine import engine_over

        return engine_over(self._connections)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after each commit, on the committing thread; the answer unsubscribes it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def announce(self, changed: Changed) -> None:
        for listener in tuple(self._listeners):
            listener(changed)

    def reading(self) -> AbstractContextManager["Work"]:
        """A consistent view; nothing in it can be written."""
        from desktop.storage import units

        return units.reading(self)

    def writing(
        self,
        action: str,
        *,
        reason: str | None = None,
        seen: int | None = None,
        editing: str | None = None,
        undoes: str | None = None,
    ) -> AbstractContextManager["Work"]:
        """Keep everything if the block ends well, nothing if it raises.

        `action` says in a word what the person did (`visits.finding`); `seen` is the change number that came
        with the record being saved, so that an edit made without seeing a newer one becomes a branch;
        `editing` joins the saves of one field between entering and leaving it; `undoes` names the action
        that this one takes back.
        """
        from desktop.storage import units

        return units.writing(self, action, reason=reason, seen=seen, editing=editing, undoes=undoes)

    def stamp(self) -> dict[str, Any]:
        """What every new record bears: when, who, from which office, in which language."""
        return {
            "created_at": self.clock(),
            "created_by": self.author.person_id,
            "office": self.author.office,
            "language": self.author.language,
        }

    def settle(self) -> None:
        """Say now, not at the next round, which value is shown where one was written beside another unseen."""
        from desktop.storage import units

        units.settle(self)

    def local(self) -> AbstractContextManager["Work"]:
        """Write what belongs to this laptop alone: settings, keys of files, positions of sync."""
        from desktop.storage import units

        return units.local(self)

    @property
    def hindrance(self) -> CannotWrite | None:
        """Why the open store can only be read; None where it can be written."""
        return self._connections.hindrance

    def let_write(self) -> None:
        """Go on with writing where the disk takes something again. Raises StoreProblem where it does not."""
        if self.hindrance is None:
            return
        if "engine" in vars(self):
            if self.engine.pool.checkedout():  # type: ignore[attr-defined]
                raise self.hindrance
            self.engine.dispose()
        if self._lock is not None:
            self._lock.take()
        if not self._connections.go_on() and self.hindrance is not None:
            raise self.hindrance

    @contextmanager
    def transaction(self) -> Iterator["Connection"]:
        """A bare write transaction, for sync and upkeep."""
        self.let_write()
        connection = self.engine.connect().execution_options(begin="BEGIN IMMEDIATE")
        try:
            with connection.begin():
                yield connection
        finally:
            connection.close()

    @contextmanager
    def before_others(self) -> Iterator[None]:
        """While a person's own writing wants the store or holds it: what `behind` writes waits for its end."""
        wish = object()
        self._wishes.add(wish)
        try:
            yield
        finally:
            self._wishes.discard(wish)

    @contextmanager
    def behind(self) -> Iterator["Connection"]:
        """A bare write transaction that lets whoever types go first; for many short writings in a row."""
        # SQLite's own waiting looks again after longer and longer pauses, and would find the next writing each time.
        until = time.monotonic() + LONGEST_COURTESY_S
        while self._wishes and time.monotonic() < until:
            time.sleep(_LOOK_S)
        with self.transaction() as connection:
            yield connection

    @contextmanager
    def rows(self) -> Iterator[Rows]:
        """A consistent view in plain rows."""
        with self._plainly("BEGIN") as rows:
            yield rows

    @contextmanager
    def writing_rows(self) -> Iterator[Rows]:
        """Write by plain SQL what belongs to this laptop alone; the caller announces what changed."""
        self.let_write()
        with self.before_others(), self._plainly("BEGIN IMMEDIATE") as rows:
            yield rows

    @contextmanager
    def _plainly(self, begin: str) -> Iterator[Rows]:
        try:
            with self._raw() as connection:
                connection.execute(begin)
                try:
                    yield Rows(connection.execute)
                except BaseException:
                    if connection.in_transaction:  # after some errors SQLite has rolled back already
                        connection.execute("ROLLBACK")
                    raise
                connection.execute("COMMIT")
        except sqlcipher.Error as problem:
            if primary_code(problem) in OF_THE_FILE:
                raise unreadable(self.profile.store, problem) from problem
            raise
        except UnicodeEncodeError as problem:
            raise half_a_letter() from problem

    @contextmanager
    def _raw(self) -> Iterator[Any]:
        """From the pool once there is one, so that a store never has more connections open than it needs."""
        if "engine" in vars(self):
            pooled = self.engine.raw_connection()
            try:
                yield pooled.driver_connection
            finally:
                pooled.close()
            return
        connection = self._connections.take()
        try:
            yield connection
        finally:
            self._connections.give_back(connection)

    def rest(self) -> None:
        """Nothing will be asked for a while: keep one connection, and no pages that can be read again."""
        if "engine" in vars(self):
            from desktop.storage.page_memory import release_pages

            self._connections.close()
            release_pages(self.engine)
        else:
            self._connections.close(keep=1)
        hand_to_the_system()

    def close(self) -> None:
        if "engine" in vars(self):
            self.engine.dispose()
        self._connections.close()
