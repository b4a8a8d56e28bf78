"""The last time's answers are offered by the part of the form, and taken over where the person wants them."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from tests.makers import make_form, make_project, make_visit

A, C = "/data/arrival", "/data/courses_held"


def test_parts_are_chosen_before_answers_are_taken_over(person, open_form, clock):
    services = person.services
    project, form = make_project(services), make_form(services)
    before = services.submissions.start(form, visit_id=make_visit(services, project, state="in_field"))
    before.set(f"{A}/centre", "Osh")
    before.set(f"{C}/courses[1]/title", "Welding")
    clock.move(days=3)
    submission = open_form(form, visit_id=make_visit(services, project, state="in_field"))
    person.window.findChild(QAction, "form_copy_last").trigger()
    QApplication.processEvents()
    dialog = next(top for top in QApplication.topLevelWidgets() if top.objectName() == "copy_dialog")
    assert [box.text() for box in dialog.boxes.values()] == ["Arrival (1 answer)", "Courses held (1 answer)"]
    list(dialog.boxes.values())[1].click()
    dialog.accept_button.click()
    QApplication.processEvents()

    opened = services.submissions.open(submission)
    assert opened.question(f"{A}/centre").value == "Osh"
    assert opened.question(f"{C}/courses[1]/title").value == ""
    assert person.find(f"{A}/centre").text() == "Osh"
