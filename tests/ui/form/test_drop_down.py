"""A drop-down that is searched by typing: what is typed becomes an option, or stays and is said to be none."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.makers import make_form

SURVEY = (
    ("type", "name", "label", "appearance"),
    ("select_one town", "town", "Town", "minimal"),
    ("text", "after", "After", ""),
)
TOWNS = (
    ("list_name", "name", "label"),
    ("town", "ne", "North east"),
    ("town", "nw", "North west"),
    ("town", "s", "South"),
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def submission(person, open_form):
    return open_form(make_form(person.services, survey=SURVEY, choices=TOWNS, form_id="towns", title="Towns"))


def _town(person, submission):
    with person.services.database.reading() as work:
        return work.forms.answer_texts(submission).get("/data/town", "")


def _write(person, text):
    line = person.find("/data/town#search")
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_words_that_several_options_bear_stay_and_stop_the_end(person, submission):
    _write(person, "north")

    line = person.find("/data/town#search")
    assert line.text() == "north"
    assert not person.is_at("/data/after")
    assert "2 options bear these words" in person.find("/data/town#message").text()
    assert _town(person, submission) == "north"
    assert person.services.submissions.open(submission).progress().invalid == 1


def test_more_words_make_it_one_option_and_go_on(person, submission):
    _write(person, "north")
    _write(person, "north w")

    assert _town(person, submission) == "nw"
    assert person.find("/data/town#search").text() == "North west"
    assert not person.sees("/data/town#message")
    person.window.activateWindow()
    QApplication.processEvents()
    assert person.is_at("/data/after")


def test_words_that_no_option_bears_do_not_bring_the_former_choice_back(person, submission):
    _write(person, "south")
    assert _town(person, submission) == "s"
    _write(person, "east of it")

    assert _town(person, submission) == "east of it"
    assert "Nothing in the list" in person.find("/data/town#message").text()
    person.open_again(submission)
    assert person.find("/data/town#search").text() == "east of it"


def test_an_emptied_box_takes_the_answer_out(person, submission):
    _write(person, "south")
    line = person.find("/data/town#search")
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()

    assert _town(person, submission) == ""
    assert not person.sees("/data/town#message")


def test_what_is_being_searched_for_stays_while_the_form_is_shown_anew(person, submission):
    line = person.find("/data/town#search")
    line.setFocus()
    QTest.keyClicks(line, "nor")
    person.services.submissions.open(submission).set(
        "/data/after", "x"
    )  # as a colleague's answer that arrives
    QApplication.processEvents()

    assert line.text() == "nor"
