"""A list as long as an answer says: shorter only once the person agrees, and cut with a warning."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.rules.vocabulary import SubmissionState
from desktop.ui.widgets.dialogs import ConfirmDialog
from tests.makers import make_form

SURVEY = (
    ("type", "name", "label", "repeat_count"),
    ("integer", "n", "How many?", ""),
    ("begin_repeat", "member", "Member", "${n}"),
    ("text", "job", "Job", ""),
    ("end_repeat", "", "", ""),
    ("text", "after", "After", ""),
)


@pytest.fixture
def submission(person, open_form):
    begun = open_form(make_form(person.services, survey=SURVEY, choices=(), form_id="count", title="Count"))
    person.enter("3")
    opened = person.window.screen_of("form")._presenter._form.opened
    for number in (1, 2, 3):
        opened.set(f"/data/member[{number}]/job", f"Job {number}")
    QApplication.processEvents()
    return begun


def _answers(person, submission):
    with person.services.database.reading() as work:
        return work.forms.answer_texts(submission)


def _question():
    found = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, ConfirmDialog) and one.isVisible()
    ]
    return found[0] if found else None


def _shorten(person):
    box = person.find("/data/n")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "1")


def test_while_the_number_is_being_typed_nothing_is_asked(person, submission, qtbot):
    _shorten(person)
    qtbot.wait(700)  # longer than the pause after which typing is saved
    assert _question() is None
    QTest.keyClicks(person.find("/data/n"), "2")
    person.enter()

    assert _question() is None
    assert _answers(person, submission)["/data/n"] == "12"


def test_entries_with_answers_go_once_the_person_agrees(person, submission):
    _shorten(person)
    person.enter()
    assert "2 entries" in _question().windowTitle()
    assert _answers(person, submission)["/data/n"] == "3"
    _question().accept()
    QApplication.processEvents()

    assert _answers(person, submission)["/data/n"] == "1"
    assert person.find("/data/member#table").model().rowCount() == 1


def test_who_thinks_better_of_it_keeps_number_and_entries(person, submission):
    _shorten(person)
    person.enter()
    _question().reject()
    QApplication.processEvents()

    assert (person.find("/data/n").text(), _answers(person, submission)["/data/n"]) == ("3", "3")
    assert person.find("/data/member#table").model().rowCount() == 3


def test_a_list_cut_at_the_limit_says_so(person, submission):
    box = person.find("/data/n")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "20000")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QApplication.processEvents()

    assert "at most 10000" in person.find("/data/member#warning").text()


def _finish():
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, held)
    QApplication.processEvents()


def test_finishing_by_key_takes_a_smaller_number_still_in_the_box_once_it_is_agreed_to(person, submission):
    _shorten(person)
    _finish()
    assert "2 entries" in _question().windowTitle()
    assert person.services.submissions.get(submission).state is SubmissionState.DRAFT
    _question().accept()
    QApplication.processEvents()

    assert person.services.submissions.get(submission).state is SubmissionState.FINALISED
    assert "<n>1</n>" in person.services.submissions.xml(submission)
    assert "Job 2" not in person.services.submissions.xml(submission)


def test_who_thinks_better_of_the_smaller_number_has_finished_nothing(person, submission):
    _shorten(person)
    _finish()
    _question().reject()
    QApplication.processEvents()

    assert person.services.submissions.get(submission).state is SubmissionState.DRAFT
    assert _answers(person, submission)["/data/n"] == "3"
    _shorten(person)  # and a later yes to another question finishes nothing either
    QTest.keyClick(person.find("/data/n"), Qt.Key.Key_Return)
    _question().accept()
    QApplication.processEvents()
    assert person.services.submissions.get(submission).state is SubmissionState.DRAFT


def test_finishing_by_key_takes_a_larger_number_still_in_the_box(person, submission):
    box = person.find("/data/n")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "4")
    _finish()

    assert person.services.submissions.get(submission).state is SubmissionState.FINALISED
    assert "<n>4</n>" in person.services.submissions.xml(submission)
