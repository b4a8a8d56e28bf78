"""The office tree that a new store begins with."""

from dataclasses import dataclass
from functools import cache

from desktop.reference.loader import load_list


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeEntry:
    code: str
    name: str
    type: str
    """As in the vocabulary of offices: regional, sub_regional, country, sub ..."""
    parent: str | None
    countries: tuple[str, ...]
    zone: str


@cache
def _by_code() -> dict[str, OfficeEntry]:
    return {
        item["code"]: OfficeEntry(
            code=item["code"],
            name=item["name"],
            type=item["type"],
            parent=item.get("parent"),
            countries=tuple(item["countries"]),
            zone=item["zone"],
        )
        for item in load_list("offices").items
    }


def all_offices() -> tuple[OfficeEntry, ...]:
    """Parents before their children."""
    return tuple(_by_code().values())


def find_office(code: str) -> OfficeEntry | None:
    return _by_code().get(code)


def family_of(code: str) -> frozenset[str]:
    """The office itself and all below it; what a role there reaches."""
    found = {code}
    for office in all_offices():  # parents come before their children
        if office.parent in found:
            found.add(office.code)
    return frozenset(found)


def find_office_of(country: str) -> OfficeEntry | None:
    """The country office that serves a country."""
    return next(
        (
            office
            for office in _by_code().values()
            if office.type == "country" and country in office.countries
        ),
        None,
    )
