"""What an offline map is drawn from: places of the store that know where they lie, and lines of GeoJSON files."""

from dataclasses import dataclass
from uuid import UUID

from desktop.models import Project, Visit
from desktop.services.form_library.map_shapes import MapShape, shapes_in
from desktop.services.form_library.offices import office_countries
from desktop.services.form_library.service import FormLibraryService
from desktop.services.steps import countries_of
from desktop.storage.database import Database
from desktop.storage.work import Work

SITE, LOCATION, PLACE = "site", "location", "place"
MOST_PLACES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPlace:
    """`kind`: a site of the visit, a location of its project, or any place of the country."""

    name: str
    lat: float
    lon: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapGround:
    """The nearest to the work first: sites, locations, then places."""

    places: tuple[MapPlace, ...] = ()
    shapes: tuple[MapShape, ...] = ()


class MapGroundService:
    """Reads only, and nothing from any network."""

    def __init__(self, database: Database, library: FormLibraryService) -> None:
        self._database, self._library = database, library

    def of_submission(self, visit_id: UUID | None, version_id: UUID) -> MapGround:
        """What lies around a submission; a form's own GeoJSON lists are part of its ground."""
        with self._database.reading() as work:
            places = _places(work, visit_id, office_countries(work, self._database))
        shapes = tuple(
            shape
            for name, content in self._library.lists(version_id).items()
            if name.lower().endswith((".geojson", ".json"))
            for shape in shapes_in(content, name)
        )
        return MapGround(places=places, shapes=shapes)


def _places(work: Work, visit_id: UUID | None, countries: tuple[str, ...]) -> tuple[MapPlace, ...]:
    """Each name and position once, under the kind that is nearest to the work."""
    found: dict[tuple[str, float, float], MapPlace] = {}

    def note(kind: str, name: str, lat: object, lon: object) -> None:
        if lat is not None and lon is not None and len(found) < MOST_PLACES:
            at = (float(str(lat)), float(str(lon)))
            found.setdefault((name, *at), MapPlace(name=name, lat=at[0], lon=at[1], kind=kind))

    if visit_id is not None:
        visit = work.find(Visit, visit_id)
        for site in work.visits.sites_of(visit_id):
            note(SITE, site.name, site.lat, site.lon)
        if visit is not None:
            project = work.find(Project, visit.project_id)
            countries = (countries_of(project) if project is not None else ()) or countries
            for location in work.projects.locations_of(visit.project_id):
                note(LOCATION, location.name, location.lat, location.lon)
    for place in work.places.with_position(countries, MOST_PLACES):
        note(PLACE, place.name, place.lat, place.lon)
    return tuple(found.values())
