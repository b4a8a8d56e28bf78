"""A day asked in another calendar is typed in it and kept as the Gregorian day."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.makers import make_form

SURVEY = (
    ("type", "name", "label", "appearance"),
    ("date", "born", "Born", "ethiopian"),
    ("text", "after", "After", ""),
)


@pytest.fixture
def submission(person, open_form):
    form = make_form(person.services, survey=SURVEY, choices=(), form_id="calendar", title="Calendar")
    return open_form(form)


def _write(person, text):
    box = person.find("/data/born")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)
    QApplication.processEvents()


def _born(person, submission):
    with person.services.database.reading() as work:
        return work.forms.answer_texts(submission).get("/data/born", "")


def test_a_day_is_kept_as_the_gregorian_one_and_shown_in_its_own(person, submission):
    _write(person, "1/1/2019")

    assert _born(person, submission) == "2026-09-11"
    assert person.find("/data/born#gregorian").text() == "Ethiopian calendar; Gregorian 11 Sept 2026"
    person.open_again(submission)
    assert person.find("/data/born").text() == "01/01/2019"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("31/1/2019", "no such day"), ("soon", "in the Ethiopian calendar"), ("1/1/19", "like")],
)
def test_what_is_no_day_of_it_is_kept_and_said(person, submission, text, sentence):
    _write(person, text)

    assert _born(person, submission) == text
    assert sentence in person.find("/data/born#message").text()
    assert person.services.submissions.open(submission).progress().invalid == 1
