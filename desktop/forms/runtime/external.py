"""Lists that lie beside a form - CSV, XML, GeoJSON - as trees expressions can read."""

import csv
import io
import json
from typing import Any

from lxml import etree

from desktop.forms.xpath.nodes import XmlNode, element_of, simple_list

_LONGEST_FIELD = 1_000_000


def read_list(file_name: str, content: bytes) -> XmlNode | None:
    """The list in a file; None where it cannot be read as one."""
    ending = file_name.rpartition(".")[2].lower()
    try:
        if ending == "xml":
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            return element_of(etree.fromstring(content, parser))
        if ending in ("geojson", "json"):
            return simple_list(_features(json.loads(content)))
        return simple_list(list_rows(content))
    except (etree.XMLSyntaxError, ValueError, csv.Error, AttributeError, LookupError, TypeError):
        return None  # what a GeoJSON file may hold in the place of an object or a pair has no end


def list_rows(content: bytes) -> list[dict[str, str]]:
    """The lines of a list in CSV by their columns, whatever parts them. Raises csv.Error."""
    text = content.decode("utf-8-sig", "replace")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [{str(key).strip(): str(value or "") for key, value in row.items() if key} for row in reader]


def _features(document: Any) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    features = document.get("features", []) if isinstance(document, dict) else []
    for feature in features:
        properties = feature.get("properties") or {}
        row = {str(key): "" if value is None else str(value) for key, value in properties.items()}
        row.setdefault("id", str(feature.get("id", "")))
        row["geometry"] = _geometry(feature.get("geometry") or {})
        found.append(row)
    return found


def _geometry(geometry: dict[str, Any]) -> str:
    points = geometry.get("coordinates") or []
    if geometry.get("type") == "Point":
        points = [points]
    elif geometry.get("type") in ("Polygon", "MultiLineString"):
        points = points[0]  # the outer ring; the first line
    elif geometry.get("type") == "MultiPolygon":
        points = points[0][0]
    return "; ".join(f"{_degrees(point[1])} {_degrees(point[0])} 0 0" for point in points)


def _degrees(number: float) -> str:
    """As it was written, but never with an exponent: a form takes `1e-05` for no number."""
    written = str(number)
    return f"{number:.7f}" if "e" in written else written
