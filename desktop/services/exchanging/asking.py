"""What each kind of row asks for: projects, places, locations, budget lines as drafts of records."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from desktop.exchange.budgets import BudgetRow
from desktop.exchange.budgets import key_of as budget_key
from desktop.exchange.locations import LocationRow
from desktop.exchange.locations import key_of as location_key
from desktop.exchange.places import PlaceRow
from desktop.exchange.projects import ProjectRow
from desktop.exchange.projects import Share as FileShare
from desktop.i18n import _
from desktop.models import BudgetLine, Place, Project, ProjectLocation
from desktop.models.ids import country_scope, natural_id
from desktop.reference.offices import find_office_of
from desktop.rules.codes import iati_id_of, is_project_code
from desktop.rules.folding import fold
from desktop.rules.roles import RIGHTS, Deed
from desktop.rules.shares import even_shares
from desktop.rules.vocabulary import ProjectStage
from desktop.services.accounts.access import Access
from desktop.services.exchanging.plan import Asked, Draft
from desktop.services.steps import countries_of
from desktop.storage.work import Work


def may_import(access: Access, countries: Iterable[str], project_id: UUID | None = None) -> bool:
    return not RIGHTS[Deed.IMPORT].isdisjoint(access.roles(countries=countries, project_id=project_id))


def no_right() -> tuple[str, str]:
    return "no_right", _("Your role does not let you import here.")


class KnownProjects:
    """The projects of the store by every name a file may give them; of several that share one, always the same."""

    def __init__(self, work: Work) -> None:
        self._kinds: tuple[dict[str, Project], ...] = ({}, {}, {})
        for project in sorted(work.projects.all_with_bin(), key=lambda one: one.id):
            for kind, name in zip(
                self._kinds, (project.iati_id, project.code, project.prima_id), strict=True
            ):
                if name:
                    kind.setdefault(name, project)

    def find(self, *names: str | None) -> Project | None:
        """By names of any kind, the first first."""
        found = (kind[name] for name in names if name for kind in self._kinds if name in kind)
        return next(found, None)

    def named(self, iati_id: str | None, code: str | None, prima_id: str | None) -> Project | None:
        """Each name held against its own kind first; against another only where that takes no project's own name."""
        own = zip(self._kinds, (iati_id, code, prima_id), strict=True)
        found = next((kind[name] for kind, name in own if name and name in kind), None)
        if found is not None:
            return found
        for field, name in (("iati_id", iati_id), ("code", code), ("prima_id", prima_id)):
            other = self.find(name)
            if other is not None and not getattr(other, field):
                return other
        return None


def ask_projects(work: Work, rows: Iterable[ProjectRow], access: Access) -> list[Asked]:
    known = KnownProjects(work)
    return [_project(row, known, access) for row in rows]


def _project(row: ProjectRow, known: KnownProjects, access: Access) -> Asked:
    found = known.named(row.iati_id, row.code, row.prima_id)
    project_id = found.id if found else _project_id(row)
    countries = [share.code for share in row.countries] or list(countries_of(found) if found else ())
    if not may_import(access, countries, project_id):
        return Asked(row=row, left=no_right())
    values = {
        "kind": row.kind.value,
        "code": row.code,
        "prima_id": row.prima_id,
        "iati_id": row.iati_id,
        "title": row.title,
        "description": row.description,
        "project_type": row.project_type,
        "project_type_name": row.project_type_name,
        "thematic_area": row.thematic_area,
        "planned_start": row.planned_start,
        "planned_end": row.planned_end,
        "actual_start": row.actual_start,
        "actual_end": row.actual_end,
        "countries": _shares(row.countries),
        "sectors": _shares(row.sectors),
        "donors": list(row.donors),
        "budget": row.budget,
        "currency": row.currency,
    }
    if found is not None and any(one.code == "title_from_ref" for one in row.repairs):
        del values["title"]  # a cell that is empty, or was cut off, says nothing of the title that is here
    at_birth = {"stage": (row.stage or ProjectStage.CONCEPT).value, **_office(countries)}
    draft = Draft(model=Project, id=project_id, scope_id=project_id, values=values, at_birth=at_birth)
    return Asked(row=row, drafts=(draft,), remark=_stage_remark(found, row))


def _project_id(row: ProjectRow) -> UUID:
    """The same on every laptop that imports this project, however the file names it."""
    if row.iati_id:
        return natural_id("project", row.iati_id)
    if row.code and is_project_code(row.code):
        return natural_id("project", iati_id_of(row.code))
    named = row.code or row.prima_id
    return natural_id("project", "named", named) if named else natural_id("project", "title", fold(row.title))


def _office(countries: list[str]) -> dict[str, Any]:
    office = find_office_of(countries[0]) if countries else None
    return {"office": office.code} if office else {}


def _stage_remark(found: Project | None, row: ProjectRow) -> tuple[str, str] | None:
    """A project moves from stage to stage by its steps, not by a file."""
    if found is None or row.stage is None or found.stage == row.stage:
        return None
    return "stage_kept", _("Its stage stays as it is here; the file says {stage}.").format(
        stage=row.stage.value
    )


def _shares(shares: Iterable[FileShare]) -> list[dict[str, Any]]:
    listed = list(shares)
    if listed and all(one.share is None for one in listed):
        return [
            {"code": one.code, "share": format(share, "f")}
            for one, share in zip(listed, even_shares(len(listed)), strict=True)
        ]
    return [
        {"code": one.code, "share": None if one.share is None else format(one.share, "f")} for one in listed
    ]


def ask_places(work: Work, rows: Iterable[PlaceRow], access: Access) -> list[Asked]:
    allowed: dict[str, bool] = {}
    asked = []
    for row in rows:
        country = row.country or ""
        if country not in allowed:
            allowed[country] = may_import(access, (country,))
        asked.append(_place(row) if allowed[country] or row.left_reason else Asked(row=row, left=no_right()))
    return asked


def place_id(country: str, code: str) -> UUID:
    return natural_id("place", country, code)


def _place(row: PlaceRow) -> Asked:
    if row.left_reason is not None or row.country is None:
        return Asked(row=row)
    own_id = (
        place_id(row.country, row.code)
        if row.code
        else natural_id("place", row.country, fold(row.name), row.parent_code, row.lat, row.lon)
    )
    values = {
        "country": row.country,
        "level": row.level,
        "code": row.code,
        "code_system": row.code_system.value if row.code_system else None,
        "name": row.name,
        "parent_id": place_id(row.country, row.parent_code) if row.parent_code else None,
        "lat": row.lat,
        "lon": row.lon,
        "accuracy_m": row.accuracy_m,
        "valid_from": row.valid_from,
    }
    draft = Draft(
        model=Place,
        id=own_id,
        scope_id=country_scope(row.country),
        values=values,
        at_birth={"is_site": row.is_site},
    )
    return Asked(row=row, drafts=(draft,))


def ask_locations(work: Work, rows: Iterable[LocationRow], access: Access) -> list[Asked]:
    listed, known = list(rows), KnownProjects(work)
    places = {
        (place.country, place.code): place.id
        for place in work.places.with_codes({row.place_code for row in listed if row.place_code})
    }
    asked = []
    for row in listed:
        project, reason = _owner(row.project_ref, known, access)
        if project is None or row.left_reason is not None:
            asked.append(Asked(row=row, left=reason))
            continue
        found = [places.get((country, row.place_code)) for country in countries_of(project)]
        values = {
            "ref": row.location_ref,
            "name": row.name,
            "description": row.description,
            "place_id": next((one for one in found if one is not None), None),
            "place_code": row.place_code,
            "place_vocabulary": row.place_vocabulary,
            "place_level": row.place_level,
            "lat": row.lat,
            "lon": row.lon,
            "exactness": row.exactness,
            "location_class": row.location_class,
        }
        own_id = natural_id("location", project.id, *location_key(row)[1:])
        asked.append(Asked(row=row, drafts=(_hanging(ProjectLocation, own_id, project, values),)))
    return asked


def ask_budgets(work: Work, rows: Iterable[BudgetRow], access: Access) -> list[Asked]:
    known = KnownProjects(work)
    asked = []
    for row in rows:
        project, reason = _owner(row.project_ref, known, access)
        if project is None or row.left_reason is not None:
            asked.append(Asked(row=row, left=reason))
            continue
        values = {
            "description": row.description,
            "line_type": row.line_type,
            "line_status": row.line_status,
            "period_start": row.period_start,
            "period_end": row.period_end,
            "amount": row.amount,
            "currency": row.currency or project.currency or "",
            "value_date": row.value_date,
        }
        own_id = natural_id("budget_line", project.id, *budget_key(row)[1:])
        asked.append(
            Asked(
                row=row,
                drafts=(_hanging(BudgetLine, own_id, project, values),),
                left=None if values["currency"] else ("missing_currency", _("Its currency is not known.")),
            )
        )
    return asked


def _hanging(model: Any, own_id: UUID, project: Project, values: dict[str, Any]) -> Draft:
    return Draft(
        model=model,
        id=own_id,
        scope_id=project.scope_id,
        values=values,
        at_birth={"project_id": project.id},
    )


def _owner(ref: str, known: KnownProjects, access: Access) -> tuple[Project | None, tuple[str, str] | None]:
    """The project a row belongs to, or why it cannot be taken."""
    project = known.find(ref)
    if project is None:
        return None, (
            "unknown_project",
            _("There is no project {ref} in this store; import the projects first.").format(ref=ref),
        )
    if project.deleted_at is not None:
        return None, ("in_bin", _("Its project lies in the bin."))
    if not may_import(access, countries_of(project), project.id):
        return None, no_right()
    return project, None
