"""Distances, areas and fences on a sphere of 6,378,100 m."""

import math
from itertools import pairwise

from desktop.forms.xpath.functions.table import MANY, Table
from desktop.forms.xpath.values import Value, to_string
from desktop.forms.xpath.world import Context

TABLE = Table()
_RADIUS_M = 6_378_100.0
Point = tuple[float, float]


@TABLE.function("distance", 1, MANY)
def distance(_context: Context, *values: Value) -> float:
    points = points_of(values)
    return math.fsum(_between(a, b) for a, b in pairwise(points))


@TABLE.function("area", 1, MANY)
def area(_context: Context, *values: Value) -> float:
    """The area of the closed line, by its segments laid flat around the first point."""
    points = points_of(values)
    if len(points) < 3:
        return 0.0
    around = 2 * math.pi * _RADIUS_M
    first_lat, first_lon = points[0]
    flat = [
        ((lon - first_lon) * around * math.cos(math.radians(lat)) / 360, (lat - first_lat) * around / 360)
        for lat, lon in points
    ]
    return abs(math.fsum((y1 * x2 - x1 * y2) / 2 for (x1, y1), (x2, y2) in pairwise(flat)))


@TABLE.function("geofence", 2, 2)
def geofence(_context: Context, point: Value, shape: Value) -> bool:
    """True where the point lies within the closed line."""
    at, line = points_of((point,)), points_of((shape,))
    if len(at) != 1 or len(line) < 3:
        return False
    (lat, lon), inside = at[0], False
    for (lat1, lon1), (lat2, lon2) in zip(line, line[1:] + line[:1], strict=True):
        if (lat1 > lat) != (lat2 > lat) and lon < (lon2 - lon1) * (lat - lat1) / (lat2 - lat1) + lon1:
            inside = not inside
    return inside


@TABLE.function("intersects", 1, 1)
def intersects(_context: Context, line: Value) -> bool:
    """True where a line or an area crosses itself; neighbouring segments only share their end."""
    points = points_of((line,))
    segments = [(a, b) for a, b in pairwise(points) if a != b]
    is_closed = len(points) > 2 and points[0] == points[-1]
    for at, one in enumerate(segments):
        for to in range(at + 2, len(segments)):
            if is_closed and at == 0 and to == len(segments) - 1:
                continue
            if _cross(one, segments[to]):
                return True
    return False


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    (a, b), (c, d) = one, other
    if _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0:
        return True
    return _lies_on(a, b, c) or _lies_on(a, b, d) or _lies_on(c, d, a) or _lies_on(c, d, b)


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _lies_on(a: Point, b: Point, c: Point) -> bool:
    is_between = all(min(a[axis], b[axis]) <= c[axis] <= max(a[axis], b[axis]) for axis in (0, 1))
    return is_between and _side(a, b, c) == 0


def points_of(values: tuple[Value, ...]) -> list[Point]:
    """Latitude and longitude from geopoints, traces and shapes; what is no point makes the list empty."""
    found: list[Point] = []
    for value in values:
        texts = [node.string() for node in value] if isinstance(value, list) else [to_string(value)]
        for text in texts:
            for piece in filter(None, (part.strip() for part in text.split(";"))):
                point = _point(piece)
                if point is None:
                    return []
                found.append(point)
    return found


def _point(text: str) -> Point | None:
    try:
        latitude, longitude = (float(part) for part in text.split()[:2])
    except ValueError:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _between(a: Point, b: Point) -> float:
    lat1, lon1, lat2, lon2 = (math.radians(part) for part in (*a, *b))
    if a == b:
        return 0.0
    cosine = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(lon1 - lon2)
    return _RADIUS_M * math.acos(max(-1.0, min(1.0, cosine)))
