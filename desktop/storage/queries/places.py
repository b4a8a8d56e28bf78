"""Administrative places and sites."""

from collections.abc import Collection, Sequence

from sqlalchemy import func

from desktop.models import Place
from desktop.storage.queries.base import Queries, living
from desktop.storage.queries.pages import contains


class PlaceQueries(Queries):
    def by_code(self, code: str) -> Sequence[Place]:
        return self._all(living(Place).where(Place.code == code))

    def with_codes(self, codes: Collection[str]) -> Sequence[Place]:
        return self._all(living(Place).where(Place.code.in_(codes))) if codes else ()

    def named(self, text: str) -> Sequence[Place]:
        """Places of that name and no longer one, upper or lower case alike."""
        wanted = text.strip()
        return self._all(
            living(Place)
            .where(contains(wanted, Place.name), func.length(Place.name) == len(wanted))
            .order_by(Place.level, Place.id)
        )

    def of_country(self, country: str) -> Sequence[Place]:
        return self._all(living(Place).where(Place.country == country).order_by(Place.code))

    def with_position(self, countries: Collection[str], most: int) -> Sequence[Place]:
        """Sites first, then the larger places before the smaller."""
        wanted = living(Place).where(Place.lat.is_not(None), Place.country.in_(countries))
        return self._all(wanted.order_by(Place.is_site.desc(), Place.level, Place.id).limit(most))
