"""Rows of a gazetteer (p-codes) as plain places."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from desktop.exchange.cells import CellReader
from desktop.exchange.grid import Row, Table
from desktop.exchange.mapping import ColumnMap, Field, map_table
from desktop.exchange.parts import read_country, read_position
from desktop.exchange.remarks import Remark
from desktop.exchange.rows import ImportedRow, Reading, leave_duplicates
from desktop.reference.countries import find_country
from desktop.rules.vocabulary import PlaceCodeSystem

FIELDS = (
    Field(
        key="country",
        aliases=("location", "iso3", "iso2", "country code", "admin0 pcode", "adm0_pcode", "страна"),
        needed=True,
        example="KGZ",
    ),
    Field(key="level", aliases=("admin level", "adm level", "уровень"), example="1"),
    Field(key="code", aliases=("p-code", "pcode", "place code", "код"), example="KG02"),
    Field(key="name", aliases=("place", "place name", "admin name", "название"), needed=True, example="Osh"),
    Field(key="parent", aliases=("parent p-code", "parent pcode", "parent code"), example="KGZ"),
    Field(key="valid_from", aliases=("valid from date", "valid from", "date"), example="2022-01-01"),
    Field(key="lat", aliases=("latitude", "широта"), example="40.53"),
    Field(key="lon", aliases=("long", "lng", "longitude", "долгота"), example="72.80"),
    Field(key="accuracy_m", aliases=("accuracy",), example="30"),
    Field(key="code_system", aliases=("vocabulary", "system"), example="ocha_pcode"),
    Field(key="is_site", aliases=("site",)),
)
_SYSTEMS = frozenset(system.value for system in PlaceCodeSystem)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow(ImportedRow):
    country: str | None = None
    level: int | None = None
    is_site: bool = False
    code: str | None = None
    code_system: PlaceCodeSystem | None = None
    name: str = ""
    parent_code: str | None = None
    """None where the parent is the country itself."""
    lat: Decimal | None = None
    lon: Decimal | None = None
    accuracy_m: Decimal | None = None
    valid_from: date | None = None


def read_places(table: Table, chosen: dict[str, str] | None = None) -> Reading[PlaceRow]:
    """Every row of the table; parents may stand before or after their children."""
    columns = map_table(table, FIELDS, chosen)
    rows = tuple(_place(row, columns) for row in table.rows)
    unique = leave_duplicates(rows, _key)
    return Reading(rows=_with_parent_doubts(unique, columns), columns=columns)


def _key(place: PlaceRow) -> tuple[str | None, ...] | None:
    if place.code:
        return (place.country, place.code)
    return (place.country, None, place.name, place.parent_code, str(place.lat), str(place.lon))


def _place(row: Row, columns: ColumnMap) -> PlaceRow:
    cells = CellReader(row, columns)
    country = read_country(cells, "country")
    code, name = cells.text("code"), cells.text("name")
    lat, lon = read_position(cells, "lat", "lon")
    level = _level(cells)
    is_site = cells.yes_no("is_site") or False
    return PlaceRow(
        row_number=row.number,
        ref=code or name,
        country=country,
        level=level,
        is_site=is_site,
        code=code or None,
        code_system=_system(cells) if code else None,
        name=name,
        parent_code=_parent(cells, country, code),
        lat=lat,
        lon=lon,
        accuracy_m=cells.amount("accuracy_m"),
        valid_from=cells.day("valid_from"),
        repairs=tuple(cells.repairs),
        problems=tuple(cells.problems),
        left_reason=_reason(cells, country, name),
    )


def _reason(cells: CellReader, country: str | None, name: str) -> Remark | None:
    if not name:
        return Remark(code="no_name", column=cells.title("name"))
    if country is None:
        written = cells.text("country")
        code = "unknown_country" if written else "missing_country"
        return Remark(code=code, column=cells.title("country"), before=written)
    return None


def _level(cells: CellReader) -> int | None:
    text = cells.text("level", note_blanks=False)
    if not text:
        return None
    digit = text.casefold().removeprefix("admin").removeprefix("adm").strip()
    if digit not in {"0", "1", "2", "3", "4"}:
        cells.doubted("unknown_level", "level", text)
        return None
    if digit != text:
        cells.repaired("level_form", "level", text, digit)
    return int(digit)


def _system(cells: CellReader) -> PlaceCodeSystem:
    text = cells.text("code_system").casefold()
    if text in _SYSTEMS:
        return PlaceCodeSystem(text)
    header = cells.title("code").casefold()
    return PlaceCodeSystem.OCHA_PCODE if "p-code" in header or "pcode" in header else PlaceCodeSystem.OFFICE


def _parent(cells: CellReader, country: str | None, own: str) -> str | None:
    text = cells.text("parent")
    if not text or (country is not None and find_country(text) == country):
        return None
    if text == own:
        cells.doubted("parent_is_self", "parent", text)
        return None
    return text


def _with_parent_doubts(rows: tuple[PlaceRow, ...], columns: ColumnMap) -> tuple[PlaceRow, ...]:
    """A parent the file does not have may be in the store already; so the row is taken, and it is said."""
    known = {row.code for row in rows if row.left_reason is None}
    title = columns.title("parent")
    return tuple(
        row
        if row.parent_code is None or row.parent_code in known
        else replace(
            row,
            problems=(*row.problems, Remark(code="parent_not_in_file", column=title, before=row.parent_code)),
        )
        for row in rows
    )
