"""Who a person is to each scope: offices form a tree, and a role counts for its office and all below."""

from collections.abc import Mapping
from dataclasses import dataclass

from sync.server.store.registry import Office

ROLES = ("reader", "monitor", "manager", "reviewer", "admin")
"""From the least to the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What one person may reach."""

    email: str
    roles: Mapping[str, str]
    offices: Mapping[str, Office]

    def role_in(self, kind: str, office: str | None) -> str | None:
        """The role that counts in a scope: the nearest office at or above it decides.

        The region's scope holds what every office shares; the schema says which of it each role may change.
        """
        if kind == "region":
            return max(self.roles.values(), key=ROLES.index, default=None)
        return next((self.roles[code] for code in self._upwards(office) if code in self.roles), None)

    def may_read(self, kind: str, office: str | None) -> bool:
        return self.role_in(kind, office) is not None

    def readable(self) -> set[str]:
        """The offices whose scopes this person's laptop holds."""
        return {code for code in self.offices if self.role_in("office", code)}

    def home(self) -> str | None:
        """The office a scope belongs to when its announcer did not say."""
        return next(iter(sorted(self.roles)), None)

    def _upwards(self, office: str | None) -> list[str]:
        path: list[str] = []
        while office is not None and office in self.offices and office not in path:
            path.append(office)
            office = self.offices[office].parent
        return path
