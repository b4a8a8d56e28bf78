"""Today: what needs the person, each a link."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.ui.counts import count_what_waits
from desktop.ui.screens.today.view import make_screen
from tests.makers import make_person, make_project, make_visit, rate_as_lead
from tests.ui.driving import drive


@pytest.fixture
def project(services):
    return make_project(services)


@pytest.fixture
def open_today(qtbot, services, appearance):
    return lambda: drive(qtbot, services, make_screen)


def test_with_nothing_planned_it_offers_to_plan_a_visit(open_today):
    driver = open_today()

    driver.click("today_continue")

    assert driver.find("today_continue").text() == "Plan a visit"
    assert driver.shell.went_to == [("visits", None, "new")]
    assert driver.there_is("today_no_visits")


def test_the_primary_button_goes_on_with_the_newest_work(open_today, services, project):
    visit = make_visit(services, project, state="in_field", title="Skills centres")
    driver = open_today()

    driver.click("today_continue")

    assert driver.find("today_continue").accessibleName() == "Continue: Skills centres"
    assert driver.shell.went_to == [("visits", visit, "findings")]


def test_a_visit_says_what_it_lacks_and_opens(open_today, services, project):
    visit = make_visit(services, project, state="in_field")
    driver = open_today()
    listed = driver.find("today_visits")
    (row,) = [listed.model().record(at) for at in range(listed.model().rowCount())]
    assert row.unrated == 2

    listed.opened.emit(row)

    assert driver.shell.went_to == [("visits", visit, "")]


def test_of_a_visit_that_is_only_planned_nothing_is_said_to_be_complete(open_today, services, project):
    make_visit(services, project, state="draft", results=())
    model = open_today().find("today_visits").model()

    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Nothing is missing" not in said
    assert "All results are rated" not in said


def test_of_a_visit_that_is_being_written_no_more_is_promised_than_was_looked_at(
    open_today, services, project
):
    visit = make_visit(services, project, state="reporting")
    rate_as_lead(services, visit)
    services.findings.add(visit, statement="The ramp is closed.", severity="major")

    said = open_today().find("today_visits").model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert "All results are rated" in said
    assert "Nothing is missing" not in said


def test_a_report_that_is_late_says_by_how_much(open_today, services, project):
    make_visit(services, project, state="reporting", start="2026-10-05", end="2026-10-06")
    driver = open_today()
    listed = driver.find("today_visits")

    said = listed.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert "days late" in said


def test_what_is_returned_late_or_waits_for_a_check_needs_her(open_today, services, project):
    colleague = make_person(services)
    returned = make_visit(services, project, state="submitted", lead=colleague)
    services.visits.move(returned, "returned", reason="Say where")
    services.visits.set_fields(returned, {"lead": str(services.access.person_id)})
    late = services.actions.create(title="Ramp", due="2026-11-16", project_id=project.id).row.id
    driver = open_today()
    needs = driver.find("today_needs").model()

    kinds = [needs.record(at).kind for at in range(needs.rowCount())]
    driver.find("today_needs").opened.emit(needs.record(1))

    assert kinds == ["returned", "overdue"]
    assert "9 days: Ramp" in needs.record(1).detail
    assert driver.shell.went_to == [("actions", late, "")]


def test_what_is_for_my_action_is_counted_thing_by_thing(open_today, services, project):
    for title in ("Ramp", "Roof", "Well"):
        services.actions.create(title=title, due="2026-11-16", project_id=project.id)

    driver = open_today()

    assert driver.find("today_needs").model().rowCount() == 1
    assert "3" in [one.text() for one in driver.screen.needs_card.findChildren(QLabel)]
    assert count_what_waits(services).by_screen["today"] == 3


def test_deadlines_lead_to_where_they_are_met(open_today, services, project):
    visit = make_visit(services, project, state="in_field")
    driver = open_today()
    table = driver.find("today_deadlines")

    table.opened.emit(table.model().record(0))

    assert driver.shell.went_to == [("visits", visit, "report")]


def test_it_hears_of_changes_made_elsewhere(open_today, services, project):
    driver = open_today()
    assert driver.there_is("today_no_visits")

    make_visit(services, project, state="accepted")

    assert driver.there_is("today_visits")


def test_a_backup_is_made_on_the_spot(open_today, services):
    driver = open_today()

    driver.click("today_back_up")

    assert len(services.upkeep.backups()) == 1
    assert "made and checked" in driver.shell.toasts[-1][0]
    assert "Last backup" in driver.screen.safety.lines[1].accessibleName()


def test_a_backup_made_by_itself_is_told_at_once(open_today, services):
    driver = open_today()
    assert "No backup yet" in driver.screen.safety.lines[1].accessibleName()

    services.upkeep.back_up_if_due()
    driver.settle()

    assert "Last backup" in driver.screen.safety.lines[1].accessibleName()


def test_unsent_work_is_said_in_words(open_today, services, project):
    driver = open_today()

    assert "on this laptop only" in driver.screen.safety.lines[0].accessibleName()
