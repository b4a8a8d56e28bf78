"""Which role counts in a scope: offices form a tree, and a role counts for its office and all below."""

from collections.abc import Iterable, Mapping

ROLES = ("reader", "monitor", "manager", "reviewer", "admin")
"""From the least to the most."""


def role_in(
    roles: Mapping[str, str], above: Mapping[str, str | None], kind: str, office: str | None
) -> str | None:
    """The nearest office at or above the scope's decides; `above` gives each office the one above it.

    The region's scope holds what every office shares; the schema says which of it each role may change.
    """
    if kind == "region":
        return role_in_region(roles.values())
    return next((roles[code] for code in upwards(above, office) if code in roles), None)


def role_in_region(held: Iterable[str]) -> str | None:
    """The one that counts in what all offices share, of all that a person holds anywhere: the most, and that alone."""
    return max((role for role in held if role in ROLES), key=ROLES.index, default=None)


def upwards(above: Mapping[str, str | None], office: str | None) -> list[str]:
    """The office itself and all above it; none where it is not known."""
    path: list[str] = []
    while office is not None and office in above and office not in path:
        path.append(office)
        office = above[office]
    return path
