"""Points, lines and areas out of a GeoJSON, KML or GPX file, for drawing a map."""

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from desktop.services.form_library.positions import points_in

MOST_POINTS = 200_000
_NAMES = ("name", "title", "label", "shapename")
_DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How many lists of positions lie in one another below `coordinates`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapShape:
    """`points` are pairs of latitude and longitude; one alone is a point."""

    name: str
    points: tuple[tuple[float, float], ...]
    is_area: bool


def shapes_in(content: bytes, file_name: str) -> tuple[MapShape, ...]:
    """As many as can be drawn; none where a GeoJSON cannot be read. Raises BadInput for another file without points."""
    if not file_name.lower().endswith((".geojson", ".json")):
        points = tuple(_pair(point) for point in points_in(content, file_name))
        return (MapShape(name="", points=points, is_area=False),)
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return ()
    found: list[MapShape] = []
    left = MOST_POINTS
    for shape in _features(document):
        left -= len(shape.points)
        if left < 0:
            break
        found.append(shape)
    return tuple(found)


def parts_of(answer: str) -> tuple[tuple[float, float], ...]:
    """Pairs of latitude and longitude of a geopoint, geotrace or geoshape; none where it is none."""
    try:
        return tuple(_pair(one) for one in answer.split(";") if one.strip())
    except (ValueError, IndexError):
        return ()


def _pair(point: str) -> tuple[float, float]:
    lat, lon = point.split()[:2]
    return float(lat), float(lon)


def _features(document: Any) -> Iterator[MapShape]:
    waiting: deque[tuple[Any, str]] = deque([(document, "")])
    while waiting:
        one, name = waiting.popleft()
        if not isinstance(one, dict):
            continue
        name = _name_of(one.get("properties")) or name
        for key in ("features", "geometries"):
            if isinstance(one.get(key), list):
                waiting += [(inner, name) for inner in one[key]]
        waiting.append((one.get("geometry"), name))
        if isinstance(one.get("type"), str) and one["type"] in _DEPTHS:
            yield from _shapes(one, name)


def _shapes(geometry: dict[str, Any], name: str) -> Iterator[MapShape]:
    kind = str(geometry["type"])
    lists = [geometry.get("coordinates")]
    for _level in range(_DEPTHS[kind] - 1):
        lists = [inner for one in lists if isinstance(one, list) for inner in one]
    if kind in ("Point", "MultiPoint"):
        lists = [[one] for one in (lists if kind == "Point" else lists[0] or [])]
    for one in lists:
        points = tuple(_positions(one))
        if points:
            yield MapShape(name=name, points=points, is_area=kind.endswith("Polygon"))


def _positions(found: Any) -> Iterator[tuple[float, float]]:
    for one in found if isinstance(found, list) else []:
        if isinstance(one, list) and len(one) >= 2 and all(_is_number(part) for part in one[:2]):
            lon, lat = float(one[0]), float(one[1])
            if abs(lat) <= 90 and abs(lon) <= 180:
                yield lat, lon


def _is_number(part: Any) -> bool:
    return isinstance(part, (int, float)) and not isinstance(part, bool)


def _name_of(properties: Any) -> str:
    """Under any spelling; administrative layers name theirs ADM1_EN and the like."""
    if not isinstance(properties, dict):
        return ""
    by_key = {str(key).lower(): value for key, value in properties.items() if isinstance(value, str)}
    names = [by_key[key] for key in _NAMES if key in by_key]
    names += [
        value
        for key, value in sorted(by_key.items(), reverse=True)
        if key.startswith("adm") and key.endswith("_en")
    ]
    return names[0] if names else ""
