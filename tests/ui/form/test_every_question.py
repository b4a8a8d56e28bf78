"""Every type of question has its own editor, worked by keys."""

from datetime import UTC

import segno
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.forms import Filling, QuestionView, import_form, load_definition
from desktop.services.form_library.positions import points_in
from desktop.ui.screens.form.drawing import DrawingDialog
from desktop.ui.screens.form.files import with_points
from desktop.ui.screens.form.making import make_editor
from desktop.ui.window_shell import WindowShell
from tests.forms.conftest import NOW, as_csv
from tests.forms.question_cases import CHOICES, EDITORS, SURVEY
from tests.makers import make_form

QUESTIONS = (
    ("type", "name", "label", "appearance", "parameters"),
    ("text", "word", "Word", "", ""),
    ("rank colour", "order", "Order", "", ""),
    ("range", "sure", "How sure", "", "start=0 end=10 step=1"),
    ("integer", "count", "Count", "counter", ""),
    ("geoshape", "field", "Field", "", ""),
    ("select_one colour", "fast", "Fast", "quick", ""),
    ("image", "signed", "Signed", "signature", ""),
    ("barcode", "kit", "Kit", "", ""),
)
COLOURS = (
    ("list_name", "name", "label"),
    ("colour", "red", "Red"),
    ("colour", "green", "Green"),
    ("colour", "blue", "Blue"),
)
GPX = b"""<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg><trkpt lat="40.5" lon="72.8"><ele>960</ele></trkpt>
<trkpt lat="40.6" lon="72.9"/></trkseg></trk></gpx>"""


def _filling(survey, choices=""):
    form = import_form(as_csv(survey, choices), "form.csv")
    return Filling(load_definition(form.xform_xml), clock=lambda: NOW, tz=UTC, seed=1)


def _answers(person, submission):
    with person.services.database.reading() as work:
        return work.forms.answer_texts(submission)


def _begin(person, open_form):
    return open_form(
        make_form(person.services, survey=QUESTIONS, choices=COLOURS, form_id="every", title="Every question")
    )


def test_each_type_and_appearance_has_its_editor(qtbot):
    filling = _filling(SURVEY, CHOICES)
    views = {
        view.name: view
        for section in filling.sections()
        for view in filling.questions(section)
        if isinstance(view, QuestionView)
    }
    made = {name: make_editor(views[name], "Z") for name in EDITORS}
    for editor in made.values():
        qtbot.addWidget(editor)

    assert {name: type(editor).__name__ for name, editor in made.items()} == EDITORS
    assert make_editor(views["hello"], "Z") is None


def test_an_order_is_made_by_keys(person, open_form):
    submission = _begin(person, open_form)
    ranking = person.find("/data/order")
    ranking.setCurrentRow(2)
    QTest.keyClick(ranking, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()

    assert _answers(person, submission)["/data/order"] == "red blue green"


def test_a_slider_answers_once_it_is_moved(person, open_form):
    submission = _begin(person, open_form)
    assert "/data/sure" not in _answers(person, submission)
    slider = person.find("/data/sure#slider")
    for _step in range(4):
        QTest.keyClick(slider, Qt.Key.Key_Right)
    person.window.flush()

    assert _answers(person, submission)["/data/sure"] == "4"
    assert person.find("/data/sure").text() == "4"


def test_a_counter_counts_by_the_arrow_keys(person, open_form):
    submission = _begin(person, open_form)
    line = person.find("/data/count")
    for _step in range(3):
        QTest.keyClick(line, Qt.Key.Key_Up)
    QTest.keyClick(line, Qt.Key.Key_Down)
    QApplication.processEvents()

    assert _answers(person, submission)["/data/count"] == "2"


def test_an_area_is_typed_pasted_and_closed(person, open_form):
    submission = _begin(person, open_form)
    line = person.find("/data/field")
    QTest.keyClicks(line, "40.51, 72.81")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.clipboard().setText("40.52 72.81\n40.52 72.82")
    QTest.keyClick(person.find("/data/field"), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()

    kept = _answers(person, submission)["/data/field"]
    assert kept == "40.51 72.81 0 0;40.52 72.81 0 0;40.52 72.82 0 0;40.51 72.81 0 0"


def test_a_signature_is_typed_and_kept_as_a_picture(person, open_form):
    submission = _begin(person, open_form)
    person.find("/data/signed#draw").click()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, DrawingDialog))
    assert not dialog.keep.isEnabled()
    dialog.name.setText("Aigul Mamatova")
    assert not QImage.fromData(dialog.pad.png()).isNull()
    dialog.keep.click()
    QApplication.processEvents()

    assert _answers(person, submission)["/data/signed"].startswith("signed-")


def test_no_row_of_an_order_is_marked_before_the_keyboard_is_in_it(person, open_form):
    _begin(person, open_form)
    ranking = person.find("/data/order")
    assert ranking.selectedItems() == []

    person.find("/data/order#down").click()
    assert [one.text() for one in ranking.selectedItems()] == ["1. Red"]


def test_a_code_is_read_from_a_picture(person, open_form, monkeypatch, tmp_path):
    submission = _begin(person, open_form)
    picture = tmp_path / "kit.png"
    segno.make("KG-2026/0417", micro=False).save(str(picture), scale=6)
    monkeypatch.setattr(WindowShell, "choose_files", lambda *_of, **_more: (picture,))

    person.find("/data/kit#picture").click()
    QApplication.processEvents()

    assert person.find("/data/kit").text() == "KG-2026/0417"
    assert _answers(person, submission)["/data/kit"] == "KG-2026/0417"


def test_points_come_from_a_track_and_a_map_file():
    filling = _filling("type | name | label\ngeotrace | way | Way")
    assert points_in(GPX, "way.gpx") == ("40.5 72.8 960 0", "40.6 72.9 0 0")
    points = points_in(
        b'{"type": "LineString", "coordinates": [[72.8, 40.5], [72.9, 40.6, 5]]}', "way.geojson"
    )
    assert points == ("40.5 72.8 0 0", "40.6 72.9 5 0")
    filling.set("/data/way", "41 73 0 0")

    assert with_points(filling.question("/data/way"), points) == "41 73 0 0;40.5 72.8 0 0;40.6 72.9 5 0"
