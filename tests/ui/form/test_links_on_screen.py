"""A question becomes a finding or a verified figure of the visit, and both lead to each other."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.services.form_library.steps import Step
from tests.makers import make_form, make_project, make_value, make_visit

A = "/data/arrival"


@pytest.fixture
def project(person):
    return make_project(person.services)


@pytest.fixture
def submission(person, open_form, project):
    visit = make_visit(person.services, project, state="in_field")
    made = open_form(make_form(person.services), visit_id=visit)
    person.services.submissions.open(made).take(
        [Step("set", f"{A}/register", "yes"), Step("set", f"{A}/people", "250")]
    )
    QApplication.processEvents()
    return made


def _dialog(name):
    QApplication.processEvents()
    return next(top for top in QApplication.topLevelWidgets() if top.objectName() == name and top.isVisible())


def test_a_finding_is_made_by_keyboard_with_question_and_answer_as_its_evidence(person, submission):
    person.find(f"{A}/people").setFocus()
    person.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = _dialog("finding_dialog")
    assert dialog.evidence.value() == "Skills centre check: How many people are in it? 250"
    dialog.statement.area.setPlainText("Fewer people than reported")
    dialog.accept_button.click()
    QApplication.processEvents()

    link = person.find(f"{A}/people#link_1")
    assert isinstance(link, QPushButton)
    assert link.accessibleName() == "Finding: Fewer people than reported"


def test_an_answer_is_taken_over_as_the_verified_figure(person, submission, project):
    make_value(person.services, project, value="288")
    person.find(f"{A}/people").setFocus()
    person.window.findChild(QAction, "form_figure").trigger()
    dialog = _dialog("figure_dialog")
    assert "reported 288" in dialog.choice.combo.currentText()
    dialog.accept_button.click()
    QApplication.processEvents()

    visit = person.services.submissions.get(submission).visit_id
    (row,), _roll_ups = person.services.verifications.of_visit(visit)
    assert (row.reported, row.verified) == (288, 250)
    assert "People trained" in person.find(f"{A}/people#link_1").accessibleName()


def test_a_form_without_a_visit_offers_neither(person, open_form):
    open_form(make_form(person.services))

    assert not person.window.findChild(QAction, "form_finding").isVisible()
    assert not person.window.findChild(QAction, "form_figure").isVisible()
