"""Offices, people, places and partners of the invented region."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from desktop.models import Office, Partner, Person, Place
from desktop.models.ids import REGION_SCOPE, country_scope, natural_id
from desktop.reference.offices import find_office
from desktop.services.demo.invented import Country, Town, countries
from desktop.services.demo.rows import Hand, Rows, email_of

HOME = "KG"
"""The country of the person who looks around."""

ME, COLLEAGUE = 0, 1
"""Of the people at home: she whose store it is, and he who has the other laptop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A country with what projects and visits refer to."""

    country: Country
    people: tuple[UUID, ...]
    towns: tuple[tuple[UUID, Town], ...]
    partners: tuple[UUID, ...]

    @property
    def code(self) -> str:
        return self.country.code

    @property
    def scope_id(self) -> UUID:
        return country_scope(self.code)


def home_people() -> tuple[tuple[str, str], ...]:
    """Name and address of each colleague at home."""
    home = next(country for country in countries() if country.code == HOME)
    return tuple((name, email_of(name, HOME)) for name in home.people)


def add_lands(rows: Rows, known_offices: frozenset[str], known_people: frozenset[UUID]) -> tuple[Land, ...]:
    """Records that stand in the store already are not made again."""
    keeper = Hand(
        person_id=natural_id("person", home_people()[ME][1]),
        office=HOME,
        day=rows.today - timedelta(days=700),
    )
    for code in ("RO", "CA", *(country.code for country in countries())):
        if code not in known_offices:
            _add_office(rows, code, keeper)
    return tuple(_add_land(rows, country, keeper, known_people) for country in countries())


def _add_office(rows: Rows, code: str, keeper: Hand) -> None:
    office = find_office(code)
    if office is None:
        return
    rows.add(
        Office,
        REGION_SCOPE,
        keeper,
        id=natural_id("office", code),
        code=code,
        names={"en": office.name},
        parent_code=office.parent,
        type=office.type,
        countries=list(office.countries),
        zone=office.zone,
    )


def _add_land(rows: Rows, country: Country, keeper: Hand, known_people: frozenset[UUID]) -> Land:
    people = []
    for name in country.people:
        email = email_of(name, country.code)
        person_id = natural_id("person", email)
        people.append(person_id)
        if person_id not in known_people:
            rows.add(
                Person,
                REGION_SCOPE,
                keeper,
                id=person_id,
                name=name,
                email=email,
                office_code=country.code,
                languages=[],  # as the colleague's own laptop writes it: no conflict at the first sync
            )
    scope = country_scope(country.code)
    towns = tuple(
        (_add_town(rows, country, number, keeper), town) for number, town in enumerate(country.towns, 1)
    )
    partners = tuple(
        rows.add(Partner, scope, keeper, name=name, type="ngo", country=country.code)
        for name in country.partners
    )
    return Land(country=country, people=tuple(people), towns=towns, partners=partners)


def _add_town(rows: Rows, country: Country, number: int, keeper: Hand) -> UUID:
    town, code = country.towns[number - 1], f"{country.code}{number:02d}"
    return rows.add(
        Place,
        country_scope(country.code),
        keeper,
        id=natural_id("place", country.code, "office", code),
        country=country.code,
        level=2,
        is_site=False,
        code=code,
        code_system="office",
        name=town.name,
        names=town.names,
        lat=town.lat,
        lon=town.lon,
    )
