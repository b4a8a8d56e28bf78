"""What is missing or wrong in a row of a table stops finishing, is named by its place, and is one key away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.rules.vocabulary import SubmissionState
from desktop.ui.item_models import Role
from tests.makers import make_form

SURVEY = (
    ("type", "name", "label", "required", "constraint", "constraint_message"),
    ("text", "head", "Head", "", "", ""),
    ("begin_repeat", "member", "Member", "", "", ""),
    ("text", "job", "Job", "yes", "", ""),
    ("integer", "age", "Age", "", ". < 100", "Below 100 only"),
    ("end_repeat", "", "", "", "", ""),
    ("text", "last", "Last", "", "", ""),
)
TABLE = "/data/member#table"
_CONTROL = Qt.KeyboardModifier.ControlModifier
_FINISH = _CONTROL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def submission(person, open_form):
    return open_form(make_form(person.services, survey=SURVEY, choices=(), form_id="rows", title="Rows"))


def _write(person, row, column, text, *, leave=True):
    table = person.find(TABLE)
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    person.type(text)
    if leave:
        person.press(Qt.Key.Key_Return)


def _cell(person, row, column):
    return person.find(TABLE).model().index(row, column).data(Role.CELL)


def _state(person, submission):
    return person.services.submissions.get(submission).state


def _words(person):
    return [one.text() for one in person.window.findChildren(QLabel) if one.isVisible()]


def test_a_row_added_and_left_empty_stops_finishing_and_is_named(person, submission):
    _write(person, 0, 1, "Welder")
    person.press(Qt.Key.Key_Return, _CONTROL)
    assert person.find(TABLE).model().rowCount() == 2
    person.press(Qt.Key.Key_Return, _FINISH)

    assert _state(person, submission) is SubmissionState.DRAFT
    assert any("Job (entry 2)" in words for words in _words(person))


def test_the_next_missing_answer_is_the_cell_of_that_row(person, submission):
    _write(person, 0, 1, "Welder")
    person.press(Qt.Key.Key_Return, _CONTROL)
    person.find("/data/last").setFocus()
    person.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    assert person.is_at(TABLE)
    at = person.find(TABLE).currentIndex()
    assert (at.row(), at.column()) == (1, 1)


def test_after_an_attempt_the_missing_cell_is_red_and_named_below_the_table(person, submission):
    _write(person, 0, 1, "Welder")
    person.press(Qt.Key.Key_Return, _CONTROL)
    assert _cell(person, 1, 1).outline is None
    person.press(Qt.Key.Key_Return, _FINISH)
    person.press(Qt.Key.Key_Return)

    assert person.is_at(TABLE)
    assert _cell(person, 1, 1).outline is not None
    assert _cell(person, 0, 1).outline is None
    assert "2, Job: This question needs an answer." in _words(person)


def test_what_is_still_being_typed_in_a_cell_counts_when_finishing_by_key(person, submission):
    _write(person, 0, 1, "Welder")
    _write(person, 0, 2, "150", leave=False)
    person.press(Qt.Key.Key_Return, _FINISH)

    assert _state(person, submission) is SubmissionState.DRAFT
    with person.services.database.reading() as work:
        assert work.forms.answer_texts(submission)["/data/member[1]/age"] == "150"
    assert any("Age (entry 1)" in words for words in _words(person))


def test_what_is_still_being_typed_in_a_cell_is_kept_when_the_screen_is_left(person, submission):
    _write(person, 0, 1, "Welder", leave=False)
    person.press(Qt.Key.Key_PageDown, _CONTROL)

    with person.services.database.reading() as work:
        assert work.forms.answer_texts(submission)["/data/member[1]/job"] == "Welder"


def test_a_row_that_is_filled_lets_the_form_be_finished(person, submission):
    _write(person, 0, 1, "Welder")
    _write(person, 0, 2, "30", leave=False)
    person.press(Qt.Key.Key_Return, _FINISH)

    assert _state(person, submission) is SubmissionState.FINALISED


def test_a_table_of_many_missing_cells_names_the_first_of_them_alone(person, submission):
    opened = person.window.screen_of("form")._presenter._form.opened
    for _number in range(14):
        opened.add("/data/member")
    person.press(Qt.Key.Key_Return, _FINISH)
    person.press(Qt.Key.Key_Return)

    told = [words for words in _words(person) if words.endswith("This question needs an answer.")]
    assert len(told) == 10
    assert any("and 5 more" in words for words in _words(person))


def test_a_note_that_must_not_stand_there_is_what_the_jump_leads_to(person, open_form):
    survey = (
        ("type", "name", "label", "required", "relevant"),
        ("integer", "age", "Age", "", ""),
        ("note", "stop", "Nobody is that old", "yes", "${age} > 120"),
    )
    open_form(make_form(person.services, survey=survey, choices=(), form_id="note", title="Note"))
    person.type("130")
    person.press(Qt.Key.Key_Return, _FINISH)

    assert person.window.screen_of("form").review.model.rowCount() == 1
    assert any("Nobody is that old" in words for words in _words(person))


def test_a_calculation_nobody_sees_never_stops_finishing(person, open_form):
    survey = (
        ("type", "name", "label", "required", "calculation", "constraint"),
        ("text", "head", "Head", "", "", ""),
        ("calculate", "never", "", "yes", "if(${head} = 'x', 1, '')", ". > 5"),
    )
    begun = open_form(make_form(person.services, survey=survey, choices=(), form_id="calc", title="Calc"))
    person.type("x")
    person.press(Qt.Key.Key_Return, _FINISH)

    assert _state(person, begun) is SubmissionState.FINALISED
