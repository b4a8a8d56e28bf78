"""OECD DAC sectors by their five-digit code."""

from dataclasses import dataclass
from functools import cache

from desktop.reference.loader import load_list


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    code: str
    name: str
    category: str
    withdrawn: bool = False


@cache
def _by_code() -> dict[str, Sector]:
    return {
        item["code"]: Sector(
            code=item["code"],
            name=item["name"],
            category=item["category"],
            withdrawn=item.get("withdrawn", False),
        )
        for item in load_list("sectors").items
    }


def all_sectors() -> tuple[Sector, ...]:
    """Those in use; withdrawn ones are found by code only."""
    return tuple(sector for sector in _by_code().values() if not sector.withdrawn)


def find_sector(code: str) -> Sector | None:
    return _by_code().get(code)
