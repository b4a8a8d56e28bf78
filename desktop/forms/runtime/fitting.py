"""Whether an answer is what its question asks for: a number, a day, a place on the ground, a step of a range."""

import math
import re
from datetime import datetime
from decimal import Decimal, InvalidOperation

from desktop.forms.definition.records import Place, Scale
from desktop.forms.xpath.values import parse_moment, to_number

_TIME = re.compile(
    r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?\Z", re.IGNORECASE
)
_REAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\Z")
_FIGURES = re.compile(r"[\d\s+\-.,()/#*]*\Z")
_FEWEST_POINTS = {"geotrace": 2, "geoshape": 3}
_ROUNDING = Decimal("1e-9")
"""Other clients count in binary fractions: 0.30000000000000004 is the step 0.3."""


def fits(text: str, type_name: str) -> bool:
    """Whether an answer is of its type."""
    if type_name == "integer":
        number = to_number(text)
        return math.isfinite(number) and number == int(number)
    if type_name == "decimal":
        return to_number(text) == to_number(text)
    if type_name == "date":
        return parse_moment(text) is not None
    if type_name == "dateTime":
        return isinstance(parse_moment(text), datetime)
    if type_name == "time":
        return bool(_TIME.match(text.strip()))
    if type_name == "geopoint":
        return _is_point(text)
    if type_name in _FEWEST_POINTS:
        return _are_points(text, _FEWEST_POINTS[type_name])
    return True


def fits_question(text: str, place: Place) -> bool:
    """Whether an answer is of the type of its place, and within what its question offers to slide along or to type."""
    if not fits(text, place.bind.type):
        return False
    if place.only_figures and not _FIGURES.match(text):
        return False
    return place.scale is None or is_step(text, place.scale)


def is_step(text: str, scale: Scale) -> bool:
    """Whether a number is one of those from the start of a scale to its end."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return False
    if not number.is_finite():
        return False
    low, high = min(scale.start, scale.end), max(scale.start, scale.end)
    if not low - _ROUNDING <= number <= high + _ROUNDING:
        return False
    steps = (number - scale.start) / scale.step
    return abs(steps - round(steps)) * abs(scale.step) <= _ROUNDING


def _is_point(text: str) -> bool:
    parts = text.split()
    if not 2 <= len(parts) <= 4 or not all(_REAL.match(part) for part in parts):
        return False
    return abs(float(parts[0])) <= 90 and abs(float(parts[1])) <= 180


def _are_points(text: str, fewest: int) -> bool:
    points = [" ".join(point.split()) for point in text.split(";") if point.strip()]
    if not all(_is_point(point) for point in points):
        return False
    is_closed = fewest > 2 and len(points) > 1 and points[0] == points[-1]
    return len(points) - is_closed >= fewest
