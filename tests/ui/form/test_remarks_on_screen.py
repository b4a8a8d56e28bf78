"""A comment, or why there is no answer, is given by keyboard and stands beside its question."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.services.form_library.records import AnswerRemark
from tests.makers import make_form

A, C = "/data/arrival", "/data/courses_held"
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def _dialog():
    QApplication.processEvents()
    return next(
        top
        for top in QApplication.topLevelWidgets()
        if top.objectName() == "remark_dialog" and top.isVisible()
    )


def _say(person, at, comment):
    person.press(Qt.Key.Key_M, CTRL_SHIFT)
    dialog = _dialog()
    if at:
        dialog.mark.button(at).click()
    dialog.comment.area.setPlainText(comment)
    dialog.accept_button.click()
    QApplication.processEvents()
    person.window.activateWindow()
    QApplication.processEvents()


def test_a_question_that_nobody_can_answer_is_marked_with_a_reason(person, open_form):
    submission = open_form(make_form(person.services))
    person.type("Osh")
    _say(person, 1, "The director is away")

    kept = person.services.submissions.open(submission)
    assert kept.remarks == {f"{A}/centre": AnswerRemark(mark="dont_know", comment="The director is away")}
    assert "Don't know: The director is away" in person.find(f"{A}/centre#remark").text()
    assert person.find(f"{A}/centre").text() == ""
    assert person.find("form_missing").text() == "2 required missing"


def test_a_mark_without_a_reason_says_what_is_wanted(person, open_form):
    open_form(make_form(person.services))
    _say(person, 2, "")

    assert "say in a comment" in person.find(f"{A}/centre#message").text()


def test_an_answer_after_all_takes_the_mark_away_and_keeps_the_comment(person, open_form):
    submission = open_form(make_form(person.services))
    _say(person, 1, "The director is away")
    person.find(f"{A}/centre").setFocus()
    person.enter("Osh")

    kept = person.services.submissions.open(submission)
    assert kept.remarks == {f"{A}/centre": AnswerRemark(comment="The director is away")}
    assert person.find(f"{A}/centre#remark").text().endswith("The director is away")


def test_a_cell_of_a_table_is_marked_too(person, open_form):
    submission = open_form(make_form(person.services))
    person.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    table = person.find(f"{C}/courses#table")
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 2))
    _say(person, 2, "No women in this course")

    kept = person.services.submissions.open(submission).remarks
    assert kept[f"{C}/courses[1]/women"].mark == "not_applicable"
    assert person.find(f"{C}/courses#table").model().index(0, 2).data() == "n/a"


def test_the_review_shows_remarks_as_answers(person, open_form):
    open_form(make_form(person.services))
    _say(person, 1, "The director is away")
    person.press(Qt.Key.Key_R, CTRL_SHIFT)
    table = person.find("review_answers").model()

    assert table.index(0, 2).data() == "Don't know: The director is away"


def test_the_menu_of_a_question_offers_the_remark(person, open_form):
    open_form(make_form(person.services))

    assert person.find(f"{A}/register#menu").accessibleName() == "More for this question"
