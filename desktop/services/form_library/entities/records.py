"""Entity lists as people see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityListRow:
    """One list: its name, how many entities it has, and the properties they bear."""

    name: str
    count: int
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRecord:
    """One entity; `name` is its identifier in the list, `values` its properties by name."""

    id: UUID
    list_name: str
    name: str
    label: str
    version: int
    values: Mapping[str, str]
    at: datetime
    author: str | None
    submission_id: UUID | None
    place: str
    """The project whose it is, or what a country or the region shares, in words."""
