"""Holds this store's copy of some scopes against the server's, and mends what differs."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal

import msgspec
from sqlalchemy import Connection, MetaData
from sqlalchemy.exc import IntegrityError

from sync.client.checkup.again import Fetched, merge_again
from sync.client.checkup.rows import Place, render, unlike_rows
from sync.client.checkup.walking import Walk
from sync.client.marking import move_cursors
from sync.client.transport import TransportError
from sync.merge.sums import in_all, sum_of, written
from sync.messages.wire import Page, Response, Transaction

Begin = Callable[[], AbstractContextManager[Connection]]
Kind = Literal["operations", "rows"]

AT_ONCE = 100
"""Scopes asked about in one message; the server may answer fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What was found wrong in a scope: how many operations or records differed, and whether all is well now."""

    scope: str
    kind: Kind
    count: int
    is_whole: bool


@dataclass(slots=True, kw_only=True)
class Found:
    """What a checkup came to so far."""

    compared: set[str] = field(default_factory=set)
    mended: list[Mended] = field(default_factory=list)
    tables: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Asks the server for sums, or for scopes once more; and for the bodies of a page."""

    ask: Callable[[list[str], dict[str, int]], Response]
    bodies: Callable[[Page], dict[int, bytes]]


@dataclass(slots=True, kw_only=True)
class _Sight:
    """What this store has of the scopes that were walked through: the sum of each, and rows that say something else."""

    sums: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[Place]] = field(default_factory=dict)


class Checkup:
    """Each step is one transaction, or only looks; whatever breaks it off leaves a store that the next one mends."""

    def __init__(self, begin: Begin, metadata: MetaData, fetcher: Fetcher, still: Callable[[], None]) -> None:
        self._begin = begin
        self._metadata = metadata
        self._fetcher = fetcher
        self._still = still

    def run(self, scopes: Collection[str], found: Found) -> list[str]:
        """Answers those that could not be compared, because the server has come further meanwhile.

        A server that knows no sums leaves the operations uncompared; the rows are looked at all the same.
        """
        if not scopes:
            return []
        told = self._told(sorted(scopes))
        at = self._places()
        ahead = [scope for scope, (place, _) in told.items() if at.get(scope) != place]
        seen = self._look({scope: at.get(scope, 0) for scope in scopes if scope not in ahead})
        for scope in sorted(seen.sums):
            if scope in told and told[scope][1] != seen.sums[scope]:
                self._fetch_again(scope, found)
            elif seen.rows[scope]:
                self._render(scope, seen.rows[scope], found)
            if scope in told:
                found.compared.add(scope)
            self._still()
        return ahead

    def _told(self, scopes: list[str]) -> dict[str, tuple[int, str]]:
        """Place and sum of each scope by the server's word; some it cannot tell."""
        told: dict[str, tuple[int, str]] = {}
        left = scopes
        while left:
            answer = self._fetcher.ask(left[:AT_ONCE], {}).sums
            told |= answer
            left = [scope for scope in left if scope not in told] if answer else left[AT_ONCE:]
        return {scope: told[scope] for scope in scopes if scope in told}

    def _places(self) -> dict[str, int]:
        with self._begin() as connection:
            rows = connection.exec_driver_sql("SELECT scope_id, seq FROM sync_cursors").all()
        return {scope: seq for scope, seq in rows}  # noqa: C416 - rows are no pairs to the type checker

    def _look(self, places: dict[str, int]) -> _Sight:
        """Up to these places; the rows at whatever is known here."""
        totals, seen = dict.fromkeys(places, 0), _Sight(rows={scope: [] for scope in places})
        walk = Walk(places)
        while places and not walk.is_over:
            with self._begin() as connection:
                piece = walk.next(connection)
                for place in unlike_rows(connection, self._metadata, piece):
                    seen.rows[place[0]].append(place)
            for held in piece:
                placed = [edit for edit in held.edits if edit.seq and edit.seq <= places[held.scope]]
                totals[held.scope] = in_all((totals[held.scope], sum_of(held.record, placed)))
            self._still()
        seen.sums = {scope: written(total) for scope, total in totals.items()}
        return seen

    def _fetch_again(self, scope: str, found: Found) -> None:
        """The whole scope, merged with what is unsent here, in one transaction."""
        pages = list(self._pages_of(scope))
        fetched = [one for _, listed in pages for one in listed]
        last = pages[-1][0] if pages else None
        try:
            with self._begin() as connection:
                end = last.end if last else 0
                count = merge_again(connection, self._metadata, scope, fetched, end)
                if last is not None:
                    move_cursors(connection, [(scope, last.kind, last.office, end)])
        except IntegrityError:  # a reference to what is not here is found by the commit only
            found.mended.append(Mended(scope=scope, kind="operations", count=0, is_whole=False))
            return
        found.tables |= set(self._metadata.tables)
        seen, told = self._look({scope: end}), self._fetcher.ask([scope], {}).sums.get(scope)
        is_whole = told is None or told[0] != end or told[1] == seen.sums[scope]
        found.mended.append(Mended(scope=scope, kind="operations", count=count, is_whole=is_whole))
        if seen.rows[scope]:
            self._render(scope, seen.rows[scope], found)

    def _pages_of(self, scope: str) -> Iterator[tuple[Page, list[Fetched]]]:
        """From the first operation on, own work and all. Raises TransportError: broken, where the order has a gap."""
        end, more = 0, True
        while more:
            response = self._fetcher.ask([], {scope: end})
            more = response.more
            if not response.pages and more:
                raise TransportError("broken", "page")
            for page in response.pages:
                if (page.scope, page.start) != (scope, end):
                    raise TransportError("broken", "page")
                yield page, _transactions(page, self._fetcher.bodies(page))
                end = page.end
            self._still()

    def _render(self, scope: str, places: Sequence[Place], found: Found) -> None:
        """In one transaction. What is still unlike afterwards the tables of this release refuse."""
        try:
            with self._begin() as connection:
                count = render(connection, self._metadata, scope, places)
        except IntegrityError:
            count = 0
        found.tables |= {table for _, table, _ in places}
        left = self._look({scope: 0}).rows[scope]
        found.mended.append(Mended(scope=scope, kind="rows", count=count or len(places), is_whole=not left))


def _transactions(page: Page, bodies: dict[int, bytes]) -> list[Fetched]:
    if len(bodies) != len(page.transactions):
        raise TransportError("broken", "page")
    try:
        return [
            (item, msgspec.msgpack.decode(bodies[item.first_seq], type=Transaction))
            for item in page.transactions
        ]
    except msgspec.MsgspecError as fault:
        raise TransportError("broken", "page") from fault
