"""The ground of a map as it is drawn: what belongs to the visit and its project stands out."""

from desktop.services.form_library.map_ground import PLACE, MapGround
from desktop.ui.widgets.place_map.figures import Line, Spot


def spots_of(ground: MapGround) -> list[Spot]:
    named = [Spot(one.name, (one.lat, one.lon), one.kind != PLACE) for one in ground.places]
    return named + [Spot(one.name, one.points[0]) for one in ground.shapes if len(one.points) == 1]


def lines_of(ground: MapGround) -> list[Line]:
    return [Line(one.points, one.is_area, one.name) for one in ground.shapes if len(one.points) > 1]
