"""Rating and writing findings by keyboard."""

from PySide6.QtCore import Qt

from desktop.rules.vocabulary import Rating, Severity
from desktop.ui.screens.visits.findings.presenter import lines_of
from tests.makers import make_form


def test_each_result_in_scope_stands_there_with_its_four_buttons(open_visit, project):
    driver = open_visit("findings", state="in_field")

    assert driver.there_is("rate_1.1")
    assert driver.there_is("rate_1.2")
    assert [line.key for line in lines_of(driver.visit)] == [
        "visit",
        str(project.results["1.1"]),
        str(project.results["1.2"]),
    ]


def test_digits_rate_the_row_that_has_the_keyboard(open_visit, project, qtbot):
    driver = open_visit("findings", state="in_field")
    line = driver.find(f"line_{project.results['1.2']}")
    line.setFocus()

    qtbot.keyClick(line, Qt.Key.Key_3)

    assert driver.visit.results[1].rating is Rating.OFF_TRACK
    assert driver.visit.results[0].rating is None


def test_a_button_rates_and_the_row_says_so(open_visit, project):
    driver = open_visit("findings", state="in_field")

    driver.click("rate_1.1_1")

    assert driver.visit.results[0].rating is Rating.ON_TRACK
    assert not driver.there_is("rate_1.1")


def test_arrows_walk_the_rows(open_visit, project, qtbot):
    driver = open_visit("findings", state="in_field")
    driver.find("line_visit").setFocus()

    qtbot.keyClick(driver.find("line_visit"), Qt.Key.Key_Down)

    assert driver.screen.focusWidget() is driver.find(f"line_{project.results['1.1']}")


def test_n_on_a_row_begins_a_finding_on_its_result(open_visit, project, qtbot):
    driver = open_visit("findings", state="in_field")
    line = driver.find(f"line_{project.results['1.2']}")
    qtbot.keyClick(line, Qt.Key.Key_N)
    dialog = driver.dialog()
    driver.type("new_finding_text", "Employers came to two of three fairs.")
    dialog.severity.set_value(Severity.MAJOR)
    driver.click("new_finding_rating_2")

    dialog.accept_button.click()

    (finding,) = driver.visit.findings
    assert (finding.result_number, finding.severity, finding.rating) == ("1.2", "major", "at_risk")
    assert driver.there_is("finding_text")


def test_the_dialog_names_the_channel_for_what_never_stands_here(open_visit):
    driver = open_visit("findings", state="in_field")
    driver.click("add_finding")

    assert "confidential channel" in driver.find("reporting_channel").accessibleName()


def test_an_empty_finding_stays_in_the_dialog(open_visit):
    driver = open_visit("findings", state="in_field")
    driver.click("add_finding")
    dialog = driver.dialog()

    dialog.accept_button.click()

    assert dialog.isVisible()
    assert "finding is empty" in driver.find("finding_dialog_problem").text()


def test_esc_leaves_what_was_typed_only_when_it_is_pressed_again(open_visit, qtbot):
    driver = open_visit("findings", state="in_field")
    driver.click("add_finding")
    dialog = driver.dialog()
    driver.type("new_finding_text", "Ninety quiet geese")

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "Press Esc again" in driver.find("finding_dialog_problem").text()

    driver.type("new_finding_text", " on the roof")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert driver.visit.findings == ()


def test_a_long_text_leaves_the_buttons_of_the_dialog_on_the_screen(open_visit, qtbot):
    driver = open_visit("findings", state="in_field")
    driver.click("add_finding")
    dialog = driver.dialog()

    driver.find("new_finding_text").setPlainText("The roof leaks. " * 2000)
    driver.find("new_finding_evidence").setPlainText("Seen by two. " * 2000)
    qtbot.waitUntil(lambda: dialog.height() > 400)

    assert dialog.height() <= 720


def test_what_is_typed_in_an_opened_row_is_saved_as_one_session(open_visit, services, qtbot):
    driver = open_visit("findings", state="in_field")
    finding = services.findings.add(driver.visit.row.id, statement="The ramp is closed.")
    driver.open_line(finding)
    driver.type("finding_evidence", "Photo 3")
    driver.leave()
    driver.type("finding_evidence", ", seen twice")
    driver.leave()

    assert driver.visit.findings[0].evidence == "Photo 3, seen twice"
    with services.database.reading() as work:
        sessions = {
            change.session
            for change in work.session.connection().exec_driver_sql(
                "SELECT session FROM journal WHERE atom = 'evidence'"
            )
        }
    assert len(sessions) == 1


def test_a_row_being_written_in_is_not_redrawn_when_something_else_changes(open_visit, services, project):
    driver = open_visit("findings", state="in_field")
    finding = services.findings.add(driver.visit.row.id, statement="The ramp is closed.")
    driver.open_line(finding)
    driver.type("finding_text", "Seen: ")
    editor = driver.find("finding_text")

    services.findings.rate(driver.visit.row.id, project.results["1.1"], "at_risk")

    assert driver.find("finding_text") is editor
    assert "Seen: " in editor.toPlainText()
    driver.leave()
    assert "Seen: " in driver.visit.findings[0].statement


def test_escape_folds_the_row_and_keeps_what_was_typed(open_visit, services, qtbot):
    driver = open_visit("findings", state="in_field")
    finding = services.findings.add(driver.visit.row.id, statement="The ramp is closed.")
    driver.open_line(finding)
    driver.type("finding_evidence", "Photo 3")

    qtbot.keyClick(driver.find(f"line_{finding}"), Qt.Key.Key_Escape)

    assert not driver.there_is("finding_evidence")
    assert driver.visit.findings[0].evidence == "Photo 3"


def test_a_digit_meant_for_nothing_below_the_row_does_not_rate(open_visit, services, project, qtbot):
    driver = open_visit("findings", state="in_field")
    finding = services.findings.add(
        driver.visit.row.id, statement="Closed.", result_id=project.results["1.1"]
    )
    driver.open_line(finding)
    driver.find("finding_up").setFocus()

    qtbot.keyClick(driver.find("finding_up"), Qt.Key.Key_3)

    assert driver.visit.results[0].rating is None


def test_a_deleted_finding_comes_back_by_undo(open_visit, services):
    driver = open_visit("findings", state="in_field")
    finding = services.findings.add(driver.visit.row.id, statement="The ramp is closed.")
    driver.open_line(finding)
    driver.click("finding_delete")
    assert driver.visit.findings == ()

    driver.shell.toasts[-1][1]()

    assert [one.id for one in driver.visit.findings] == [finding]


def test_an_action_point_is_added_from_the_row_of_its_finding(open_visit, services):
    driver = open_visit("findings", state="in_field")
    finding = services.findings.add(
        driver.visit.row.id, statement="The ramp is closed.", severity="major", evidence="Photo 3"
    )
    driver.click(f"add_action_{finding}")
    driver.type("new_action_title", "Repair the ramp")
    driver.type("new_action_due", "15/12/2026")

    driver.dialog().accept_button.click()

    (action,) = driver.visit.actions
    assert action.finding_id == finding
    assert driver.visit.findings[0].missing == ()


def test_a_submitted_visit_shows_its_findings_but_takes_none(open_visit):
    driver = open_visit("findings", state="submitted")

    assert not driver.there_is("add_finding")
    assert not driver.there_is("rate_1.1")


def test_a_finding_of_a_form_leads_back_to_it(open_visit, services):
    driver = open_visit("findings", state="in_field")
    form = services.submissions.start(make_form(services), visit_id=driver.visit.row.id)
    finding = services.form_links.make_finding(
        form, "/data/arrival/centre", statement="No sign at the door", evidence=""
    )

    driver.click(f"finding_form_{finding}")

    assert driver.shell.went_to[-1] == ("form", form.record.id, "")
