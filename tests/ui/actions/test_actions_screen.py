"""The action points, listed, written and followed up."""

import pytest

from desktop.rules.vocabulary import ActionState
from desktop.services.actions.records import ActionFilter
from desktop.ui.screens.actions.view import make_screen
from tests.makers import make_person, make_photo, make_project, make_visit
from tests.ui.driving import drive


@pytest.fixture
def project(services):
    return make_project(services)


@pytest.fixture
def open_action(qtbot, services, project, appearance):
    def open_it(**fields):
        given = {"title": "One register by person", "due": "2026-12-15", "project_id": project.id, **fields}
        action = services.actions.create(**given).row.id
        driver = drive(qtbot, services, make_screen)
        driver.screen.show_record(action)
        driver.settle()
        return driver

    return open_it


def _action(driver):
    driver.settle()
    return driver.screen.desk.action


def test_an_empty_list_says_where_action_points_are_agreed(qtbot, services, appearance):
    driver = drive(qtbot, services, make_screen)

    driver.click("no_actions_yet_step_1")

    assert driver.shell.went_to == [("visits", None, "")]


def test_fields_are_saved_as_they_are_typed(open_action):
    driver = open_action()
    driver.type("action_owner", "Mayor's office")
    driver.type("action_details", "Agreed on the spot.")
    driver.leave()

    assert (_action(driver).row.owner, _action(driver).details) == ("Mayor's office", "Agreed on the spot.")


def test_a_title_cannot_be_emptied_and_the_field_says_so(open_action):
    driver = open_action()
    driver.find("action_title").clear()
    driver.type("action_title", " ")
    driver.leave()

    assert "needs a title" in driver.find("action_title_error").text()
    assert _action(driver).row.title == "One register by person"


def test_completing_says_what_is_missing_and_goes_to_the_field(open_action):
    driver = open_action()
    driver.click("action_primary")
    assert _action(driver).row.state is ActionState.IN_PROGRESS

    driver.click("action_primary")
    assert "cannot be completed" in driver.shell.problems[0].what()
    assert driver.screen.focusWidget() is driver.find("action_done")

    driver.type("action_done", "Register merged")
    driver.click("action_primary")
    assert _action(driver).row.state is ActionState.COMPLETED


def test_her_own_completed_point_offers_no_verification(open_action, services):
    driver = open_action()
    action = _action(driver).row.id
    services.actions.move(action, "in_progress")
    services.actions.move(action, "completed", done="Merged")

    assert not driver.there_is("action_primary")

    services.access.sign_in(make_person(services), enrolled=False, grants=())
    driver.screen.desk.reload()
    driver.click("action_primary")
    assert _action(driver).row.state is ActionState.VERIFIED


def test_a_high_priority_needs_evidence_chosen_from_the_visit(open_action, services, project):
    visit = make_visit(services, project)
    photo = services.attachments.attach(visit, make_photo(), "ramp.jpg").id
    driver = open_action(visit_id=visit, priority="high")
    driver.click("action_primary")
    driver.type("action_done", "Repaired")
    driver.leave()
    driver.click("action_primary")
    assert "evidence" in driver.shell.problems[0].sentence()

    driver.screen.record.fields["evidence"].edited.emit(photo)
    driver.settle()
    driver.click("action_primary")

    assert _action(driver).row.state is ActionState.COMPLETED


def test_cancelling_asks_why(open_action):
    driver = open_action()
    driver.screen.record._presenter.step_taken("cancelled")
    driver.dialog().accept_button.click()
    assert driver.dialog().isVisible()

    driver.type("action_reason", "The centre was closed")
    driver.dialog().accept_button.click()

    assert (_action(driver).row.state, _action(driver).state_reason) == (
        ActionState.CANCELLED,
        "The centre was closed",
    )


def test_a_comment_is_added_and_the_field_is_empty_again(open_action):
    driver = open_action()
    driver.type("action_comment", "Material promised for December.")

    driver.click("action_add_comment")

    assert [one.text for one in _action(driver).comments] == ["Material promised for December."]
    assert driver.find("action_comment").toPlainText() == ""


def test_the_visit_it_came_from_is_one_click_away(open_action, services, project):
    visit = make_visit(services, project)
    driver = open_action(visit_id=visit)

    driver.click("action_visit")

    assert driver.shell.went_to == [("visits", visit, "actions")]


def test_a_filter_can_be_asked_for_by_name(open_action, services, project):
    services.actions.create(title="Late", due="2026-11-01", project_id=project.id)
    driver = open_action()

    driver.screen.show_part("overdue")

    assert driver.screen.pane.model.rowCount() == 1
    driver.click("filter_overdue")
    assert driver.screen.pane.model.rowCount() == 2


def test_no_match_offers_the_filter_whose_removal_helps(open_action):
    driver = open_action()
    driver.screen.show_part("overdue")

    driver.click("no_match_step_1")

    assert driver.screen.pane.model.rowCount() == 1


def test_a_deleted_point_comes_back_by_undo(open_action, services):
    driver = open_action()
    driver.screen.record._presenter.delete()
    assert services.actions.count(ActionFilter()) == 0

    driver.shell.toasts[-1][1]()

    assert services.actions.count(ActionFilter()) == 1
