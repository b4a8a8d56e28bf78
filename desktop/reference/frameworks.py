"""Items of the frameworks that projects and results are linked to (design: domain 8)."""

from dataclasses import dataclass
from functools import cache

from desktop.reference.loader import load_list

# Frameworks by the words of the domain vocabulary.
_FILES = {
    "migof": ("migof",),
    "sdg": ("sdg_goals", "sdg_targets"),
    "gcm": ("gcm_objectives",),
    "srf": ("srf",),
    "priority": ("srf_priorities",),
    "enabler": ("srf_enablers",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkItem:
    """One aim of a framework."""

    framework: str
    code: str
    title: str
    parent: str | None = None
    level: str | None = None
    suggests: tuple[str, ...] = ()
    """Global Compact objectives that an SRF output points to; a person confirms."""
    key: str = ""
    """The code, made unique where the source uses it twice."""


@cache
def framework_items(framework: str) -> tuple[FrameworkItem, ...]:
    seen: dict[str, int] = {}
    items = []
    for name in _FILES[framework]:
        for item in load_list(name).items:
            code = item["code"]
            seen[code] = seen.get(code, 0) + 1
            items.append(
                FrameworkItem(
                    framework=framework,
                    code=code,
                    title=item["title"],
                    parent=item.get("parent"),
                    level=item.get("level"),
                    suggests=tuple(item.get("gcm", ())),
                    key=code if seen[code] == 1 else f"{code}#{seen[code]}",
                )
            )
    return tuple(items)


@cache
def _by_key(framework: str) -> dict[str, FrameworkItem]:
    return {item.key: item for item in framework_items(framework)}


def find_item(framework: str, key: str) -> FrameworkItem | None:
    return _by_key(framework).get(key)


def suggested_objectives(srf_key: str) -> tuple[FrameworkItem, ...]:
    """Global Compact objectives that an SRF output suggests."""
    output = find_item("srf", srf_key)
    if output is None:
        return ()
    objectives = _by_key("gcm")
    return tuple(objectives[code] for code in output.suggests)


def suggesting_outputs(gcm_code: str) -> tuple[FrameworkItem, ...]:
    """SRF outputs that point to a Global Compact objective."""
    return tuple(item for item in framework_items("srf") if gcm_code in item.suggests)
