"""A map without tiles: what the store and the form know of the ground, drawn by ourselves. North is up.

PlaceMap("site_map", _("Where is it?")).show_ground(places, shapes); show_pins(pins, chosen); show_answer(points, closed)
pressed(lat, lon) by a click or Space at the cross; chosen(key) where a pin lies there
MapTools(place_map)     closer, farther, everything, and the position under the cross in words
"""

from desktop.ui.widgets.place_map.canvas import PlaceMap
from desktop.ui.widgets.place_map.figures import Line, Pin, Spot
from desktop.ui.widgets.place_map.tools import MapTools

__all__ = ["Line", "MapTools", "Pin", "PlaceMap", "Spot"]
