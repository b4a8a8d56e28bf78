"""What a record may become next, and what that step still asks for: shared by everything with states."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.errors import Refused
from desktop.i18n import _
from desktop.rules.vocabulary import Role
from desktop.services.accounts.access import Access

if TYPE_CHECKING:
    from desktop.models import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One thing a step waits for. `tab` and `record_id` say where it is mended."""

    code: str
    tab: str = ""
    record_id: UUID | None = None
    label: str = ""
    """What the person calls the record: a result's number, a form's title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOffer:
    """A step onwards. It stays on offer when something is missing: pressed, it says what."""

    target: str
    missing: tuple[Missing, ...] = ()
    needs_reason: bool = False
    may_take: bool = True
    """Whether the present person's role, and not being the author, allow it."""


def countries_of(project: "Project") -> tuple[str, ...]:
    """ISO codes of the countries a project works in, the largest share first."""
    return country_codes(project.countries)


def country_codes(shares: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The same of a project's countries as its record keeps them."""
    ordered = sorted(shares, key=lambda row: -float(row.get("share") or 0))
    return tuple(str(row["code"]) for row in ordered if row.get("code"))


def require_on(access: Access, project: "Project", roles: Iterable[Role], what: str = "") -> None:
    """Raises Refused unless the present person holds one of `roles` on this project."""
    access.require(*roles, countries=countries_of(project), project_id=project.id, what=what)


def roles_on(access: Access, project: "Project") -> frozenset[Role]:
    return roles_in(access, project.id, project.countries)


def roles_in(access: Access, project_id: UUID, shares: Iterable[Mapping[str, Any]]) -> frozenset[Role]:
    """The roles held on a project of which only its id and countries were read."""
    return access.roles(countries=country_codes(shares), project_id=project_id)


def refuse(what: str, sentences: Iterable[str]) -> Refused:
    """A refusal that lists every missing thing, not the first."""
    listed = list(dict.fromkeys(sentences))
    return Refused(what, _("Still to do: {things}").format(things="; ".join(listed)) if listed else "")
