"""Searches over projects, results, visits, findings, actions, places, people, partners and forms."""

from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.progress import SILENT, Progress
from desktop.services.search.records import HitKind, SearchHit, SearchPage
from desktop.storage.database import Database
from desktop.storage.search_backlog import is_behind
from desktop.storage.search_finding import Found, count_entries, find_entries

if TYPE_CHECKING:
    from desktop.storage.search_index import SearchIndex


class SearchService:
    """Everything this laptop holds its person may see: a store carries only the scopes of its roles."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @cached_property
    def _index(self) -> "SearchIndex":
        from desktop.storage.search_index import SearchIndex

        return SearchIndex(self._database)

    def catch_up(self, progress: Progress = SILENT) -> int:
        """Bring the index up to the newest change; answers how many records were read again.

        A store that can only be read is searched as far as the index has come.
        """
        if self._database.hindrance is not None:
            return 0
        with self._database.rows() as rows:
            if not is_behind(rows):
                return 0
        return self._index.catch_up(progress)

    def rebuild(self, progress: Progress = SILENT) -> int:
        """Make the index again from nothing; answers how many records it holds."""
        self._index.forget()
        return self._index.catch_up(progress)

    def find(
        self,
        words: str,
        *,
        kinds: Collection[HitKind] = (),
        limit: int = 50,
        offset: int = 0,
        catching_up: bool = True,
    ) -> SearchPage:
        """Records in which every word typed begins a word; nothing typed finds nothing.

        A window that catches up in the background looks without `catching_up`, so that typing never waits.
        """
        if catching_up:
            self.catch_up()
        wanted = [str(kind) for kind in kinds]
        with self._database.rows() as rows:
            found = find_entries(rows, words, kinds=wanted, limit=limit, offset=offset)
            is_all = offset == 0 and len(found) < limit
            total = len(found) if is_all else count_entries(rows, words, kinds=wanted)
        return SearchPage(items=tuple(_hit(entry) for entry in found), total=total)


def _hit(found: Found) -> SearchHit:
    return SearchHit(
        kind=HitKind(found.kind),
        record_id=found.record_id,
        opens_id=found.opens_id,
        title=found.title,
        code=found.code,
        project=found.project,
    )
