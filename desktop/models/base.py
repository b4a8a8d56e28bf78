"""What every synced record has, and the words columns say about themselves for capture and merge."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from desktop.models.ids import new_id
from desktop.models.types import Id, Instant
from desktop.rules.vocabulary import Sensitivity

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


def one_of(column: str, words: type[StrEnum] | Sequence[str]) -> CheckConstraint:
    """The column holds one of the closed list, or nothing."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def in_order(first: str, last: str) -> CheckConstraint:
    return CheckConstraint(f"{first} IS NULL OR {last} IS NULL OR {first} <= {last}", name=f"{first}_order")


def synced(*checks: Any, policies: dict[str, str] | None = None, parents: Sequence[str] = ()) -> Any:
    """`__table_args__` of a captured table. `policies` by atom; `parents` are columns whose row comes first."""
    info = {"synced": True, "policies": policies or {}, "parents": tuple(parents)}
    return (*checks, {"info": info})


def atom(name: str, type_: Any = None, **options: Any) -> Any:
    """A column that moves together with the others of the same atom."""
    return mapped_column(*(() if type_ is None else (type_,)), info={"atom": name}, **options)


def parent(table: str, *, optional: bool = False, index: bool = True) -> Any:
    """A reference within the scope; across scopes ids are soft and are plain `Id` columns."""
    return mapped_column(Id, ForeignKey(f"{table}.id"), nullable=optional, index=index)


STAMP = {"policy": "stamp"}
"""Two laptops that make the same natural record never disagree about who made it: the first stands."""


class Record:
    """Columns of every synced record (domain 2: author, office, times, language, sensitivity)."""

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id, sort_order=-1)
    scope_id: Mapped[UUID] = mapped_column(Id, index=True, sort_order=-1)
    created_at: Mapped[datetime] = mapped_column(Instant, sort_order=-1, info=STAMP)
    created_by: Mapped[UUID | None] = mapped_column(Id, sort_order=-1, info=STAMP)
    office: Mapped[str | None] = mapped_column(sort_order=-1, info=STAMP)
    language: Mapped[str | None] = mapped_column(sort_order=-1, info=STAMP)
    sensitivity: Mapped[str] = mapped_column(default=Sensitivity.INTERNAL, sort_order=-1)
    deleted_at: Mapped[datetime | None] = mapped_column(Instant, info={"atom": "deleted"}, sort_order=-1)
