"""The notice that ends each commit: what changed, so that open screens can reload."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """`areas` are table names; `ids` may be empty after a large change, meaning any record of them."""

    areas: frozenset[str]
    ids: frozenset[UUID]
    origin: Literal["person", "sync", "upkeep"]
    action: str = ""


Listener = Callable[[Changed], None]
