"""Administrative places and sites."""

from collections.abc import Collection, Sequence

from desktop.models import Place
from desktop.storage.queries.base import Queries, living


class PlaceQueries(Queries):
    def by_code(self, code: str) -> Sequence[Place]:
        return self._all(living(Place).where(Place.code == code))

    def with_codes(self, codes: Collection[str]) -> Sequence[Place]:
        return self._all(living(Place).where(Place.code.in_(codes))) if codes else ()

    def named_like(self, text: str, limit: int = 20) -> Sequence[Place]:
        return self._all(
            living(Place).where(Place.name.ilike(f"%{text}%")).order_by(Place.level, Place.name).limit(limit)
        )

    def of_country(self, country: str) -> Sequence[Place]:
        return self._all(living(Place).where(Place.country == country).order_by(Place.code))
