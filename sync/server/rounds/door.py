"""Lets a call in: whose it is, and at once whether there is anything to hear - most of all calls hear nothing new."""

from dataclasses import dataclass, field, replace

from sync.messages.directory import Directory
from sync.messages.seals import person_digest
from sync.messages.wire import OLDEST, Request, Response
from sync.server.access.devices import Admitted, NotAdmitted, admit_among, token_hash
from sync.server.access.directory import Directories
from sync.server.store.database import Database
from sync.server.store.glances import Glance, Standing
from sync.server.store.registry import Registry
from sync.server.store.state import Counts, State

_MOST_KNOWN = 20_000
"""Laptops whose reach is remembered; a region has a thousand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A call that may come in; `nothing_new` is what `exchange` would answer, where that is all there is to say."""

    admitted: Admitted
    counts: Counts
    directories: Directories
    nothing_new: Response | None = None

    def directory(self) -> Directory:
        """What a laptop of this person is told of the others."""
        return self.directories.told_to(self.admitted.access, self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Who a laptop belongs to and what that person may read: as long as epoch and serial are these."""

    counts: Counts
    admitted: Admitted
    person: str
    offices: frozenset[str]
    reads_region: bool

    def holds(self, counts: Counts) -> bool:
        """Every change of offices, roles and laptops counts the serial up, and every restore changes the epoch."""
        return self.counts[:2] == counts[:2]

    def as_it_stands(self, standing: Standing) -> Admitted:
        """With what is noted of a laptop without counting."""
        device = replace(self.admitted.device, state_hash=standing.state_hash, seen_at=standing.seen_at)
        return replace(self.admitted, device=device)


@dataclass(slots=True)
class Door:
    """Remembers whom it let in: two small questions to the database tell whether that still holds."""

    database: Database
    _known: dict[str, _Known] = field(default_factory=dict)
    _directories: Directories = field(init=False)

    def __post_init__(self) -> None:
        self._directories = Directories(self.database)

    def enter(self, token: str, request: Request) -> Entered:
        """Raises NotAdmitted for an unknown token; a revoked laptop comes in, to be told so."""
        hash_ = token_hash(token)
        known = self._known.get(hash_)
        standing, is_quiet = self._look(hash_, known, request)
        if known is None or not known.holds(standing.counts):
            # Between the two looks, as no call may wait for a second connection while it holds one.
            known = self._learn(hash_, token)
            standing, is_quiet = self._look(hash_, known, request)
        if not known.holds(standing.counts):  # it has changed this very moment
            return self._entered(known.admitted, known.counts)
        if not is_quiet:
            return self._entered(known.as_it_stands(standing), standing.counts)
        return Entered(
            admitted=known.admitted,
            counts=standing.counts,
            directories=self._directories,
            nothing_new=Response(epoch=standing.counts.epoch),
        )

    def let_in(self, admitted: Admitted) -> Entered:
        """Who was admitted elsewhere."""
        return self._entered(admitted, self.database.counts())

    def _entered(self, admitted: Admitted, counts: Counts) -> Entered:
        return Entered(admitted=admitted, counts=counts, directories=self._directories)

    def _look(self, hash_: str, known: _Known | None, request: Request) -> tuple[Standing, bool]:
        """Where the laptop stands, and whether there is nothing to do for it: never so while it is not known."""
        with self.database.glancing() as glance:
            standing = glance.standing(hash_)
            if standing is None:
                raise NotAdmitted("unknown_device")
            if known is None or not known.holds(standing.counts):
                return standing, False
            return standing, _is_quiet(glance, standing, known, request)

    def _learn(self, hash_: str, token: str) -> _Known:
        with self.database.reading() as connection:
            registry = Registry(connection)
            counts = State(connection).counts()
            admitted = admit_among(registry, registry.offices(), token)
        if admitted is None:
            raise NotAdmitted("unknown_device")
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        known = self._known[hash_] = _Known(
            counts=counts,
            admitted=admitted,
            person=person_digest(admitted.person),
            offices=admitted.access.readable,
            reads_region=bool(admitted.access.roles),
        )
        return known


def _is_quiet(glance: Glance, standing: Standing, known: _Known, request: Request) -> bool:
    return (
        not _asks_for_more(request)
        and _knows_all_of(request, standing)
        and request.person == known.person
        and not glance.is_behind(standing.device_id, known.offices, reads_region=known.reads_region)
    )


def _asks_for_more(request: Request) -> bool:
    return bool(
        request.protocol < OLDEST
        or request.moved
        or request.cursors is not None
        or request.scopes
        or request.transactions
        or request.parts
        or request.compare
        or request.again
        or not request.wants_pages
    )


def _knows_all_of(request: Request, standing: Standing) -> bool:
    has_come = standing.seen_at is not None and standing.revoked_at is None
    return (
        has_come
        and request.epoch == standing.counts.epoch
        and request.directory in (None, standing.counts.serial)
        and request.secured in (None, standing.counts.secured)
        and request.state_hash == standing.state_hash
    )
