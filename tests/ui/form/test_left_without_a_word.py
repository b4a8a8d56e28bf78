"""A new form nobody typed into leaves no draft behind; whatever was typed or clicked stays."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.services.form_library.steps import Step
from tests.makers import make_form

SURVEY = (
    ("type", "name", "label", "default", "calculation"),
    ("start", "start", "", "", ""),
    ("date", "day", "Day", "today()", ""),
    ("text", "head", "Head", "Nobody yet", ""),
    ("calculate", "drawn", "", "", "random()"),
    ("begin_repeat", "member", "Member", "", ""),
    ("text", "job", "Job", "", ""),
    ("end_repeat", "", "", "", ""),
    ("select_one yes_no", "seen", "Seen?", "", ""),
)
CHOICES = (("list_name", "name", "label"), ("yes_no", "y", "Yes"), ("yes_no", "n", "No"))


@pytest.fixture
def form(person):
    return make_form(person.services, survey=SURVEY, choices=CHOICES, form_id="left", title="Left")


def _drafts(person):
    return [one.id for one in person.services.submissions.unfinished()]


def _away(person, to="library"):
    person.window.go_to(to)
    QApplication.processEvents()


def test_a_form_left_as_it_was_begun_is_gone(person, form, open_form):
    open_form(form)
    _away(person)

    assert _drafts(person) == []
    assert person.services.history.bin() == ()


def test_a_form_left_by_its_way_back_is_gone(person, form, open_form):
    open_form(form)
    person.find("form_back").click()
    QApplication.processEvents()

    assert _drafts(person) == []


def test_what_was_typed_stays_also_while_it_is_still_in_the_box(person, form, open_form):
    begun = open_form(form)
    box = person.find("/data/head")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "Aigul")
    _away(person)

    assert _drafts(person) == [begun]
    with person.services.database.reading() as work:
        assert work.forms.answer_texts(begun)["/data/head"] == "Aigul"


def test_what_was_clicked_stays(person, form, open_form):
    begun = open_form(form)
    person.find("/data/seen=y").click()
    QApplication.processEvents()
    _away(person)

    assert _drafts(person) == [begun]


def test_an_entry_that_was_added_stays(person, form, open_form):
    begun = open_form(form)
    person.find("/data/member#table").setFocus()
    person.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    _away(person)

    assert _drafts(person) == [begun]


def test_beginning_another_form_puts_the_first_one_away(person, form, open_form):
    open_form(form)
    second = open_form(form)

    assert _drafts(person) == [second]


def test_the_same_form_shown_again_stays_open(person, form, open_form):
    begun = open_form(form)
    person.window.go_to("form", begun)
    QApplication.processEvents()

    assert _drafts(person) == [begun]


def test_a_window_that_is_closed_leaves_none(person, form, open_form):
    open_form(form)
    person.window.close()
    QApplication.processEvents()

    assert _drafts(person) == []


def test_a_draft_of_earlier_or_of_a_command_stays_when_it_is_looked_at(person, form):
    filled = person.services.submissions.fill(form, [Step("set", "/data/member[1]/job", "")]).submission_id
    with person.services.database.reading() as work:
        state = work.forms.answer_texts(filled)
    assert state
    person.services.submissions.reopen(filled)
    person.window.go_to("form", filled)
    QApplication.processEvents()
    _away(person)

    assert _drafts(person) == [filled]


def test_undo_goes_to_what_was_done_before(person, form, open_form):
    first = open_form(form)
    person.find("/data/seen=y").click()
    QApplication.processEvents()
    open_form(form)
    _away(person)
    assert person.services.history.next_undo() == "forms.fill"
    person.services.history.undo()

    assert _drafts(person) == [first]
    with person.services.database.reading() as work:
        assert "/data/seen" not in work.forms.answer_texts(first)
