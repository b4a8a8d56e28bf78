"""What the present person may do, where; asked by every service before it acts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from desktop.errors import Refused
from desktop.i18n import _
from desktop.rules.roles import is_own
from desktop.rules.vocabulary import Role
from desktop.storage.opening.identity import role_in_region

EVERYTHING = frozenset(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A role for one project, one country, or (both empty) the whole region."""

    role: Role
    country: str | None = None
    project_id: UUID | None = None


def ask_the_office() -> str:
    """What is left to whoever may not do a thing."""
    return _("Ask your office's manager, or send your remark as a comment.")


class Access:
    """Until a store is enrolled its first user holds every role; afterwards the posts the server sent rule."""

    def __init__(self) -> None:
        self.person_id: UUID | None = None
        self.enrolled = False
        self._grants: tuple[Grant, ...] = ()
        self._by_project: dict[UUID | None, list[Grant]] = {}
        self._held: tuple[str, ...] = ()

    def sign_in(
        self, person_id: UUID, *, enrolled: bool, grants: Iterable[Grant], held: Iterable[str] | None = None
    ) -> None:
        """`held`: the roles the server gave, in whatever office; else those of the grants."""
        self.person_id = person_id
        self.enrolled = enrolled
        self._grants = tuple(grants)
        self._held = tuple(held) if held is not None else tuple(grant.role for grant in self._grants)
        self._by_project = {}
        for grant in self._grants:
            self._by_project.setdefault(grant.project_id, []).append(grant)

    def roles(self, *, countries: Iterable[str] = (), project_id: UUID | None = None) -> frozenset[Role]:
        """Roles held for a project that works in `countries`."""
        if not self.enrolled:
            return EVERYTHING
        where = frozenset(countries)
        held = [
            *self._by_project.get(None, ()),
            *(self._by_project.get(project_id, ()) if project_id else ()),
        ]
        return frozenset(grant.role for grant in held if grant.country is None or grant.country in where)

    def roles_anywhere(self) -> frozenset[Role]:
        """Every role held somewhere: for what all offices share."""
        return frozenset(grant.role for grant in self._grants) if self.enrolled else EVERYTHING

    def roles_in_region(self) -> frozenset[Role]:
        """The one role that counts for what all offices share, as the server sees it."""
        if not self.enrolled:
            return EVERYTHING
        role = role_in_region(self._held)
        return frozenset() if role is None else frozenset({Role(role)})

    def require(
        self, *roles: Role, countries: Iterable[str] = (), project_id: UUID | None = None, what: str = ""
    ) -> None:
        """Raises Refused unless one of `roles` is held there; `what` names the step for the person."""
        if self.roles(countries=countries, project_id=project_id) & frozenset(roles):
            return
        raise Refused(what or _("Your role does not allow this."), ask_the_office())

    def require_other_than(self, doers: Collection[UUID], what: str) -> None:
        """Raises Refused when the present person would review own work: is one of those who did it."""
        if is_own(self.person_id, doers):
            raise Refused(what, _("Nobody approves own work: ask a colleague."))
