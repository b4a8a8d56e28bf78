"""A list as a table: the keyboard comes into a cell that takes it, and nothing typed there is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.makers import make_form

SURVEY = (
    ("type", "name", "label"),
    ("text", "head", "Head"),
    ("begin_repeat", "member", "Member"),
    ("text", "job", "Job"),
    ("time", "at", "At"),
    ("dateTime", "since", "Since"),
    ("end_repeat", "", ""),
)


@pytest.fixture
def submission(person, open_form):
    return open_form(make_form(person.services, survey=SURVEY, choices=(), form_id="rows", title="Rows"))


def _answers(person, submission):
    with person.services.database.reading() as work:
        return work.forms.answer_texts(submission)


def test_enter_goes_from_a_question_into_the_first_cell_that_takes_it(person, submission):
    person.enter("Aigul")
    assert person.is_at("/data/member#table")
    person.type("Welder")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()

    assert _answers(person, submission)["/data/member[1]/job"] == "Welder"


def test_tab_and_the_arrow_keys_never_end_on_the_number_of_a_row(person, submission):
    person.press(Qt.Key.Key_Tab)
    while not person.is_at("/data/member#table"):
        person.press(Qt.Key.Key_Tab)
    table = person.find("/data/member#table")
    assert table.currentIndex().column() == 1
    person.press(Qt.Key.Key_Left)

    assert table.currentIndex().column() == 1


@pytest.mark.parametrize(
    ("column", "text", "kept"),
    [(2, "25:00", "25:00"), (3, "28/11/2026", "2026-11-28"), (3, "28/11/2026 14:30", "2026-11-28T14:30:00")],
)
def test_what_is_typed_into_a_cell_is_kept_or_marked_never_dropped(person, submission, column, text, kept):
    table = person.find("/data/member#table")
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, column))
    person.type(text)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()

    name = ("", "", "at", "since")[column]
    assert _answers(person, submission)[f"/data/member[1]/{name}"].startswith(kept)
    assert table.model().index(0, column).data() == text
    is_wrong = "T" not in kept
    assert person.services.submissions.open(submission).progress().invalid == is_wrong
