"""Every input of both screens has its two names, and the screens stand large text and the other direction."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from tests.makers import make_form
from tests.ui.form.test_form_filled_by_keyboard import COLOURS, EVERY_TYPE

INPUTS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
OF_QT = ("qt_", "_q_")


def _nameless(screen: QWidget) -> list[str]:
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in screen.findChildren(QWidget)
        if isinstance(widget, INPUTS)
        and widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not widget.objectName().startswith(OF_QT)
        and not (widget.objectName() and widget.accessibleName())
    ]


@pytest.fixture
def both_screens(person, open_form):
    open_form(make_form(person.services, survey=EVERY_TYPE, choices=COLOURS, form_id="types", title="Types"))
    return person.window


def test_every_input_has_an_object_name_and_a_spoken_name(both_screens):
    assert _nameless(both_screens.screen_of("form")) == []

    both_screens.go_to("library")
    QApplication.processEvents()
    assert _nameless(both_screens.screen_of("library")) == []


def test_contents_become_a_drop_down_where_there_is_no_room(both_screens):
    form = both_screens.screen_of("form")
    assert form.contents.list.isVisible()

    both_screens.resize(800, 600)
    QApplication.processEvents()
    assert form.contents.jump.isVisible()
    assert not form.contents.list.isVisible()


def test_above_the_questions_is_little_where_the_window_is_not_tall_and_all_comes_back(both_screens):
    form = both_screens.screen_of("form")

    def above() -> int:
        for _turn in range(4):
            QApplication.processEvents()
        return form.page.mapTo(both_screens, form.page.rect().topLeft()).y()

    both_screens.resize(800, 768)
    narrow = above()
    both_screens.resize(683, 420)

    assert above() < both_screens.height() / 2.5
    assert form.contents.back.isVisible()
    assert form.contents.back.accessibleName().startswith("Back to")
    assert form.contents.jump.isVisible()
    assert "Types" in [one.text().split(",")[0] for one in form.findChildren(QLabel) if one.isVisible()]

    both_screens.resize(800, 768)
    assert above() == narrow
    both_screens.resize(1366, 768)
    QApplication.processEvents()
    assert form.contents.list.isVisible()
    assert form.contents.back.text()


def test_opening_a_form_that_is_gone_says_so(person):
    form = make_form(person.services)
    opened = person.services.submissions.start(form)
    person.services.submissions.delete(opened.record.id)
    person.window.go_to("form", opened.record.id)
    QApplication.processEvents()

    assert person.sees("problem")


def test_words_of_another_script_begin_where_the_page_begins(person, open_form):
    survey = (
        ("type", "name", "label::English (en)", "label::Arabic (ar)", "hint::English (en)"),
        ("text", "door", "Name", "اسم", "As it is written on the door"),
    )
    open_form(make_form(person.services, survey=survey, choices=(), form_id="rtl"), spoken="Arabic (ar)")
    hint = next(
        one
        for one in person.window.screen_of("form").page.findChildren(QLabel)
        if "written on the door" in one.text()
    )

    assert hint.alignment() & Qt.AlignmentFlag.AlignRight


def test_numbers_stand_at_the_outer_edge_of_a_form_written_from_the_left_in_a_window_from_the_right(
    person, open_form
):
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        open_form(make_form(person.services))
        number = (
            person.window.screen_of("form")
            .page.question_blocks()[0]
            .findChild(QLabel, "", Qt.FindChildOption.FindDirectChildrenOnly)
        )
        assert number.text() == "1.1"
        assert number.alignment() & Qt.AlignmentFlag.AlignLeft
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_what_is_said_of_an_empty_list_begins_where_the_page_begins(person, open_form):
    survey = (
        ("type", "name", "label::Arabic (ar)", "choice_filter"),
        ("select_one town", "town", "مدينة", "region = 'nowhere'"),
    )
    towns = (("list_name", "name", "label::Arabic (ar)", "region"), ("town", "t", "بلدة", "north"))
    open_form(make_form(person.services, survey=survey, choices=towns, form_id="rtl"))
    said = next(
        one
        for one in person.window.screen_of("form").page.findChildren(QLabel)
        if one.text().startswith("There is nothing to choose")
    )

    assert said.alignment() & Qt.AlignmentFlag.AlignRight


def test_a_title_of_the_other_direction_keeps_its_marks_on_the_way_on(person, open_form):
    survey = (
        ("type", "name", "label::Arabic (ar)"),
        ("begin_group", "one", "أولا"),
        ("text", "a", "اسم"),
        ("end_group", "", ""),
        ("begin_group", "two", "ثانيا:"),
        ("text", "b", "اسم"),
        ("end_group", "", ""),
    )
    open_form(make_form(person.services, survey=survey, choices=(), form_id="rtl"))

    assert person.find("form_onward").text() == "Next: \u2068ثانيا:\u2069"
