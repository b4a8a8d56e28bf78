"""Rows of the invented region, gathered by table and written in the order in which tables need each other."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from desktop.models import Base
from desktop.models.ids import natural_id
from desktop.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who wrote a row, in which office, when."""

    person_id: UUID
    office: str
    day: date

    def at(self) -> datetime:
        return datetime.combine(self.day, time(9, 12), UTC)

    def later(self, days: int) -> "Hand":
        return Hand(person_id=self.person_id, office=self.office, day=self.day + timedelta(days=days))


class Rows:
    """Seeded: the same size and seed on the same day give the same region, ids included."""

    def __init__(self, seed: int, today: date) -> None:
        self.random = Random(seed)
        self.today = today
        self._seed = seed
        self._count = 0
        self._by_table: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def new_id(self, kind: str) -> UUID:
        self._count += 1
        return natural_id("demo", self._seed, self.today.isoformat(), kind, self._count)

    def add(
        self, model: type[Any], scope_id: UUID, hand: Hand, *, id: UUID | None = None, **values: Any
    ) -> UUID:
        table = str(model.__tablename__)
        record_id = id or self.new_id(table)
        created = {"created_at": hand.at(), "created_by": hand.person_id, "office": hand.office}
        self._by_table[table].append({"id": record_id, "scope_id": scope_id, **created, **values})
        return record_id

    def write(self, work: Work) -> int:
        """Write all of them, parents first; answers how many."""
        models = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
        written = 0
        for table in Base.metadata.sorted_tables:
            rows = self._by_table.get(table.name, ())
            work.add_many(models[table.name], _parents_first(rows)) if rows else None
            written += len(rows)
        return written


def _parents_first(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Results hang on results: those without a parent, then level by level."""
    if not any(row.get("parent_id") for row in rows):
        return rows
    depth: dict[Any, int] = {}
    for row in rows:  # a parent is always added before what hangs on it
        depth[row["id"]] = depth.get(row.get("parent_id"), -1) + 1
    return sorted(rows, key=lambda row: depth[row["id"]])


def email_of(name: str, country: str) -> str:
    """An address of the domain that is kept for examples."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("ı", "i"))
    letters = "".join(
        sign if sign.isascii() and sign.isalpha() else "."
        for sign in plain
        if not unicodedata.combining(sign)
    )
    return f"{letters}@{country.lower()}.example.org"


def pick(random: Random, weights: Mapping[str, int]) -> str:
    return random.choices(list(weights), list(weights.values()))[0]
