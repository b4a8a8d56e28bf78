"""What stands on a map: places of the ground, its lines, and pins to choose. Positions are latitude and longitude."""

from dataclasses import dataclass

Position = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the ground; `is_near` ones belong to the work at hand and are drawn stronger."""

    name: str
    at: Position
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line or the edge of an area."""

    points: tuple[Position, ...]
    is_area: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """Something that can be chosen: a point, a line, or an area where the last point is the first."""

    key: str
    label: str
    points: tuple[Position, ...]

    @property
    def is_area(self) -> bool:
        return len(self.points) > 3 and self.points[0] == self.points[-1]

    @property
    def middle(self) -> Position:
        lats = [lat for lat, _lon in self.points]
        lons = [lon for _lat, lon in self.points]
        return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
