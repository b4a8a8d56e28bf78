"""Readings that several importers share: a country, a currency, a period, a position, an identifier."""

from datetime import date
from decimal import Decimal

from desktop.exchange.cells import CellReader
from desktop.reference.countries import find_country
from desktop.reference.currencies import is_currency
from desktop.rules.codes import is_iati_id


def read_country(cells: CellReader, key: str) -> str | None:
    """ISO alpha-2; a code of three letters is as good, a name is noted as a repair."""
    text = cells.text(key)
    return None if not text else resolve_country(cells, key, text)


def resolve_country(cells: CellReader, key: str, text: str) -> str | None:
    found = find_country(text)
    if found is None:
        cells.doubted("unknown_country", key, text)
    elif len(text) > 3 or text != text.upper():
        cells.repaired("country_form", key, text, found)
    return found


def read_currency(cells: CellReader, key: str) -> str | None:
    text = cells.text(key)
    if not text:
        return None
    code = text.upper()
    if not is_currency(code):
        cells.doubted("unknown_currency", key, text)
        return None
    if code != text:
        cells.repaired("code_form", key, text, code)
    return code


def read_period(cells: CellReader, start_key: str, end_key: str) -> tuple[date | None, date | None]:
    """Start and end; an end before its start is left out and said, for the store keeps only what can be true."""
    start, end = cells.day(start_key), cells.day(end_key)
    if start is not None and end is not None and end < start:
        cells.repaired("end_before_start", end_key, end.isoformat(), start.isoformat())
        end = None
    return start, end


def read_position(cells: CellReader, lat_key: str, lon_key: str) -> tuple[Decimal | None, Decimal | None]:
    """Latitude and longitude, both or neither."""
    lat, lon = cells.amount(lat_key), cells.amount(lon_key)
    if lat is None and lon is None:
        return None, None
    if lat is None or lon is None:
        cells.doubted("coordinate_alone", lat_key if lat is None else lon_key)
        return None, None
    for key, value, limit in ((lat_key, lat, 90), (lon_key, lon, 180)):
        if abs(value) > limit:
            cells.doubted("bad_coordinate", key, str(value))
            return None, None
    return lat, lon


def read_project_ref(cells: CellReader, key: str) -> str:
    """The identifier of the project a row belongs to, as written; an odd one is doubted, not changed."""
    text = cells.text(key)
    if text and any(char.isspace() for char in text):
        cells.doubted("bad_ref", key, text)
    return text


def read_iati_id(cells: CellReader, key: str) -> str:
    text = cells.text(key)
    if text and not is_iati_id(text):
        cells.doubted("bad_ref", key, text)
    return text
