"""Which office a form, a filling or an entity belongs to."""

from uuid import UUID

from desktop.models.ids import REGION_SCOPE, country_scope
from desktop.storage.database import Database
from desktop.storage.work import Work


def office_countries(work: Work, database: Database) -> tuple[str, ...]:
    """The countries the present person's office serves."""
    code = database.author.office
    office = work.people.office(code) if code else None
    return tuple(office.countries) if office else ()


def scope_of(countries: tuple[str, ...]) -> UUID:
    """Where an office keeps its forms: its country's own, or the region's where it serves several."""
    return country_scope(countries[0]) if len(countries) == 1 else REGION_SCOPE
