"""Who may do what, per project, country and region; nobody reviews, verifies or endorses own work."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from desktop.rules.vocabulary import Role


class Deed(StrEnum):
    """What a person does, as far as it is not a step of a state machine."""

    READ = "read"
    RECORD_VISIT = "record_visit"
    FILL_FORM = "fill_form"
    RECORD_FINDING = "record_finding"
    VERIFY_FIGURE = "verify_figure"
    REPORT_FIGURE = "report_figure"
    WRITE_ACTION = "write_action"
    EDIT_PROJECT = "edit_project"
    EDIT_MATRIX = "edit_matrix"
    PUBLISH_FORM = "publish_form"
    IMPORT = "import"
    ISSUE_REPORT = "issue_report"
    REVIEW_PROJECT = "review_project"
    DECIDE_CONFLICT = "decide_conflict"
    EDIT_REFERENCE = "edit_reference"
    MANAGE_PEOPLE = "manage_people"
    ERASE = "erase"


_FIELD = frozenset({Role.MONITOR, Role.MANAGER})
_OFFICE = frozenset({Role.MANAGER, Role.ADMIN})
_ALL = frozenset(Role)

RIGHTS: Mapping[Deed, frozenset[Role]] = MappingProxyType(
    {
        Deed.READ: _ALL,
        Deed.RECORD_VISIT: _FIELD,
        Deed.FILL_FORM: _FIELD,
        Deed.RECORD_FINDING: _FIELD,
        Deed.VERIFY_FIGURE: _FIELD,
        Deed.REPORT_FIGURE: _FIELD,
        Deed.WRITE_ACTION: _FIELD | {Role.REVIEWER},
        Deed.EDIT_PROJECT: _OFFICE,
        Deed.EDIT_MATRIX: _OFFICE,
        Deed.PUBLISH_FORM: _OFFICE,
        Deed.IMPORT: _OFFICE,
        Deed.ISSUE_REPORT: _OFFICE | {Role.REVIEWER},
        Deed.REVIEW_PROJECT: frozenset({Role.REVIEWER}),
        Deed.DECIDE_CONFLICT: _FIELD | {Role.REVIEWER, Role.ADMIN},
        Deed.EDIT_REFERENCE: _OFFICE,
        Deed.MANAGE_PEOPLE: frozenset({Role.ADMIN}),
        Deed.ERASE: frozenset({Role.ADMIN}),
    }
)
_NEVER_OWN = frozenset({Deed.REVIEW_PROJECT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A role held through a post: for a project, a country, or (neither named) the whole region."""

    role: Role
    project_id: str | None = None
    country: str | None = None
    starts: date | None = None
    ends: date | None = None

    def reaches(self, project_id: str | None, countries: Iterable[str]) -> bool:
        if self.project_id is not None:
            return self.project_id == project_id
        return self.country is None or self.country in set(countries)

    def is_valid_on(self, day: date) -> bool:
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


def roles_for(
    grants: Iterable[Grant], *, today: date, project_id: str | None = None, countries: Iterable[str] = ()
) -> frozenset[Role]:
    """All roles a person holds today over a project (or over the region's own data)."""
    countries = tuple(countries)
    return frozenset(
        grant.role for grant in grants if grant.is_valid_on(today) and grant.reaches(project_id, countries)
    )


def may(deed: Deed, roles: Iterable[Role], *, own: bool = False) -> bool:
    """May the holder of these roles do it; `own` says the work is hers."""
    return not RIGHTS[deed].isdisjoint(roles) and not (own and deed in _NEVER_OWN)


def is_own(person_id: UUID | None, doers: Collection[UUID]) -> bool:
    """Is the work the person's, to whoever it belongs now: `doers` are all who ever did it."""
    return person_id is not None and person_id in doers


def rights_of(deed: Deed) -> list[str]:
    """Roles in plain words, for the schema the server checks against."""
    return sorted(RIGHTS[deed])
