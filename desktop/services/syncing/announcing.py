"""Says whose each scope is, before anything leaves this laptop."""

from desktop.models.ids import country_scope
from desktop.reference.countries import region_countries
from desktop.reference.offices import family_of, find_office_of
from desktop.services.accounts.service import AccountService
from desktop.storage.database import Database


def announce_scopes(database: Database, accounts: AccountService) -> None:
    """The office that serves a country, where this person belongs to it."""
    me = accounts.me()
    mine = me.office.code if me.office else None
    family = family_of(mine) if mine is not None else frozenset[str]()
    served = {
        country_scope(country.code): (office.code if office and office.code in family else mine)
        for country in region_countries()
        for office in [find_office_of(country.code)]
    }
    with database.local() as work:
        work.enrolment.announce(
            {scope: office for scope, office in served.items() if office is not None}, mine, family
        )
