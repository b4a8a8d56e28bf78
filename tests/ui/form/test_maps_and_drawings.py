"""Choosing on a map and on a drawing, and setting points on a map: by mouse, and by keys alone."""

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.screens.form.map_dialog import MapDialog
from desktop.ui.window_shell import WindowShell
from tests.makers import make_form_file

SURVEY = (
    ("type", "name", "label", "appearance", "media::image"),
    ("select_one well", "well", "Which well?", "map", ""),
    ("select_one body", "hurt", "Where does it hurt?", "image-map", "body.svg"),
    ("geopoint", "where", "Where is it?", "", ""),
    ("geoshape", "field", "Field", "", ""),
)
CHOICES = (
    ("list_name", "name", "label", "geometry"),
    ("well", "school", "By the school", "40.5166 72.8031 0 0"),
    ("well", "bridge", "By the bridge", "40.5291 72.7848 0 0"),
    ("well", "tank", "Tank", ""),
    ("body", "head", "Head", ""),
    ("body", "arm", "Arm", ""),
)
BODY = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><g transform="translate(10 0)">
<circle id="head" cx="40" cy="20" r="15"/></g><rect id="arm" x="10" y="50" width="20" height="40"/></svg>"""


@pytest.fixture
def begun(person, open_form):
    report = person.services.form_library.import_form(
        make_form_file(survey=SURVEY, choices=CHOICES, form_id="maps", title="Maps"),
        "maps.xlsx",
        {"body.svg": BODY},
    )
    submission = open_form(report.id)
    QApplication.processEvents()
    return submission


def _answers(person, submission):
    with person.services.database.reading() as work:
        return work.forms.answer_texts(submission)


def _dialog() -> MapDialog:
    QApplication.processEvents()
    return next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, MapDialog) and one.isVisible()
    )


def test_a_well_is_chosen_on_the_map(person, begun):
    shown = person.find("/data/well#map")
    x, y = shown.projection.to_screen((40.5291, 72.7848))
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    QApplication.processEvents()

    assert _answers(person, begun)["/data/well"] == "bridge"
    assert person.find("/data/well").currentText() == "By the bridge"


def test_what_lies_nowhere_is_chosen_from_the_list(person, begun):
    combo = person.find("/data/well")
    combo.lineEdit().setText("Tank")
    QTest.keyClick(combo.lineEdit(), Qt.Key.Key_Return)
    QApplication.processEvents()

    assert _answers(person, begun)["/data/well"] == "tank"


def test_a_part_of_a_drawing_is_pressed(person, begun):
    drawing = person.find("/data/hurt#drawing")
    sheet = drawing.sheet()
    for place, value in (((0.5, 0.2), "head"), ((0.2, 0.7), "arm"), ((0.9, 0.9), "arm")):
        at = QPoint(round(sheet.x() + sheet.width() * place[0]), round(sheet.y() + sheet.height() * place[1]))
        QTest.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=at)
        QApplication.processEvents()
        assert _answers(person, begun)["/data/hurt"] == value

    assert person.find("/data/hurt=arm").isChecked()


def test_a_position_is_set_on_the_map_by_keys_alone(person, begun):
    person.find("/data/where#map").setFocus()
    person.press(Qt.Key.Key_Space)
    dialog = _dialog()
    lat, lon = dialog.map.middle()
    QTest.keyClick(dialog.map, Qt.Key.Key_Space)
    QTest.keyClick(dialog.map, Qt.Key.Key_Return)
    QApplication.processEvents()

    assert _answers(person, begun)["/data/where"] == f"{lat:.6f} {lon:.6f} 0 0"


def test_an_area_is_drawn_taken_back_by_a_point_and_closed(person, begun):
    person.find("/data/field#map").click()
    dialog = _dialog()
    for place in (QPoint(100, 80), QPoint(300, 80), QPoint(300, 200), QPoint(310, 210)):
        QTest.mouseClick(dialog.map, Qt.MouseButton.LeftButton, pos=place)
    QTest.keyClick(dialog.map, Qt.Key.Key_Backspace)
    dialog.keep.click()
    QApplication.processEvents()

    points = _answers(person, begun)["/data/field"].split(";")
    assert len(points) == 4
    assert points[0] == points[-1]


def test_lines_of_a_file_are_drawn_below_the_points(person, begun, monkeypatch, tmp_path):
    file = tmp_path / "border.geojson"
    file.write_text(json.dumps({"type": "LineString", "coordinates": [[72.8, 40.5], [72.9, 40.6]]}))
    monkeypatch.setattr(WindowShell, "choose_files", lambda *_of, **_more: (file,))
    person.find("/data/where#map").click()
    dialog = _dialog()
    dialog.lines.click()
    QApplication.processEvents()

    assert dialog.map.middle() == pytest.approx((40.55, 72.85), abs=0.01)
    dialog.reject()
