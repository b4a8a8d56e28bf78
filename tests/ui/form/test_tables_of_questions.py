"""Questions with the appearances of a table: headings over columns, each row's words beside its choices."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.makers import make_form

SURVEY = (
    ("type", "name", "label", "appearance"),
    ("begin_group", "habits", "Habits", "table-list"),
    ("select_one yn", "smoke", "Do they smoke at home, or anywhere else where children are?", ""),
    ("select_one yn", "drink", "Drink", ""),
    ("end_group", "", "", ""),
)
YES_NO = (("list_name", "name", "label"), ("yn", "y", "Yes, certainly"), ("yn", "n", "No"))


@pytest.fixture
def submission(person, open_form):
    form = make_form(person.services, survey=SURVEY, choices=YES_NO, form_id="grid", title="Grid")
    return open_form(form)


def _answers(person, submission):
    with person.services.database.reading() as work:
        return {path: text for path, text in work.forms.answer_texts(submission).items() if "habits" in path}


def _heading(person, value):
    return next(
        one
        for one in person.window.findChildren(QLabel)
        if one.objectName().startswith("/data/habits/reserved") and one.objectName().endswith(f"={value}")
    )


def test_the_words_of_a_row_stand_beside_its_choices_below_their_headings(person, submission):
    for value in ("y", "n"):
        heading = _heading(person, value)
        middle = heading.mapTo(person.window, heading.rect().center())
        for row in ("smoke", "drink"):
            button = person.find(f"/data/habits/{row}={value}")
            at = button.mapTo(person.window, button.rect().center())
            assert abs(at.x() - middle.x()) < 4
            assert at.y() > middle.y()
    first, second = (person.find(f"/data/habits/{row}=y") for row in ("smoke", "drink"))
    assert first.mapTo(person.window, QPoint()).y() < second.mapTo(person.window, QPoint()).y()


def test_a_heading_chooses_nothing_and_the_form_comes_to_its_end(person, submission):
    QTest.mouseClick(_heading(person, "y"), Qt.MouseButton.LeftButton)
    assert _answers(person, submission) == {}
    person.press(Qt.Key.Key_1)
    person.enter()
    person.press(Qt.Key.Key_2)
    person.enter()

    assert _answers(person, submission) == {"/data/habits/smoke": "y", "/data/habits/drink": "n"}
    progress = person.services.submissions.open(submission).progress()
    assert (progress.answered, progress.total) == (2, 2)


def test_no_name_of_the_machinery_is_shown(person, submission):
    QApplication.processEvents()
    shown = [one.text() for one in person.window.findChildren(QLabel) if one.isVisible()]

    assert not [text for text in shown if "reserved" in text or "generated" in text]
    assert any("Habits" in text for text in shown)
