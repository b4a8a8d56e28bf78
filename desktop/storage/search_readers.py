"""Reads the records of a search's sources as entries of the index."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, Table, select

from desktop.models import Base
from desktop.rules.folding import fold
from desktop.storage.search_sources import PARTS, SOURCES, Part, Source

LONGEST_TITLE = 300
LONGEST_BODY = 20_000
"""A pasted megabyte is findable by its beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record as the index keeps it; `code` and `title` are shown, the folded words are looked for."""

    record_id: UUID
    kind: str
    scope_id: UUID
    opens_id: UUID
    title: str
    code: str | None
    words: tuple[str, str, str]


Words = dict[UUID, list[str]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads entries of one source; the statements are made once."""

    source: Source
    table: Table = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", Base.metadata.tables[self.source.table])

    def of_ids(self, connection: Connection, ids: Sequence[UUID]) -> list[Entry]:
        return self._entries(connection, self._living().where(self.table.c.id.in_(ids)))

    def after(self, connection: Connection, last: UUID | None, limit: int) -> list[Entry]:
        """The next page in the order of ids, for an index made from nothing."""
        query = self._living().order_by(self.table.c.id).limit(limit)
        if last is not None:
            query = query.where(self.table.c.id > last)
        return self._entries(connection, query)

    def _living(self) -> Select[Any]:
        source = self.source
        names = dict.fromkeys(("id", "scope_id", source.opens, *source.titles, *source.codes, *source.body))
        columns = [self.table.c[name] for name in names]
        return select(*columns).where(self.table.c.deleted_at.is_(None))

    def _entries(self, connection: Connection, query: Select[Any]) -> list[Entry]:
        rows = connection.execute(query).all()
        more = _words_of_parts(connection, self.source.table, [row.id for row in rows])
        return [self._entry(row, more.get(row.id, ())) for row in rows]

    def _entry(self, row: Row[Any], more: Iterable[str]) -> Entry:
        source, values = self.source, row._asdict()
        titles, codes = _filled(values, source.titles), _filled(values, source.codes)
        body = [*_filled(values, source.body), *titles[1:], *more]
        return Entry(
            record_id=row.id,
            kind=source.kind,
            scope_id=row.scope_id,
            opens_id=values[source.opens],
            title=titles[0][:LONGEST_TITLE] if titles else "",
            code=codes[0] if codes else None,
            words=(fold(titles[0][:LONGEST_BODY]) if titles else "", *_folded(codes, body)),
        )


def _folded(codes: Sequence[str], body: Sequence[str]) -> tuple[str, str]:
    return fold(" ".join(codes)), fold(" ".join(body)[:LONGEST_BODY])


def _filled(values: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    return [text for name in names for text in _texts(values[name])]


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return []


def _words_of_parts(connection: Connection, owner_table: str, owners: Sequence[UUID]) -> Words:
    found: Words = {}
    for part in PARTS:
        if part.owner_table != owner_table or not owners:
            continue
        table = Base.metadata.tables[part.table]
        columns = [table.c[name] for name in part.words]
        query = select(table.c[part.owner], *columns).where(
            table.c[part.owner].in_(owners), table.c.deleted_at.is_(None)
        )
        for owner, *texts in connection.execute(query):
            found.setdefault(owner, []).extend(text for text in texts if text)
    return found


def owners_of(connection: Connection, part: Part, ids: Sequence[UUID]) -> list[UUID]:
    """The records whose words change with these rows of a part."""
    table = Base.metadata.tables[part.table]
    return list(connection.scalars(select(table.c[part.owner]).where(table.c.id.in_(ids)).distinct()))


def readers() -> Mapping[str, Reader]:
    return {source.table: Reader(source) for source in SOURCES}
