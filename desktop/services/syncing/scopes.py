"""How this laptop stands with each project, and with what a country or the region shares."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from desktop.i18n import _, language
from desktop.models import Project
from desktop.models.ids import REGION_SCOPE, country_scope
from desktop.reference.countries import country_name, region_countries
from desktop.services.syncing.records import ScopeRecord
from desktop.storage.queries.scopes import ScopeState
from desktop.storage.work import Work


def scope_records(work: Work) -> tuple[ScopeRecord, ...]:
    """Those with something to do first, then by code."""
    found = work.scopes.states()
    projects = {one.id: one for one in work.with_ids(Project, [UUID(one.scope_id) for one in found])}
    countries = {country_scope(one.code): one.code for one in region_countries()}
    records = [_record(one, projects, countries) for one in found if _says_something(one, projects)]
    return tuple(sorted(records, key=_place))


def scope_titles(work: Work, scope_ids: Sequence[UUID]) -> dict[UUID, str]:
    """What each is called for people."""
    projects = {one.id: one for one in work.with_ids(Project, list(scope_ids))}
    countries = {country_scope(one.code): one.code for one in region_countries()}
    return {scope_id: _named(scope_id, projects, countries)[1] for scope_id in scope_ids}


def _says_something(state: ScopeState, projects: Mapping[UUID, Project]) -> bool:
    """What is shared by a country without anything of ours in it stands nowhere."""
    to_do = (state.unsent, state.conflicts, state.waiting, state.aside, state.files, state.position)
    return any(to_do) or UUID(state.scope_id) in projects


def _record(
    state: ScopeState, projects: Mapping[UUID, Project], countries: Mapping[UUID, str]
) -> ScopeRecord:
    scope_id = UUID(state.scope_id)
    project, country = projects.get(scope_id), countries.get(scope_id)
    code, title = _named(scope_id, projects, countries)
    return ScopeRecord(
        scope_id=scope_id,
        kind="project"
        if project or (not country and scope_id != REGION_SCOPE)
        else "country"
        if country
        else "region",
        code=code,
        title=title,
        unsent=state.unsent,
        oldest=datetime.fromisoformat(state.oldest) if state.oldest else None,
        conflicts=state.conflicts,
        waiting=state.waiting,
        aside=state.aside,
        files=state.files,
        file_bytes=state.file_bytes,
        position=state.position,
    )


def _named(
    scope_id: UUID, projects: Mapping[UUID, Project], countries: Mapping[UUID, str]
) -> tuple[str, str]:
    """Code and title."""
    project, country = projects.get(scope_id), countries.get(scope_id)
    if project is not None:
        return project.code or project.iati_id or "", project.title
    if country is not None:
        return country, _("What {country} shares").format(country=country_name(country, language()))
    if scope_id != REGION_SCOPE:
        return "", _("A project that is not on this laptop")
    return "", _("What the region shares")


def _place(record: ScopeRecord) -> tuple[bool, bool, str, str]:
    is_busy = bool(record.unsent or record.conflicts or record.waiting or record.aside or record.files)
    return (not is_busy, record.kind != "project", record.code, record.title)
