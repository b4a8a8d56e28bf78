"""A list too long for a drop-down: found by typing, taken by Enter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.makers import make_form

SURVEY = (
    ("type", "name", "label"),
    ("select_one place", "place", "Place"),
    ("text", "after", "After"),
)
PLACES = (("list_name", "name", "label"), *(("place", f"p{n}", f"Place {n:04d}") for n in range(2100)))


@pytest.fixture
def submission(person, open_form):
    return open_form(make_form(person.services, survey=SURVEY, choices=PLACES, form_id="long", title="Long"))


def _place(person, submission):
    with person.services.database.reading() as work:
        return work.forms.answer_texts(submission).get("/data/place", "")


def _search(person, text):
    field = person.find("/data/place#search")
    field.setFocus()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_the_only_one_found_is_taken_by_enter(person, submission):
    _search(person, "2099")

    assert _place(person, submission) == "p2099"
    assert person.is_at("/data/after")
    assert person.find("/data/place#search").text() == ""


def test_of_several_one_is_taken_in_the_list(person, submission):
    _search(person, "209")
    assert person.is_at("/data/place")
    assert _place(person, submission) == ""
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Return)

    assert _place(person, submission) == "p1209"
    assert person.is_at("/data/after")


def test_enter_without_a_search_goes_on(person, submission):
    _search(person, "")
    assert (_place(person, submission), person.is_at("/data/after")) == ("", True)


def test_one_of_a_list_is_drawn_as_one_of_a_list(person, submission):
    assert person.find("/data/place").property("choosesOne") is True
