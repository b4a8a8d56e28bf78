"""The library takes forms in, says what was repaired, and begins to fill them."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from desktop.services.form_library.steps import Step
from tests.makers import make_form, make_form_file


@pytest.fixture
def library(person):
    def show():
        person.window.go_to("library")
        QApplication.processEvents()
        return person.window.screen_of("library")

    return show


def _settle(qtbot):
    qtbot.wait(120)  # moving in a list shows the record after 80 ms


def test_an_empty_library_says_how_forms_come_in(person, library):
    library()
    assert person.sees("forms_empty_step_1")


def test_a_form_is_imported_by_the_button_and_shown_with_its_questions(
    person, library, tmp_path, monkeypatch, qtbot
):
    file = tmp_path / "centre_check.xlsx"
    file.write_bytes(make_form_file())
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(file)], ""))
    view = library()
    person.find("import_form").click()
    QApplication.processEvents()
    looked = _dialog()
    table = looked.findChild(QWidget, "look_questions")
    assert "Which centre is this?" in [
        table.model().index(at, 0).data().strip() for at in range(table.model().rowCount())
    ]
    assert person.services.form_library.list() == ()

    QTest.keyClick(looked, Qt.Key.Key_Return)
    _settle(qtbot)

    assert [row.form_id for row in view.forms_model.records] == ["centre_check"]
    assert "taken in" in person.find("import_report").accessibleName()
    table = person.find("form_questions")
    labels = [table.model().index(at, 0).data().strip() for at in range(table.model().rowCount())]
    assert "Which centre is this?" in labels


def test_repairs_stand_in_a_table_with_their_place(person, library, tmp_path, qtbot):
    file = tmp_path / "dirty.xlsx"
    survey = (("Type ", "Name", "Label"), ("string", "a", "A"), ("text", "b", "B"))
    file.write_bytes(make_form_file(survey, (), form_id="dirty"))
    view = library()
    _drop(view, file)
    _take_in()
    person.find("import_report_link").click()
    _settle(qtbot)

    table = person.find("form_repairs")
    rows = [
        [table.model().index(at, column).data() for column in range(4)]
        for at in range(table.model().rowCount())
    ]
    assert ["survey", "2", "type"] in [row[:3] for row in rows]
    assert all(row[3] for row in rows)


def test_a_file_that_is_no_form_says_why_and_keeps_nothing(person, library, tmp_path, qtbot):
    file = tmp_path / "holiday.xlsx"
    file.write_bytes(b"sea and sun")
    view = library()
    _drop(view, file)
    _settle(qtbot)

    assert "holiday.xlsx" in person.find("import_failed").accessibleName()
    assert person.find("form_repairs").model().rowCount() >= 1
    assert person.services.form_library.list(retired=True) == ()


def test_the_same_file_again_says_that_it_is_here(person, library, tmp_path, qtbot):
    file = tmp_path / "centre_check.xlsx"
    file.write_bytes(make_form_file())
    view = library()
    _drop(view, file)
    _take_in()
    _drop(view, file)
    _settle(qtbot)

    assert "here already" in person.find("import_report").accessibleName()


def test_a_file_that_is_left_leaves_nothing_and_shows_what_stood_there(person, library, tmp_path, qtbot):
    make_form(person.services)
    file = tmp_path / "other.xlsx"
    file.write_bytes(make_form_file(form_id="other", title="Market prices"))
    view = library()
    _settle(qtbot)
    before = person.services.form_library.list()

    _drop(view, file)
    QTest.keyClick(_dialog(), Qt.Key.Key_Escape)
    _settle(qtbot)

    assert person.services.form_library.list() == before
    assert person.find("form_primary").text() == "Fill in"


def test_a_newer_file_of_a_form_says_what_becomes_of_the_one_that_is_here(person, library, tmp_path):
    make_form(person.services)
    file = tmp_path / "newer.xlsx"
    file.write_bytes(make_form_file(title="Another title"))
    _drop(library(), file)

    assert "becomes the newest" in _dialog().findChild(QLabel, "look_words").text()


def test_many_files_are_taken_in_with_one_answer(person, library, tmp_path, qtbot):
    view = library()
    files = [tmp_path / f"{name}.xlsx" for name in ("one", "two", "three")]
    for file in files:
        file.write_bytes(make_form_file(form_id=file.stem))

    _drop(view, *files)
    dialog = _dialog()
    assert dialog.all.text() == "The same for the other 2 files"
    dialog.all.click()
    dialog.take.click()
    _settle(qtbot)

    assert {row.form_id for row in person.services.form_library.list()} == {"one", "two", "three"}
    _drop(view, file)
    _drop(view, files[0])
    file.write_bytes(make_form_file(form_id="four"))
    _drop(view, file)
    assert _dialog().isVisible()


def test_after_a_file_that_is_no_form_the_one_shown_before_can_be_chosen_again(
    person, library, tmp_path, qtbot
):
    make_form(person.services)
    file = tmp_path / "holiday.xlsx"
    file.write_bytes(b"sea and sun")
    view = library()
    _settle(qtbot)
    _drop(view, file)
    assert not view.forms.currentIndex().isValid()
    assert not person.sees("form_tabs")

    view.forms.setCurrentIndex(view.forms_model.index(0, 0))
    _settle(qtbot)

    assert person.find("form_primary").text() == "Fill in"


def test_a_form_is_begun_without_a_visit_and_stands_among_the_unfinished(person, library, qtbot):
    make_form(person.services)
    view = library()
    _settle(qtbot)
    person.find("form_primary").click()
    QApplication.processEvents()
    assert person.window.current_key == "form"
    person.enter("Osh")
    person.find("form_back").click()
    QApplication.processEvents()

    assert person.window.current_key == "library"
    person.find("library_kind_2").click()
    assert [draft.missing for draft in view.drafts_model.records] == [2]
    view.drafts.opened.emit(view.drafts_model.records[0])
    QApplication.processEvents()
    assert person.find("/data/arrival/centre").text() == "Osh"


def test_a_form_is_retired_and_taken_back_into_use(person, library, qtbot):
    form = make_form(person.services)
    view = library()
    _settle(qtbot)
    view.form.findChild(object, "form_retire").trigger()
    QApplication.processEvents()
    assert person.services.form_library.list() == ()

    view.filters.added.emit("retired")
    QApplication.processEvents()
    _settle(qtbot)
    view.form.findChild(object, "form_retire").trigger()
    QApplication.processEvents()
    assert [row.id for row in person.services.form_library.list()] == [form]


def test_the_search_finds_forms_and_says_when_none_matches(person, library, qtbot):
    make_form(person.services)
    make_form(person.services, form_id="other", title="Market prices")
    view = library()
    view.search.setText("market")
    qtbot.waitUntil(lambda: len(view.forms_model.records) == 1, timeout=2000)
    view.search.setText("nothing like this")
    qtbot.waitUntil(lambda: person.sees("forms_no_match_step_1"), timeout=2000)


def _dialog():
    QApplication.processEvents()
    shown = [one for one in QApplication.topLevelWidgets() if one.objectName() == "look_dialog"]
    return next(one for one in shown if one.isVisible())


def _take_in() -> None:
    _dialog().take.click()
    QApplication.processEvents()


def _drop(view, *files) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    view.dropEvent(event)
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("action", "name"),
    [
        ("form_export_labels", "out.xlsx"),
        ("form_export_names", "out.zip"),
        ("form_export_openrosa", "sent.zip"),
    ],
)
def test_the_submissions_of_a_form_are_written_where_the_person_says(
    person, library, tmp_path, monkeypatch, qtbot, action, name
):
    make_form(person.services)
    target = tmp_path / name
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    view = library()
    _settle(qtbot)

    view.form.findChild(QAction, action).trigger()

    qtbot.waitUntil(target.exists, timeout=3000)
    assert target.read_bytes()[:2] == b"PK"


def test_the_head_of_a_form_and_its_tab_count_the_same_submissions(person):
    form = make_form(person.services)
    for centre in ("Osh", "Naryn"):
        steps = [Step("set", "/data/arrival/centre", centre), Step("set", "/data/arrival/register", "some")]
        steps.append(Step("set", "/data/courses_held/courses[1]/title", "Welding"))
        assert person.services.submissions.fill(form, steps).valid
    person.services.submissions.fill(form, [])
    person.window.go_to("library")
    QApplication.processEvents()
    pane = person.window.screen_of("library").form

    words = [one.text() for one in pane.header.findChildren(QLabel)]
    assert any("2 submissions" in one for one in words)
    assert any("1 unfinished" in one for one in words)
    pane.tabs.show_page("answers")
    QApplication.processEvents()
    assert pane.answers.count.text() == "2 submissions"
    assert pane.tabs.bar._counts[1] == "2"
