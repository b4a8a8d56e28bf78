"""The sync in which nothing is new: most of all calls, so it is answered from two small questions to the database."""

from dataclasses import dataclass, field

from sync.messages.seals import person_digest
from sync.messages.wire import OLDEST, Request, Response
from sync.server.access.devices import admit_among, token_hash
from sync.server.store.database import Database
from sync.server.store.glances import Standing
from sync.server.store.registry import Registry
from sync.server.store.state import State

_MOST_KNOWN = 20_000
"""Laptops whose reach is remembered; a region has a thousand."""

_Version = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reach:
    """Who a laptop belongs to and what that person may read: as long as epoch and serial are these."""

    version: _Version
    person: str
    offices: frozenset[str]
    reads_region: bool


@dataclass(slots=True)
class Quiet:
    """Answers what `exchange` would, where that needs no write and has nothing to hand out."""

    database: Database
    _known: dict[str, _Reach] = field(default_factory=dict)

    def answer(self, token: str, request: Request) -> Response | None:
        """None where there is more to do; whoever may not come in is told so by who looks closer."""
        if _asks_for_more(request):
            return None
        hash_ = token_hash(token)
        with self.database.glancing() as glance:
            standing = glance.standing(hash_)
            if standing is None or not _knows_all_of(request, standing):
                return None
            reach = self._known.get(hash_)
            if reach is None or reach.version != (standing.epoch, standing.serial):
                reach = self._learn(hash_, token)
            if reach is None or request.person != reach.person:
                return None
            if glance.is_behind(standing.device_id, reach.offices, reads_region=reach.reads_region):
                return None
        return Response(epoch=standing.epoch)

    def _learn(self, hash_: str, token: str) -> _Reach | None:
        """Every change of offices, roles and laptops counts the serial up, and every restore changes the epoch."""
        with self.database.reading() as connection:
            registry = Registry(connection)
            epoch, serial, _secured = State(connection).standing()
            admitted = admit_among(registry, registry.offices(), token)
        if admitted is None:
            return None
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        reach = self._known[hash_] = _Reach(
            version=(epoch, serial),
            person=person_digest(admitted.person),
            offices=frozenset(admitted.access.readable()),
            reads_region=bool(admitted.access.roles),
        )
        return reach


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
    return (
        standing.is_at_work
        and request.epoch == standing.epoch
        and request.directory in (None, standing.serial)
        and request.secured in (None, standing.secured)
        and request.state_hash == standing.state_hash
    )
