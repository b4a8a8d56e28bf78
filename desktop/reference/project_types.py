"""IOM project types by their two letters, each with its thematic area."""

from dataclasses import dataclass
from functools import cache

from desktop.reference.loader import load_list


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectType:
    code: str
    name: str
    area: str


@cache
def _by_code() -> dict[str, ProjectType]:
    return {
        item["code"]: ProjectType(code=item["code"], name=item["name"], area=item["area"])
        for item in load_list("project_types").items
    }


def all_project_types() -> tuple[ProjectType, ...]:
    return tuple(_by_code().values())


def find_project_type(code: str) -> ProjectType | None:
    return _by_code().get(code)


def thematic_areas() -> tuple[str, ...]:
    return tuple(sorted({kind.area for kind in _by_code().values()}))
