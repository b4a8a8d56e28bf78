"""What an editor asks of the window, beyond keeping its answer."""

from enum import StrEnum


class Ask(StrEnum):
    FILE = "file"
    DRAWING = "drawing"
    POINTS = "points"
    """Points of a GPX track, a GeoJSON or KML file, or of a photo."""
    CODE = "code"
    """The bar code on a picture."""
