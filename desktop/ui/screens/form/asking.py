"""What an editor asks of the window, beyond keeping its answer."""

from enum import StrEnum


class Ask(StrEnum):
    FILE = "file"
    DRAWING = "drawing"
    FORM_DRAWING = "form_drawing"
    """The drawing of the form whose parts are the options."""
    POINTS = "points"
    """Points of a GPX track, a GeoJSON or KML file, or of a photo."""
    MAP = "map"
    """Points set on a map."""
    CODE = "code"
    """The bar code on a picture."""
