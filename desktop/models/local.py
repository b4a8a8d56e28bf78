"""What stays on this laptop: its own settings, and the search index."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, event
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base
from desktop.models.types import Id


class LocalSetting(Base):
    __tablename__ = "local_settings"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class SearchEntry(Base):
    """One record that a search may find; its folded words lie in `search_words` under the same row id."""

    __tablename__ = "search_entries"

    row: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[UUID] = mapped_column(Id, unique=True)
    kind: Mapped[str]
    scope_id: Mapped[UUID] = mapped_column(Id)
    opens_id: Mapped[UUID] = mapped_column(Id)
    title: Mapped[str]
    code: Mapped[str | None]


@event.listens_for(SearchEntry.__table__, "after_create")
def _make_words(table: Table, connection: Connection, **_more: Any) -> None:
    # Contentless: the words alone, so the texts themselves are not kept a second time. Text comes folded.
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE search_words USING fts5(title, code, body, content='', contentless_delete=1,"
        " tokenize='unicode61 remove_diacritics 0', prefix='2 3')"
    )
