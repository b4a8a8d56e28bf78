"""Points on the ground from what people have: a GPX track, KML, GeoJSON, or a photo that knows where it was taken."""

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree

from desktop.errors import BadInput
from desktop.i18n import _
from desktop.services.visits.photos import read_photo

MOST_POINTS = 10_000
_PHOTOS = frozenset({"jpg", "jpeg", "png", "webp", "heic", "tif", "tiff"})


def points_in(content: bytes, file_name: str) -> tuple[str, ...]:
    """Each as a form keeps it: `lat lon altitude accuracy`. Raises BadInput where there is none."""
    ending = file_name.rpartition(".")[2].lower()
    if ending in _PHOTOS:
        found = list(_of_photo(content, file_name))
    elif ending in ("geojson", "json"):
        found = list(_of_geojson(content))
    else:
        found = list(_of_xml(content))
    if not found:
        raise BadInput(
            _("There is no position in {name}.").format(name=file_name),
            _("Choose a GPX or KML track, a GeoJSON file, or a photo with its place."),
        )
    return tuple(found[:MOST_POINTS])


def _of_photo(content: bytes, file_name: str) -> Iterator[str]:
    facts = read_photo(content, file_name)
    if facts.lat is not None and facts.lon is not None:
        yield _point(facts.lat, facts.lon)


def _of_geojson(content: bytes) -> Iterator[str]:
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return
    yield from _pairs(document)


def _pairs(found: Any) -> Iterator[str]:
    """Every pair of numbers below `coordinates`, longitude first."""
    if isinstance(found, dict):
        for key in ("features", "geometries", "geometry", "coordinates"):
            if key in found:
                yield from _pairs(found[key])
    elif isinstance(found, list):
        numbers = [one for one in found if isinstance(one, (int, float)) and not isinstance(one, bool)]
        if len(numbers) >= 2 and len(numbers) == len(found):
            yield _point(numbers[1], numbers[0], numbers[2] if len(numbers) > 2 else 0)
        else:
            for one in found:
                yield from _pairs(one)


def _of_xml(content: bytes) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return
    for element in root.iter("{*}trkpt", "{*}rtept", "{*}wpt", "{*}coordinates"):
        if element.get("lat") is not None:
            yield from _checked(element.get("lat"), element.get("lon"), element.findtext("{*}ele"))
            continue
        for triple in (element.text or "").split():
            parts = [*triple.split(","), None, None]
            yield from _checked(parts[1], parts[0], parts[2])


def _checked(lat: str | None, lon: str | None, altitude: str | None) -> Iterator[str]:
    try:
        yield _point(float(lat or "x"), float(lon or "x"), float(altitude or 0))
    except ValueError:
        return


def _point(lat: Any, lon: Any, altitude: Any = 0) -> str:
    return f"{float(lat):.7g} {float(lon):.8g} {float(altitude):g} 0"
