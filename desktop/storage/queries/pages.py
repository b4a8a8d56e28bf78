"""Long lists in pages by key: the record after which to go on, never an offset that must be counted again."""

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.models.base import Record
from desktop.storage.search_words import LONGEST_ASKED

Found = TypeVar("Found")


def page_by_key(
    asked: Session | Connection,
    model: type[Record],
    query: Select[Found],
    column: InstrumentedAttribute[Any],
    *,
    descending: bool,
    after: UUID | None,
    limit: int,
) -> list[Found]:
    """Up to `limit` records of `model`, or of their ids, in order of `column`, then id; without a value comes last.

    A page of ids alone is asked of the connection, which spares what a session does for records.
    Two questions instead of `ORDER BY column IS NULL`, which no index serves.
    """
    marker = None if after is None else asked.scalar(select(column).where(model.id == after))
    rows: list[Found] = []
    if after is None or marker is not None:
        part = query.where(column.is_not(None))
        if after is not None:
            part = part.where(_behind(column, marker, model.id, after, descending))
        order = (column.desc(), model.id.desc()) if descending else (column, model.id)
        rows = list(asked.scalars(part.order_by(*order).limit(limit)))
    if len(rows) < limit:
        part = query.where(column.is_(None))
        if after is not None and marker is None:
            part = part.where(model.id < after if descending else model.id > after)
        order_by_id = model.id.desc() if descending else model.id.asc()
        rows += asked.scalars(part.order_by(order_by_id).limit(limit - len(rows)))
    return rows


def _behind(column: Any, marker: Any, id_column: Any, after: UUID, descending: bool) -> ColumnElement[bool]:
    # The plain bound first: it is what the index is searched by.
    if descending:
        return and_(column <= marker, or_(column < marker, id_column < after))
    return and_(column >= marker, or_(column > marker, id_column > after))


def contains(text: str, *columns: Any) -> ColumnElement[bool]:
    """The text stands in one of the columns, upper or lower case alike (LIKE folds ASCII only)."""
    wanted = text.strip()[:LONGEST_ASKED]
    spellings = (
        {wanted} if wanted.isascii() else {wanted, wanted.lower(), wanted.upper(), wanted.capitalize()}
    )
    return or_(
        *(column.contains(spelling, autoescape=True) for column in columns for spelling in sorted(spellings))
    )
