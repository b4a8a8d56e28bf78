"""Before a form is finished every answer is looked at in one list, and each line leads to its question."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.rules.vocabulary import SubmissionState
from desktop.services.form_library.steps import Step
from desktop.ui.screens.form.reviewing import Standing, review_of
from tests.makers import make_form, make_person, make_project, make_visit

A, C = "/data/arrival", "/data/courses_held"
COMPLETE = (
    Step("set", f"{A}/centre", "Osh"),
    Step("set", f"{A}/register", "yes"),
    Step("set", f"{A}/people", "288"),
    Step("set", f"{C}/courses[1]/title", "Welding"),
)


def _rows(person):
    table = person.find("review_answers").model()
    return [[table.index(at, column).data() for column in range(3)] for at in range(table.rowCount())]


def test_every_question_is_listed_with_its_answer_in_words(services):
    opened = services.submissions.start(make_form(services))
    opened.take(COMPLETE[:3])
    lines = {line.path: line for line in review_of(opened).lines}

    assert [(line.number, line.answer) for line in lines.values()][:3] == [
        ("1.1", "Osh"),
        ("1.2", "Yes, all of it"),
        ("1.3", "288"),
    ]
    assert lines[f"{C}/courses[1]/title"].standing is Standing.TO_DO
    assert lines[f"{C}/courses[1]/title"].label == "Title (entry 1)"
    assert lines[f"{C}/photo"].standing is Standing.EMPTY
    assert f"{C}/total" not in lines


def test_what_is_not_asked_now_is_not_listed(services):
    opened = services.submissions.start(make_form(services))
    opened.set(f"{A}/register", "no")

    assert f"{A}/people" not in {line.path for line in review_of(opened).lines}


def test_a_wrong_answer_is_listed_with_what_is_wrong(services):
    opened = services.submissions.start(make_form(services))
    opened.take([Step("set", f"{A}/register", "yes"), Step("set", f"{A}/people", "9999")])
    wrong = next(line for line in review_of(opened).lines if line.path == f"{A}/people")

    assert (wrong.standing, wrong.message, wrong.answer) == (Standing.TO_DO, "At most 500.", "9999")


def test_the_review_comes_after_the_last_section_and_a_line_leads_back(person, open_form):
    open_form(make_form(person.services))
    person.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    person.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert person.find("form_onward").text() == "Finish the form"
    assert _rows(person)[0] == ["1.1", "Which centre is this?", ""]
    person.find("review_kind_2").click()
    QApplication.processEvents()
    assert [row[1] for row in _rows(person)] == [
        "Which centre is this?",
        "Did you see the register?",
        "Title (entry 1)",
    ]

    table = person.find("review_answers")
    table.setFocus()
    table.setCurrentIndex(table.model().index(2, 0))
    person.press(Qt.Key.Key_Return)
    assert person.is_at(f"{C}/courses#table")


def test_a_form_is_finished_from_the_review_and_then_stands_still(person, open_form):
    submission = open_form(make_form(person.services))
    person.services.submissions.open(submission).take(COMPLETE)
    QApplication.processEvents()
    person.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert "Nothing stands in the way" in person.find("review_told").text()
    person.find("form_onward").click()
    QApplication.processEvents()

    assert person.services.submissions.get(submission).state is SubmissionState.FINALISED
    assert "Finished." in person.find("form_finished").accessibleName()
    assert not person.sees("form_onward")


def _handed_in(services):
    visit = make_visit(services, make_project(services), state="reporting")
    opened = services.submissions.start(make_form(services), visit_id=visit)
    opened.take(COMPLETE)
    services.submissions.finalise(opened.record.id)
    walk_to_submitted(services, visit)
    return visit, opened.record.id


def walk_to_submitted(services, visit):
    for result in services.visits.get(visit).results:
        services.findings.rate(visit, result.result_id, "on_track")
    services.visits.move(visit, "submitted")


def test_reopening_is_offered_once_the_visit_is_returned_and_the_reason_is_in_the_history(person):
    services = person.services
    visit, submission = _handed_in(services)
    person.window.go_to("form", submission)
    QApplication.processEvents()
    assert "Handed in" in person.find("form_finished").accessibleName()
    assert not person.sees("form_finished_link")

    own = services.access.person_id
    services.access.sign_in(make_person(services), enrolled=False, grants=())
    services.visits.move(visit, "returned", reason="The register is another one")
    services.access.sign_in(own, enrolled=False, grants=())
    QApplication.processEvents()
    assert "open again" in person.find("form_finished").accessibleName()
    assert services.submissions.get(submission).state is SubmissionState.SUBMITTED
    person.find("form_finished_link").click()
    dialog = next(top for top in QApplication.topLevelWidgets() if top.objectName() == "reopen_dialog")
    dialog.reason.area.setPlainText("Counted the wrong register")
    dialog.accept_button.click()
    QApplication.processEvents()

    assert "Counted the wrong register" in person.find("form_returned").accessibleName()
    reasons = [change.reason for change in services.history.of(submission)]
    assert "Counted the wrong register" in reasons
