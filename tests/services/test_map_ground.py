"""The ground of a map: places that know where they lie, nearest to the work first, and shapes of GeoJSON files."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models import Place, ProjectLocation
from desktop.models.ids import country_scope, new_id
from desktop.rules.vocabulary import PlaceCodeSystem
from desktop.services.form_library.map_ground import LOCATION, PLACE
from desktop.services.form_library.map_shapes import parts_of, shapes_in
from tests.makers import make_form, make_form_file, make_project, make_visit

RING = [[72.8, 40.5], [72.9, 40.5], [72.9, 40.6], [72.8, 40.5]]


def geojson(*features) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def feature(kind: str, coordinates, **properties):
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def test_points_lines_and_areas_are_read_with_their_names():
    shapes = shapes_in(
        geojson(
            feature("Point", [72.8, 40.5], NAME="Well"),
            feature("LineString", RING[:2], title="Road"),
            feature("MultiPolygon", [[RING], [RING]], ADM1_EN="Osh", ADM0_EN="Kyrgyzstan"),
            {"type": "GeometryCollection", "geometries": [{"type": "MultiPoint", "coordinates": RING}]},
        ),
        "m.geojson",
    )

    assert [(one.name, len(one.points), one.is_area) for one in shapes] == [
        ("Well", 1, False),
        ("Road", 2, False),
        ("Osh", 4, True),
        ("Osh", 4, True),
        *[("", 1, False)] * 4,
    ]
    assert shapes[0].points == ((40.5, 72.8),)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["type", "features", "geometry", "geometries", "coordinates", "properties", "name"]
            ),
            inner | st.sampled_from(["Point", "MultiPoint", "LineString", "Polygon", "MultiPolygon"]),
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_no_document_breaks_the_reading(document):
    for shape in shapes_in(json.dumps(document).encode(), "m.geojson"):
        assert shape.points


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_geojson_draws_nothing(content):
    assert shapes_in(content, "m.geojson") == ()


def test_parts_of_an_answer_are_positions_or_none():
    assert parts_of("40.5 72.8 0 0;40.6 72.9") == ((40.5, 72.8), (40.6, 72.9))
    assert parts_of("Osh") == parts_of("") == parts_of("40.5") == ()


def test_locations_of_the_project_come_before_places_of_the_country(services):
    project = make_project(services)
    visit = make_visit(services, project)
    form = make_form(services)
    with services.database.writing("test.places") as work:
        for name, lat in (("Osh", "40.5140"), ("Nowhere", None)):
            work.add(
                Place(
                    id=new_id(),
                    scope_id=country_scope("KG"),
                    country="KG",
                    name=name,
                    code_system=PlaceCodeSystem.OFFICE,
                    lat=Decimal(lat) if lat else None,
                    lon=Decimal("72.8161") if lat else None,
                )
            )
        work.add(
            ProjectLocation(
                id=new_id(),
                scope_id=project.id,
                project_id=project.id,
                name="Centre",
                lat=Decimal("40.52"),
                lon=Decimal("72.80"),
            )
        )
    version = services.form_library.get(form).row.version_id

    ground = services.map_grounds.of_submission(visit, version)

    assert [(one.name, one.kind) for one in ground.places][-2:] == [("Centre", LOCATION), ("Osh", PLACE)]


def test_a_geojson_list_of_the_form_is_part_of_the_ground(services):
    survey = (
        ("type", "name", "label", "appearance"),
        ("select_one_from_file wells.geojson", "well", "Well", "map"),
    )
    wells = geojson({**feature("Point", [72.8, 40.5], title="By the school"), "id": "w1"})
    file = make_form_file(survey=survey, choices=(), form_id="wells")
    form = services.form_library.import_form(file, "wells.xlsx", {"wells.geojson": wells}).id
    opened = services.submissions.start(form)

    view = opened.question("/data/well")
    assert [(one.value, one.label, one.geometry) for one in view.choices] == [
        ("w1", "By the school", "40.5 72.8 0 0")
    ]
    ground = services.map_grounds.of_submission(None, opened.record.version_id)
    assert [(one.name, one.points) for one in ground.shapes] == [("By the school", ((40.5, 72.8),))]
