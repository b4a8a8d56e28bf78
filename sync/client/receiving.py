"""Takes in what the server's answer brings: pages, transactions too large for one, stretches made ready."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from sqlalchemy import Connection, MetaData

from sync.client.apply import take_pages
from sync.client.arriving import Arrivals
from sync.client.bound import Bound
from sync.client.loading import Arrived
from sync.client.marking import no_collections
from sync.client.taking import Applied
from sync.client.transport import Transport, TransportError
from sync.messages.packing import Unreadable
from sync.messages.prepared import digest_of, read_prepared
from sync.messages.seals import page_hash
from sync.messages.wire import Page, Ready, Response


@dataclass(slots=True, kw_only=True)
class Received:
    """What has been taken in so far."""

    pulled: int = 0
    merged: int = 0
    scopes: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)

    def note(self, taken: list[Applied]) -> None:
        for applied in taken:
            self.pulled += applied.pulled
            self.merged += applied.merged
            self.tables |= applied.tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Each part of an answer is one writing, no longer than `bound` allows."""

    begin: Callable[[], AbstractContextManager[Connection]]
    metadata: MetaData
    transport: Transport
    bound: Bound

    def take(self, response: Response, token: str, received: Received, still: Callable[[], None]) -> None:
        """All of one answer; `still` is called after each writing.

        Raises `Forked` where another store answers to this one's name, `TransportError` where what arrived is broken.
        """
        with no_collections():
            self._take(response, token, received, still)

    def _take(self, response: Response, token: str, received: Received, still: Callable[[], None]) -> None:
        here = [_arrived(ready, ready.data) for ready in response.ready if ready.data is not None]
        loaded = [(page, self.bodies_of(page, token)) for page in response.pages]
        for part in self.bound.parts_of(loaded):
            received.note(take_pages(self.begin, self.metadata, part, here))
            here = []
            still()
        received.scopes |= {page.scope for page, bodies in loaded if bodies}
        for ready in response.ready:
            if ready.data is None:
                one = _arrived(ready, Arrivals(self.begin, self.transport, token).fetch(ready))
                received.note(take_pages(self.begin, self.metadata, [], [one]))
                still()
        received.scopes |= {ready.scope for ready in response.ready}

    def bodies_of(self, page: Page, token: str) -> dict[int, bytes]:
        """The sealed transactions of a page by their first number in it, the large ones fetched part by part."""
        bodies = {
            item.first_seq: self._fetch(page.scope, item.first_seq, item.large, token)
            if item.large
            else item.body or b""
            for item in page.transactions
            if item.large or item.body is not None
        }
        if page.hash != page_hash(bodies.values()):
            raise TransportError("broken", "page")
        return bodies

    def _fetch(self, scope: str, seq: int, size: int, token: str) -> bytes:
        body = b""
        while len(body) < size:
            part = self.transport.send("GET", f"/transactions/{scope}/{seq}/{len(body)}", b"", token)
            if not part:
                raise TransportError("broken", "part")
            body += part
        return body


def _arrived(ready: Ready, data: bytes) -> Arrived:
    try:
        if digest_of(data) != ready.digest:
            raise Unreadable("malformed")
        prepared = read_prepared(data)
    except Unreadable as fault:
        raise TransportError("broken", "stretch") from fault
    if (prepared.scope, prepared.start, prepared.end) != (ready.scope, ready.start, ready.end):
        raise TransportError("broken", "stretch")
    return Arrived(ready=ready, data=data, prepared=prepared)
