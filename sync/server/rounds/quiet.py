"""The sync in which nothing is new: most of all calls, so it is answered from one view of the database."""

from collections.abc import Mapping
from dataclasses import dataclass

from sync.messages.seals import person_digest
from sync.messages.wire import OLDEST, Request, Response
from sync.server.access.devices import Admitted, admit_among
from sync.server.store.database import Database
from sync.server.store.pages import Cursors
from sync.server.store.registry import Office, Registry
from sync.server.store.state import State


@dataclass(slots=True)
class Quiet:
    """Answers what `exchange` would, where that needs no write and has nothing to hand out."""

    database: Database
    _offices: tuple[tuple[str, int], Mapping[str, Office]] | None = None

    def answer(self, token: str, request: Request) -> Response | None:
        """None where there is more to do; whoever may not come in is told so by who looks closer."""
        if _asks_for_more(request):
            return None
        with self.database.reading() as connection:
            registry = Registry(connection)
            epoch, serial, secured = State(connection).standing()
            if request.epoch != epoch or request.directory not in (None, serial):
                return None
            if request.secured not in (None, secured):
                return None
            offices = self._offices_at((epoch, serial), registry)
            admitted = admit_among(registry, offices, token)
            if admitted is None or not _is_known(admitted, request):
                return None
            cursors, access = Cursors(connection, admitted.device.id), admitted.access
            if cursors.behind(access.readable(), reads_region=bool(access.roles)):
                return None
            return Response(epoch=epoch)

    def _offices_at(self, version: tuple[str, int], registry: Registry) -> Mapping[str, Office]:
        """Every change of offices counts the serial up, and every restore changes the epoch."""
        kept = self._offices
        if kept is None or kept[0] != version:
            kept = self._offices = (version, registry.offices())
        return kept[1]


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


def _is_known(admitted: Admitted, request: Request) -> bool:
    device = admitted.device
    return (
        device.revoked_at is None
        and device.seen_at is not None
        and request.state_hash == device.state_hash
        and request.person == person_digest(admitted.person)
    )
