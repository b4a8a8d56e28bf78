"""Pages out of a server's bundle, cut to what this store lacks, with own work among them told apart."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection

from sync.bundle.layout import BadBundle
from sync.bundle.parts import Joiner
from sync.client.apply import Begin, Forked
from sync.client.receipts import own_transaction
from sync.client.replica import replica_of
from sync.messages.seals import page_hash
from sync.messages.wire import Page, Part, Sequenced, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A page as it can be applied now; none where all of it is known (`known` changes), or one before it has not
    come (`gaps` changes)."""

    page: Page | None
    bodies: dict[int, bytes] = field(default_factory=dict)
    known: int = 0
    gaps: int = 0


class PageReader:
    """Of one bundle: what is too large for a page comes before it, in parts."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin
        self._joiner = Joiner()
        self._large: dict[tuple[str, str, int], bytes] = {}

    def add_part(self, part: Part) -> None:
        whole = self._joiner.add(part)
        if whole is not None:
            self._large[whole[0]] = whole[1]

    def read(self, page: Page) -> Cut:
        """Raises BadBundle where the page is not what its hash says, Forked where a copy of this store wrote in it."""
        bodies = {item.first_seq: self._body_of(page, item) for item in page.transactions}
        if page.hash != page_hash(bodies.values()):
            raise BadBundle("damaged", "page")
        with self._begin() as connection:
            return self._cut(connection, page, bodies)

    def forget_parts(self) -> None:
        """Of pages that are done with; a transaction may weigh 64 MB."""
        self._large.clear()

    def _cut(self, connection: Connection, page: Page, bodies: dict[int, bytes]) -> Cut:
        seen = _cursor(connection, page.scope)
        news = tuple(item for item in page.transactions if item.first_seq > seen)
        known = sum(item.count for item in page.transactions) - sum(item.count for item in news)
        if page.start > seen:
            return Cut(page=None, gaps=sum(item.count for item in news))
        if not news:
            return Cut(page=None, known=known)
        own = self._own_among(connection, page.scope, news, bodies)
        told = tuple(
            msgspec.structs.replace(item, body=None, large=0) if item.first_seq in own else item
            for item in news
        )
        cut = msgspec.structs.replace(page, start=seen, transactions=told)
        left = {item.first_seq: bodies[item.first_seq] for item in news if item.first_seq not in own}
        return Cut(page=cut, bodies=left, known=known)

    def _body_of(self, page: Page, item: Sequenced) -> bytes:
        if item.body is not None:
            return item.body
        body = self._large.get((page.scope, item.replica, item.first_n), b"")
        if len(body) != item.large or not body:
            raise BadBundle("damaged", "part")
        return body

    def _own_among(
        self, connection: Connection, scope: str, items: Iterable[Sequenced], bodies: dict[int, bytes]
    ) -> set[int]:
        """Work of this store, by dot and seal. Raises Forked for what bears its name and is not its own: a copy of it
        wrote that, so this one has to take another name first."""
        prefix = replica_of(connection).prefix
        found = set[int]()
        for item in items:
            if item.replica != prefix:
                continue
            mine = own_transaction(connection, scope, item.replica, item.first_n)
            theirs = msgspec.msgpack.decode(bodies[item.first_seq], type=Transaction)
            if mine is None or mine.hash != theirs.hash:
                raise Forked(item.replica)
            found.add(item.first_seq)
        return found


def _cursor(connection: Connection, scope: str) -> int:
    sql = "SELECT seq FROM sync_cursors WHERE scope_id = ?"
    return int(connection.exec_driver_sql(sql, (scope,)).scalar() or 0)
