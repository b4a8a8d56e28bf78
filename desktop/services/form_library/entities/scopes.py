"""Whose entities a filling sees and may change: those of its own scope and of what lies around it, never a neighbour's."""

from uuid import UUID

from desktop.errors import Refused
from desktop.models import Project
from desktop.models.ids import REGION_SCOPE, country_scope
from desktop.reference.countries import region_countries
from desktop.rules.roles import RIGHTS, Deed
from desktop.rules.vocabulary import Role
from desktop.services.accounts.access import Access, ask_the_office
from desktop.services.form_library.offices import office_countries
from desktop.services.steps import countries_of, roles_on
from desktop.storage.database import Database
from desktop.storage.work import Work


def scopes_around(work: Work, scope_id: UUID) -> tuple[UUID, ...]:
    """The scope itself, then what everybody in it shares: the countries of a project, and the region."""
    project = work.find(Project, scope_id, deleted=True)
    countries = [country_scope(code) for code in countries_of(project)] if project is not None else []
    return tuple(dict.fromkeys((scope_id, *countries, REGION_SCOPE)))


def may_fill_in(work: Work, database: Database, access: Access, scope_id: UUID) -> bool:
    """Whether the present person may change what forms keep there; the server asks the same of the same roles."""
    return bool(roles_there(work, database, access, scope_id) & RIGHTS[Deed.FILL_FORM])


def roles_there(work: Work, database: Database, access: Access, scope_id: UUID) -> frozenset[Role]:
    """The roles that count in a scope."""
    project = work.find(Project, scope_id, deleted=True)
    if project is not None:
        return roles_on(access, project)
    if scope_id == REGION_SCOPE:
        return access.roles_in_region()
    known = {*(one.code for one in region_countries()), *office_countries(work, database)}
    return access.roles(countries=[code for code in known if country_scope(code) == scope_id])


def require_there(
    work: Work, database: Database, access: Access, scope_id: UUID, deed: Deed, what: str
) -> None:
    """Raises Refused, with `what`, where no role that counts in the scope allows the deed."""
    if not roles_there(work, database, access, scope_id) & RIGHTS[deed]:
        raise Refused(what, ask_the_office())
