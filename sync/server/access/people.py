"""Who a person is to each scope: offices form a tree, and a role counts for its office and all below."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sync.merge.people import ROLES as ROLES
from sync.merge.people import role_in
from sync.server.store.registry import Office


@dataclass(frozen=True, kw_only=True)
class Access:
    """What one person may reach."""

    email: str
    roles: Mapping[str, str]
    offices: Mapping[str, Office]

    def role_in(self, kind: str, office: str | None) -> str | None:
        """The role that counts in a scope; see `sync.merge.people`."""
        return role_in(self.roles, self.above, kind, office)

    @cached_property
    def above(self) -> dict[str, str | None]:
        """Each office with the one above it."""
        return {code: one.parent for code, one in self.offices.items()}

    def may_read(self, kind: str, office: str | None) -> bool:
        return self.role_in(kind, office) is not None

    @cached_property
    def readable(self) -> frozenset[str]:
        """The offices whose scopes this person's laptop holds."""
        return frozenset(code for code in self.offices if self.role_in("office", code))

    def home(self) -> str | None:
        """The office a scope belongs to when its announcer did not say."""
        return next(iter(sorted(self.roles)), None)
