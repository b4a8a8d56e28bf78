"""Submissions come in through the library: chosen, looked at, mapped, taken in, taken back."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from tests.makers import make_form

TABLE = "Town,arrival/register,_uuid\nOsh,yes,aaaaaaaa-0000-4000-8000-000000000001\nNaryn,no,aaaaaaaa-0000-4000-8000-000000000002\n"


@pytest.fixture
def dialog(person, qtbot):
    """The import of the form `centre_check`."""
    make_form(person.services)
    person.window.go_to("library")
    QApplication.processEvents()
    qtbot.wait(120)  # moving in a list shows the record after 80 ms
    person.window.screen_of("library").form.findChild(QAction, "form_import_submissions").trigger()
    QApplication.processEvents()
    return person.window.findChild(QDialog, "submission_import_dialog")


def rows_of(table):
    model = table.model()
    return [
        [model.index(at, one).data() for one in range(model.columnCount())] for at in range(model.rowCount())
    ]


def drop(dialog, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    dialog.dropEvent(event)
    QApplication.processEvents()


def count(person):
    row = person.services.form_library.list()[0]
    return row.submissions + row.unfinished


def test_a_table_is_looked_at_mapped_taken_in_and_taken_back(person, dialog, tmp_path, monkeypatch):
    file = tmp_path / "kobo.csv"
    file.write_text(TABLE)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(file)], ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(file), ""))
    person.find("submissions_choice_step_1").click()
    QApplication.processEvents()

    columns = rows_of(person.find("submission_columns"))
    assert [row[0] for row in columns] == ["Town", "arrival/register", "_uuid"]
    assert columns[1][2] == "Did you see the register?"
    assert count(person) == 0

    combo = person.find("submission_question")
    combo.setCurrentIndex(combo.findData("arrival/centre"))
    combo.activated.emit(combo.currentIndex())
    QApplication.processEvents()
    assert rows_of(person.find("submission_columns"))[0][2] == "Which centre is this?"

    person.find("submissions_take").click()
    QApplication.processEvents()
    assert len(rows_of(person.find("submission_fates"))) == 2
    assert count(person) == 2
    person.find("submissions_undo").click()
    QApplication.processEvents()
    assert count(person) == 0


def test_a_folder_may_be_dropped_and_what_is_left_says_why(person, dialog, tmp_path):
    folder = tmp_path / "instances"
    (folder / "one").mkdir(parents=True)
    (folder / "one" / "one.xml").write_text("<data id='other'/>")
    drop(dialog, folder)

    assert "other" in rows_of(person.find("submission_rehearsal"))[0][3]
    assert not person.sees("submissions_take")


def test_a_file_without_submissions_says_what_to_choose(person, dialog, tmp_path):
    (tmp_path / "torn.zip").write_bytes(b"PK\x03\x04torn")
    drop(dialog, tmp_path / "torn.zip")

    assert "torn.zip" in person.find("submissions_problem").text()
    assert person.sees("submissions_choice_step_1")


def test_the_remark_on_a_row_can_be_read_whole(person, dialog, tmp_path):
    file = tmp_path / "kobo.csv"
    file.write_text(
        "arrival/centre,arrival/register,arrival/people,_uuid\n"
        "Osh,yes,12,aaaaaaaa-0000-4000-8000-000000000001\n"
        "Naryn,yes,501,aaaaaaaa-0000-4000-8000-000000000002\n"
    )
    drop(dialog, file)
    table, remark = person.find("submission_rehearsal"), person.find("submission_rehearsal_remark")
    assert "At most 500." in remark.text()
    assert remark.wordWrap()
    assert table.columnWidth(3) >= 180
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 0))
    QApplication.processEvents()

    assert not person.sees("submission_rehearsal_remark")  # nothing is to be said of the second
