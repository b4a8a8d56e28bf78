"""The list of visits and the head of a visit, clicked and typed."""

from PySide6.QtCore import Qt

from desktop.models import Visit
from desktop.rules.vocabulary import VisitState
from desktop.services.visits.records import VisitFilter
from tests.makers import make_person, make_project, make_visit


def test_an_empty_list_offers_to_plan_a_visit(open_list, project):
    driver = open_list()
    driver.click("no_visits_step_1")

    dialog = driver.dialog()
    dialog.project.set_value(project.id)
    dialog.sites.area.setPlainText("KG06\nAk-Turpak")
    driver.type("new_visit_start", "24/11/2026")
    dialog.accept_button.click()

    (row,) = driver.services.visits.page(VisitFilter())
    assert row.places == ("KG06", "Ak-Turpak")
    assert driver.find("visit_primary").text() == "Mark as planned"


def test_a_visit_without_project_is_refused_in_the_dialog(open_list, project):
    driver = open_list()
    driver.screen.presenter.new_visit()
    dialog = driver.dialog()

    dialog.accept_button.click()

    assert dialog.isVisible()
    assert "belongs to a project" in driver.find("new_visit_dialog_problem").text()


def test_moving_in_the_list_shows_the_visit_beside_it(open_list, services, project, qtbot):
    first = make_visit(services, project, title="First")
    make_visit(services, project, start="2026-12-01", end="2026-12-01", title="Second")
    driver = open_list()
    driver.find("visit_list").setFocus()
    qtbot.keyClick(driver.find("visit_list"), Qt.Key.Key_Down)
    qtbot.keyClick(driver.find("visit_list"), Qt.Key.Key_Down)

    qtbot.waitUntil(lambda: driver.visit is not None, timeout=1000)

    assert driver.visit.row.id == first


def test_filters_name_themselves_and_the_one_that_helps_is_offered(open_list, services, project):
    make_visit(services, project, lead=make_person(services))
    driver = open_list()
    driver.screen.presenter.filter_added("year:2026")
    driver.screen.presenter.filter_added("mine")

    assert driver.find("no_match_step_1").text() == "Remove “Mine” (1)"
    driver.click("no_match_step_1")

    assert driver.screen.pane.model.rowCount() == 1
    assert driver.shell.recall("visits.filters") == ["year:2026"]


def test_the_order_of_a_list_is_told_to_those_who_hear_it(open_list, services, project):
    make_visit(services, project)
    driver = open_list()

    assert driver.find("visit_sort").accessibleName() == "Sorted: Newest first"


def test_the_list_stays_where_it_was_read_when_something_changes_and_keeps_its_order(
    open_list, services, project, qtbot
):
    made = [make_visit(services, project, title=f"Visit {number:03}") for number in range(70)]
    driver = open_list()
    pane = driver.screen.pane
    next(act for act in pane.sort.choices.actions() if act.text() == "By title").trigger()
    while pane.model.canFetchMore(pane.list.rootIndex()):
        pane.model.fetchMore(pane.list.rootIndex())
    bar = pane.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    stood = bar.value()

    services.visits.set_fields(made[0], {"purpose": "Recount"})

    qtbot.waitUntil(lambda: pane.model.rowCount() == 70, timeout=1000)
    assert bar.value() == stood > 0
    assert driver.find("visit_sort").text() == "By title"
    assert driver.shell.recall("visits.sort") == "title"  # for the next time


def test_searching_narrows_as_one_types(open_list, services, project, qtbot):
    make_visit(services, project, title="Skills centres")
    make_visit(services, project, title="Job fair")
    driver = open_list()

    driver.type("visit_search", "fair")

    qtbot.waitUntil(lambda: driver.screen.pane.model.rowCount() == 1, timeout=1000)


def test_the_primary_button_takes_the_next_step(open_visit):
    driver = open_visit()

    driver.click("visit_primary")

    assert driver.visit.row.state is VisitState.PLANNED
    assert driver.find("visit_primary").text() == "Assign"


def test_a_step_that_lacks_something_says_so_and_leads_there(open_visit, services, project):
    visit = services.visits.create(project_id=project.id).row.id
    driver = open_visit(visit_id=visit)

    driver.click("visit_primary")

    assert "cannot be planned yet" in driver.shell.problems[0].what()
    assert driver.screen.record.tabs.current_key == "plan"


def test_the_strip_names_what_is_missing_and_goes_to_the_first(open_visit, project):
    driver = open_visit("plan", state="in_field")
    strip = driver.find("plan_missing")
    assert "rate 1.1, 1.2" in strip.accessibleName()

    driver.click("plan_missing_link")

    assert driver.screen.record.tabs.current_key == "findings"
    assert driver.screen.focusWidget() is driver.find(f"line_{project.results['1.1']}")


def test_declining_asks_for_the_reason(open_visit, services):
    driver = open_visit(state="assigned")
    driver.screen.record._presenter.step_taken("declined")
    dialog = driver.dialog()
    dialog.accept_button.click()
    assert dialog.isVisible()

    driver.type("visit_reason", "Border closed")
    dialog.accept_button.click()

    visit = driver.visit
    assert (visit.row.state, visit.state_reason) == (VisitState.DECLINED, "Border closed")
    assert "Border closed" in driver.find("visit_notice").accessibleName()


def test_her_own_report_has_no_button_to_approve_it(open_visit):
    driver = open_visit(state="submitted")

    assert not driver.there_is("visit_primary")


def test_a_colleagues_report_can_be_approved(open_visit, services, project):
    visit = make_visit(services, project, state="submitted", lead=make_person(services))
    driver = open_visit(visit_id=visit)

    driver.click("visit_primary")

    assert driver.visit.row.state is VisitState.APPROVED


def test_deleting_offers_to_take_it_back(open_visit, services):
    driver = open_visit()
    visit = driver.visit.row.id
    driver.screen.presenter.delete()
    assert driver.there_is("no_visit_open")

    text, undo = driver.shell.toasts[-1]
    undo()

    assert "is deleted" in text
    assert driver.visit.row.id == visit


def test_a_project_sent_here_begins_a_visit_to_it(open_list, services):
    other = make_project(services, code="RR.0731", title="Return")
    driver = open_list()

    driver.screen.show_record(other.id)

    assert driver.dialog().project.value() == other.id


def test_the_open_visit_stays_open_when_others_push_it_out_of_the_list(open_visit, services, project):
    driver = open_visit("plan", start="2026-01-05", end="2026-01-06")
    mine = driver.visit.row.id
    for number in range(60):
        day = f"2026-12-{number % 27 + 1:02d}"
        make_visit(services, project, start=day, end=day, title=f"Another {number}")

    driver.settle()

    assert driver.visit.row.id == mine
    visits = driver.screen.pane.list
    assert visits.currentIndex().row() == -1
    assert not visits._pause.isActive()  # nothing is about to open another one
    driver.screen.presenter.open(mine)
    assert driver.visit.row.id == mine


def test_another_visit_under_the_same_code_is_told_and_both_stay(open_visit, services, project):
    first, other = (make_visit(services, project) for _ in range(2))
    code = services.visits.get(first).row.code
    with services.database.writing(
        "test.twins"
    ) as work:  # as two laptops name them that joined an office later
        work.get(Visit, other).code = code
        work.get(Visit, other).title = "Winter round"

    driver = open_visit(visit_id=first)

    said = driver.find("visit_notice").accessibleName()
    assert "the same code: Winter round" in said
    assert {twin.id for twin in services.visits.get(other).twins} == {first}
    services.visits.delete(other)
    assert services.visits.get(first).twins == ()
