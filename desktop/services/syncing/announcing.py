"""Says whose each scope is, before anything leaves this laptop."""

from desktop.models.ids import country_scope
from desktop.reference.countries import region_countries
from desktop.reference.offices import all_offices, find_office, find_office_of
from desktop.services.accounts.service import AccountService
from desktop.storage.database import Database


def announce_scopes(database: Database, accounts: AccountService) -> None:
    """The office that serves a country, where this person belongs to it."""
    me = accounts.me()
    mine = me.office.code if me.office else None
    family = _family(mine)
    served = {
        country_scope(country.code): (office.code if office and office.code in family else mine)
        for country in region_countries()
        for office in [find_office_of(country.code)]
    }
    with database.local() as work:
        work.enrolment.announce(
            {scope: office for scope, office in served.items() if office is not None}, mine, family
        )


def _family(code: str | None) -> frozenset[str]:
    """The office itself and all below it; what a role there reaches."""
    if code is None or find_office(code) is None:
        return frozenset() if code is None else frozenset({code})
    found = {code}
    for office in all_offices():  # parents come before their children
        if office.parent in found:
            found.add(office.code)
    return frozenset(found)
