"""Rows of project locations: a country, an office, a point on the map."""

import re
from dataclasses import dataclass
from decimal import Decimal

from desktop.exchange.cells import CellReader
from desktop.exchange.grid import Row, Table
from desktop.exchange.mapping import ColumnMap, Field, map_table
from desktop.exchange.parts import read_position, read_project_ref
from desktop.exchange.remarks import Remark
from desktop.exchange.rows import ImportedRow, Reading, leave_duplicates

FIELDS = (
    Field(
        key="project_ref",
        aliases=("iati_identifier", "iati identifier", "project", "project code", "iati_id"),
        needed=True,
        example="XM-DAC-47066-LM.0465",
    ),
    Field(key="ref", aliases=("location_ref", "location ref")),
    Field(key="reach", aliases=("location_reach",), example="1"),
    Field(key="name", aliases=("location_name", "location", "place", "site"), example="Osh"),
    Field(key="description", aliases=("location_activity_descr", "activity description")),
    Field(
        key="place_code",
        aliases=("location_adm_code", "location_id_code", "p-code", "pcode", "code"),
        example="KG02",
    ),
    Field(
        key="place_vocabulary", aliases=("location_adm_vocabulary", "location_id_vocabulary", "vocabulary")
    ),
    Field(key="place_level", aliases=("location_adm_level", "admin level", "level")),
    Field(key="id_code", aliases=("location_id_code",)),
    Field(key="id_vocabulary", aliases=("location_id_vocabulary",)),
    Field(key="lat", aliases=("location_lat", "latitude"), example="40.53"),
    Field(key="lon", aliases=("location_long", "long", "lng", "longitude"), example="72.80"),
    Field(key="exactness", aliases=("location_exactness_code",)),
    Field(key="location_class", aliases=("location_class_code", "class")),
    Field(key="feature", aliases=("location_feature_designation_code", "feature designation")),
)
_VOCABULARY = re.compile(r"[AG]\d{1,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationRow(ImportedRow):
    project_ref: str = ""
    location_ref: str | None = None
    reach: str | None = None
    name: str = ""
    description: str | None = None
    place_code: str | None = None
    place_vocabulary: str | None = None
    place_level: str | None = None
    lat: Decimal | None = None
    lon: Decimal | None = None
    exactness: str | None = None
    location_class: str | None = None
    feature: str | None = None


def read_locations(table: Table, chosen: dict[str, str] | None = None) -> Reading[LocationRow]:
    columns = map_table(table, FIELDS, chosen)
    rows = (_location(row, columns) for row in table.rows)
    return Reading(rows=leave_duplicates(rows, key_of), columns=columns)


def key_of(row: LocationRow) -> tuple[str, ...]:
    """What makes a location of a project the same one in a later file."""
    place = row.place_code or f"{row.lat}/{row.lon}"
    return (row.project_ref, row.name.casefold(), place)


def _location(row: Row, columns: ColumnMap) -> LocationRow:
    cells = CellReader(row, columns)
    project_ref = read_project_ref(cells, "project_ref")
    code, vocabulary, level = _place_code(cells)
    lat, lon = read_position(cells, "lat", "lon")
    name = cells.text("name") or code or ""
    return LocationRow(
        row_number=row.number,
        ref=f"{project_ref} · {name}" if name else project_ref,
        project_ref=project_ref,
        location_ref=cells.text("ref") or None,
        reach=cells.text("reach") or None,
        name=name,
        description=cells.text("description") or None,
        place_code=code,
        place_vocabulary=vocabulary,
        place_level=level,
        lat=lat,
        lon=lon,
        exactness=cells.text("exactness") or None,
        location_class=cells.text("location_class") or None,
        feature=cells.text("feature") or None,
        repairs=tuple(cells.repairs),
        problems=tuple(cells.problems),
        left_reason=_reason(cells, project_ref, name, lat),
    )


def _reason(cells: CellReader, project_ref: str, name: str, lat: Decimal | None) -> Remark | None:
    if not project_ref:
        return Remark(code="no_reference", column=cells.title("project_ref"))
    if not name and lat is None:
        return Remark(code="no_name", column=cells.title("name"))
    return None


def _place_code(cells: CellReader) -> tuple[str | None, str | None, str | None]:
    """Code, vocabulary, level; published files often hold the two latter in each other's columns."""
    code, vocabulary, level = (cells.text(key) for key in ("place_code", "place_vocabulary", "place_level"))
    if not code:
        code, vocabulary = cells.text("id_code"), cells.text("id_vocabulary")
    if _VOCABULARY.fullmatch(level) and not _VOCABULARY.fullmatch(vocabulary):
        cells.repaired("vocabulary_swapped", "place_vocabulary", f"{vocabulary} / {level}", level)
        vocabulary, level = level, "" if vocabulary == code else vocabulary
    return code or None, vocabulary or None, level or None
