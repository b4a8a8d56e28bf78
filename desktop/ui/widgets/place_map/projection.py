"""Between the earth and the screen: Mercator, so that shapes keep their form while the map moves. Knows no Qt."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import asinh, atan, cos, degrees, radians, sinh, tan

from desktop.ui.widgets.place_map.figures import Position

FARTHEST_NORTH = 85.0
_LEAST, _MOST = 1.0, 4_000_000.0
"""Pixels a degree: the whole earth on a small screen; a pixel for three centimetres."""
_WIDEST_FIT = 200_000.0
"""A single point is shown with half a kilometre around it."""
_KM_PER_DEGREE = 111.32


@dataclass(frozen=True, slots=True)
class Projection:
    """`middle` lies in the middle of a widget of this size; `scale` is pixels a degree of longitude."""

    middle: Position = (42.0, 60.0)
    scale: float = 12.0
    width: float = 400.0
    height: float = 300.0

    def to_screen(self, at: Position) -> tuple[float, float]:
        return (
            self.width / 2 + (at[1] - self.middle[1]) * self.scale,
            self.height / 2 - (_stretched(at[0]) - _stretched(self.middle[0])) * self.scale,
        )

    def to_earth(self, x: float, y: float) -> Position:
        """Never beyond the poles, nor round the earth."""
        up = _stretched(self.middle[0]) - (y - self.height / 2) / self.scale
        lon = self.middle[1] + (x - self.width / 2) / self.scale
        lat = degrees(atan(sinh(radians(up))))
        return (
            max(-FARTHEST_NORTH, min(FARTHEST_NORTH, lat)),
            max(-180.0, min(180.0, lon)),
        )

    def moved(self, dx: float, dy: float) -> "Projection":
        """What lay at (x, y) lies at (x + dx, y + dy)."""
        return replace(self, middle=self.to_earth(self.width / 2 - dx, self.height / 2 - dy))

    def zoomed(self, factor: float, x: float, y: float) -> "Projection":
        """What lies at (x, y) stays there."""
        held = self.to_earth(x, y)
        nearer = replace(self, scale=max(_LEAST, min(_MOST, self.scale * factor)))
        now = nearer.to_screen(held)
        return nearer.moved(x - now[0], y - now[1])

    def fitting(self, points: Iterable[Position], margin: float = 40.0) -> "Projection":
        """All of the points, and some room around them; as it is where there are none."""
        found = [(_stretched(lat), lon) for lat, lon in points]
        if not found:
            return self
        ups, lons = [up for up, _lon in found], [lon for _up, lon in found]
        room_x, room_y = max(self.width - 2 * margin, 40.0), max(self.height - 2 * margin, 40.0)
        wide, tall = max(lons) - min(lons), max(ups) - min(ups)
        scale = min(room_x / max(wide, 1e-9), room_y / max(tall, 1e-9), _WIDEST_FIT)
        up = (max(ups) + min(ups)) / 2
        middle = (degrees(atan(sinh(radians(up)))), (max(lons) + min(lons)) / 2)
        return replace(self, middle=middle, scale=max(_LEAST, scale))

    @property
    def pixels_per_km(self) -> float:
        return self.scale / (_KM_PER_DEGREE * cos(radians(self.middle[0])))

    def edges(self) -> tuple[float, float, float, float]:
        """South, west, north, east."""
        north, west = self.to_earth(0, 0)
        south, east = self.to_earth(self.width, self.height)
        return south, west, north, east


def _stretched(lat: float) -> float:
    return degrees(asinh(tan(radians(max(-FARTHEST_NORTH, min(FARTHEST_NORTH, lat))))))
