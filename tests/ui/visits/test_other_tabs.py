"""Plan, verification, photos, forms, actions, brief and report, typed and clicked."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication

from desktop.errors import StoreProblem
from desktop.i18n import use_language
from desktop.rules.vocabulary import Rating, SiteState, SourcesSeen
from desktop.services.form_library.steps import Step
from desktop.services.visits.recounting import Recounted
from desktop.ui.screens.visits.forms.view import submission_row
from tests.makers import make_form, make_person, make_photo, make_place, make_value, make_visit, rate_as_lead


def test_the_plan_is_saved_as_it_is_typed(open_visit):
    driver = open_visit("plan")
    driver.type("plan_purpose", "Recount people trained")
    driver.leave()

    assert driver.visit.purpose == "Recount people trained"


def test_days_in_the_wrong_order_are_said_beside_the_field(open_visit):
    driver = open_visit("plan")
    driver.find("plan_end").clear()
    driver.type("plan_end", "20/11/2026")
    driver.leave()

    assert "before it starts" in driver.find("plan_end_error").text()
    assert driver.visit.row.end.isoformat() == "2026-11-27"


def test_a_colleague_joins_and_leaves_the_team(open_visit, services):
    person = make_person(services)
    driver = open_visit("plan")
    page = driver.screen.record.tabs.page("plan")

    page.team.entry.edited.emit(person)
    assert [one.name for one in driver.visit.team] == ["Bakyt Example"]

    driver.click(f"filter_{driver.visit.team[0].id}")
    assert driver.visit.team == ()


def test_a_place_is_added_by_its_code_and_said_not_reached_with_a_reason(open_visit, services, qtbot):
    make_place(services)
    driver = open_visit("plan", sites=())
    driver.type("plan_site_add", "KG06")
    qtbot.keyClick(driver.find("plan_site_add"), Qt.Key.Key_Return)
    states = driver.find("site_1_state")
    states.setCurrentIndex(states.findData(SiteState.NOT_REACHED))
    states.activated.emit(states.currentIndex())
    driver.type("site_reason", "Snow on the pass")

    driver.dialog().accept_button.click()

    (site,) = driver.visit.sites
    assert (site.name, site.state, site.state_reason) == ("Osh", SiteState.NOT_REACHED, "Snow on the pass")


def test_ticking_a_result_puts_it_in_scope(open_visit, project):
    driver = open_visit("plan", results=("1.1",))
    scope = driver.find("plan_scope")

    scope.item(2).setCheckState(Qt.CheckState.Checked)

    assert [one.number for one in driver.visit.results] == ["1.1", "1.2"]


def test_people_met_are_counted_without_names(open_visit):
    driver = open_visit("plan", state="in_field")
    driver.click("plan_add_person")
    driver.type("person_role", "Trainer")
    driver.dialog().sex.set_value("female")
    driver.dialog().accept_button.click()
    driver.click("plan_add_group")
    driver.type("group_title", "Learners, Osh")
    driver.type("group_female_4", "7")
    driver.type("group_male_4", "4")
    driver.dialog().accept_button.click()

    page = driver.screen.record.tabs.page("plan")
    assert [one.role for one in driver.visit.people_met] == ["Trainer"]
    assert driver.visit.groups[0].counts == {"female": {"18-59": 7}, "male": {"18-59": 4}}
    assert page.people._sum.text() == "Female: 8 · Male: 4"

    driver.click("group_1_remove")
    assert driver.visit.groups == ()
    driver.shell.toasts[-1][1]()
    assert len(driver.visit.groups) == 1


def test_an_interview_is_recorded_removed_and_back(open_visit):
    driver = open_visit("plan", state="in_field")
    driver.click("plan_add_interview")
    driver.dialog().accept_button.click()
    assert driver.dialog().isVisible()  # nothing was said yet
    driver.dialog().method.set_value("fgd")
    driver.type("interview_source", "Learners, Osh")
    driver.type("interview_notes", "The bus comes twice a day.")
    driver.dialog().accept_button.click()

    (one,) = driver.visit.interviews
    assert (one.method, one.source, one.notes) == ("fgd", "Learners, Osh", "The bus comes twice a day.")

    driver.click("interview_1_remove")
    assert driver.visit.interviews == ()
    driver.shell.toasts[-1][1]()
    assert len(driver.visit.interviews) == 1


def test_a_trip_begins_with_this_visit(open_visit):
    driver = open_visit("plan")
    driver.click("plan_new_trip")
    driver.type("trip_title", "South, November")

    driver.dialog().accept_button.click()

    assert driver.visit.trip.title == "South, November"
    assert not driver.there_is("plan_new_trip")


def test_a_verified_figure_is_typed_into_the_table(open_visit, services, project, qtbot):
    make_value(services, project, value="288", place="Osh")
    driver = open_visit("verification", state="in_field")
    driver.click("nothing_to_recount_step_1")
    driver.settle()
    page = driver.screen.record.tabs.page("verification")
    at = page.model.index(0, 3)
    page.table.setCurrentIndex(at)
    page.table.edit(at)
    editor = driver.find("cell_editor")
    editor.setText("251")
    qtbot.keyClick(editor, Qt.Key.Key_Return)

    (row,) = driver.visit.verifications
    assert (row.reported, row.verified) == (288, 251)
    assert page.model.index(0, 4).data() == "0.87"
    driver.screen.record.tabs.page("verification")._typed(page.model.record(0), "288")
    driver.settle()
    assert page.model.index(0, 4).data() == "1.00"
    driver.screen.record.tabs.page("verification")._typed(page.model.record(0), "251")
    driver.settle()
    assert "Required" in page.panel.reason._help.text()


def test_reason_sources_and_note_of_the_row_are_kept(open_visit, services, project):
    make_value(services, project, value="288")
    visit = make_visit(services, project, state="in_field")
    services.verifications.verify(
        visit, project.indicators["1.1/A"], "2026-H2", Recounted(verified=Decimal(251))
    )
    driver = open_visit("verification", visit_id=visit)
    driver.screen.record.tabs.page("verification").panel.reason.edited.emit("double_count")
    driver.click("verification_sources_1")
    driver.type("verification_note", "37 names twice")
    driver.leave()

    (row,) = driver.visit.verifications
    assert (row.reasons[0].amount, row.sources_seen, row.note) == (-37, SourcesSeen.ALL, "37 names twice")


def test_handing_in_without_a_required_reason_says_so_and_goes_to_it(open_visit, services, project):
    visit = make_visit(services, project, state="reporting")
    rate_as_lead(services, visit)
    for place, verified in (("Batken", 288), ("Osh", 251)):
        make_value(services, project, value="288", place=place)
        services.verifications.verify(
            visit, project.indicators["1.1/A"], "2026-H2", Recounted(verified=Decimal(verified)), place=place
        )
    driver = open_visit("brief", visit_id=visit)

    driver.screen.record.header.primary.click()
    driver.settle()

    (problem,) = driver.shell.problems
    assert "say why reported and verified differ: 1.1A Osh" in problem.what_now()
    assert driver.screen.record.tabs.current_key == "verification"
    page = driver.screen.record.tabs.page("verification")
    assert page.panel.heading.text().endswith("Osh")
    assert driver.screen.focusWidget() is page.panel.reason.editor
    assert "say why reported and verified differ" in driver.find("verification_missing").accessibleName()
    page.panel.reason.edited.emit("data_entry")
    driver.settle()
    driver.screen.record.header.primary.click()
    assert driver.visit.row.state == "submitted"


def test_data_quality_is_scored_by_digit(open_visit, services, project, qtbot):
    make_value(services, project, value="288")
    visit = make_visit(services, project, state="in_field")
    services.verifications.plan(visit, services.verifications.to_recount(visit))
    driver = open_visit("verification", visit_id=visit)

    qtbot.keyClick(driver.find("quality_validity"), Qt.Key.Key_1)
    qtbot.keyClick(driver.find("quality_integrity"), Qt.Key.Key_0)

    (check,) = driver.visit.quality_checks
    assert check.scores == {"validity": 1, "integrity": 0}


def test_a_figure_nobody_stored_is_added_by_hand(open_visit, project):
    driver = open_visit("verification", state="in_field")
    driver.click("add_indicator")
    dialog = driver.dialog()
    dialog.indicator.set_value(project.indicators["1.1/A"])
    driver.type("new_figure_period", "2026-H2")
    driver.type("new_figure_reported", "16")
    driver.type("new_figure_verified", "14")

    dialog.accept_button.click()

    (row,) = driver.visit.verifications
    assert (row.reported, row.verified) == (16, 14)


def test_several_photos_are_dropped_and_one_that_is_no_photo_is_named(open_visit, tmp_path):
    driver = open_visit("photos", state="in_field")
    for name, content in (("a.jpg", make_photo()), ("b.jpg", make_photo((50, 50))), ("c.jpg", b"text")):
        (tmp_path / name).write_bytes(content)
    page = driver.screen.record.tabs.page("photos")

    page._presenter.files_given([tmp_path / "a.jpg", tmp_path / "b.jpg", tmp_path / "c.jpg"])

    assert [one.file_name for one in driver.visit.attachments] == ["a.jpg", "b.jpg"]
    assert "c.jpg is not a photo" in driver.shell.problems[0].what()


def test_a_file_beyond_all_bounds_is_named_and_the_others_are_attached(open_visit, tmp_path):
    driver = open_visit("photos", state="in_field")
    (tmp_path / "a.jpg").write_bytes(make_photo())
    with (tmp_path / "film.mov").open("wb") as film:
        film.truncate(300 * 1024 * 1024)

    page = driver.screen.record.tabs.page("photos")
    page._presenter.files_given([tmp_path / "film.mov", tmp_path / "a.jpg"])

    assert [one.file_name for one in driver.visit.attachments] == ["a.jpg"]
    assert driver.shell.problems[0].what().startswith("film.mov is larger than")


def test_a_picture_is_pasted(open_visit, tmp_path):
    driver = open_visit("photos", state="in_field")
    (tmp_path / "a.jpg").write_bytes(make_photo())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg"))])
    QApplication.clipboard().setMimeData(data)

    driver.screen.record.tabs.page("photos").paste()

    assert len(driver.visit.attachments) == 1


def test_a_photo_is_captioned_turned_removed_and_restored(open_visit, services, project):
    visit = make_visit(services, project, state="in_field")
    photo = services.attachments.attach(visit, make_photo(), "ramp.jpg").id
    driver = open_visit("photos", visit_id=visit)
    driver.type("photo_caption", "The ramp")
    driver.leave()
    driver.click("photo_right")
    kept = driver.visit.attachments[0]
    assert (kept.caption, kept.rotation) == ("The ramp", 90)

    driver.click("photo_remove")
    assert driver.visit.attachments == ()
    driver.shell.toasts[-1][1]()

    assert [one.id for one in driver.visit.attachments] == [photo]


def test_consent_is_recorded_by_purpose(open_visit, services, project):
    visit = make_visit(services, project, state="in_field")
    services.attachments.attach(visit, make_photo(), "ramp.jpg")
    driver = open_visit("photos", visit_id=visit)
    panel = driver.screen.record.tabs.page("photos").panel

    panel.asked.edited.emit("given")
    driver.settle()
    panel.purposes["donor"].box.click()

    assert driver.visit.attachments[0].consent["purposes"] == ["donor", "record"]


def test_a_copy_is_saved_where_the_person_says(open_visit, services, project, tmp_path):
    visit = make_visit(services, project, state="in_field")
    content = make_photo()
    services.attachments.attach(visit, content, "ramp.jpg")
    driver = open_visit("photos", visit_id=visit)
    driver.shell.target = tmp_path / "copy.jpg"

    driver.click("photo_save")

    assert driver.shell.target.read_bytes() == content
    assert driver.shell.written == [driver.shell.target]


def test_an_action_point_of_the_visit_opens_in_its_own_screen(open_visit, services):
    driver = open_visit("actions", state="in_field")
    driver.click("no_actions_step_1")
    driver.type("new_action_title", "Hire a trainer")
    driver.dialog().accept_button.click()
    (action,) = driver.visit.actions

    driver.find("visit_actions").opened.emit(action)

    assert driver.shell.went_to[-1] == ("actions", action.id, "")


def test_the_brief_adds_a_known_issue_and_resolves_it(open_visit):
    driver = open_visit("brief", state="accepted")
    driver.click("brief_add_issue")
    driver.type("brief_issue_text", "The ramp is closed.")
    driver.dialog().accept_button.click()
    (issue,) = driver.visit.issues

    driver.find("brief_issues").opened.emit(issue)

    assert driver.visit.issues[0].state == "resolved"


def test_the_words_of_the_report_are_saved_and_its_parts_say_what_is_missing(open_visit):
    driver = open_visit("report", state="reporting")
    page = driver.screen.record.tabs.page("report")
    assert page.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("missing")
    driver.click("report_overall_2")
    driver.type("report_messages", "Register by course, not person.")
    driver.leave()

    assert driver.visit.row.overall_rating is Rating.AT_RISK
    assert driver.visit.narrative["messages"] == "Register by course, not person."
    assert page.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("done")


def test_walking_the_parts_keeps_what_was_typed(open_visit, qtbot, project):
    driver = open_visit("report", state="reporting")
    page = driver.screen.record.tabs.page("report")
    driver.type("report_messages", "One thing.")

    page._walk(1)
    driver.type("report_limits", "No access to centre 5.")
    page._walk(-1)

    assert driver.find("report_messages").toPlainText() == "One thing."
    assert driver.visit.narrative == {"messages": "One thing.", "limits": "No access to centre 5."}


def test_where_there_is_no_room_for_both_the_pages_take_the_place_of_the_words(open_visit):
    driver = open_visit("report", state="reporting")
    page = driver.screen.record.tabs.page("report")
    assert page.preview.isVisible()
    driver.screen.window().resize(720, 600)
    driver.settle()
    assert not page.preview.isVisible()
    driver.type("report_messages", "Register by course.")

    driver.click("report_side_2")

    assert page.preview.isVisible()
    assert not page.page.isVisible()
    driver.settle()
    assert driver.visit.narrative["messages"] == "Register by course."


def test_the_page_is_drawn_and_saved_as_pdf(open_visit, services, tmp_path):
    driver = open_visit("report", state="reporting")
    page = driver.screen.record.tabs.page("report")

    page._presenter.draw()
    driver.shell.target = tmp_path / "report.pdf"
    driver.click("report_save_pdf")

    assert page.preview.area.pages > 0
    assert driver.shell.target.read_bytes().startswith(b"%PDF")


def test_a_store_that_cannot_write_keeps_the_text_and_tries_again(open_visit, services, monkeypatch):
    driver = open_visit("plan")
    real = services.visits.set_fields

    def full(*_args, **_fields):
        raise StoreProblem("The disk is full.", "Free some room.")

    monkeypatch.setattr(services.visits, "set_fields", full)
    driver.type("plan_purpose", "Recount")
    driver.leave()
    problem, again = driver.shell.unsaved[0]
    assert "disk is full" in problem.what()
    assert driver.find("plan_purpose").toPlainText() == "Recount"

    monkeypatch.setattr(services.visits, "set_fields", real)
    again()

    assert driver.visit.purpose == "Recount"
    assert driver.shell.saves == 1


@pytest.mark.parametrize(
    "tab", ["brief", "plan", "forms", "findings", "verification", "photos", "actions", "report"]
)
def test_every_button_and_field_of_a_tab_has_both_its_names(open_visit, services, project, tab):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTabBar

    make_value(services, project)
    visit = make_visit(services, project, state="in_field")
    services.attachments.attach(visit, make_photo(), "ramp.jpg")
    services.verifications.plan(visit, services.verifications.to_recount(visit))
    driver = open_visit(tab, visit_id=visit)

    kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
    for widget in (one for kind in kinds for one in driver.screen.findChildren(kind) if one.isVisible()):
        if widget.objectName().startswith("qt_") or isinstance(widget.parent(), QTabBar | QLineEdit):
            continue
        name = widget.accessibleName() or getattr(widget, "text", lambda: "")()
        assert widget.objectName(), widget
        assert name, widget.objectName()


def test_a_figure_taken_from_a_form_leads_back_to_it(open_visit, services):
    driver = open_visit("verification", state="in_field")
    form = services.submissions.start(make_form(services), visit_id=driver.visit.row.id)
    form.take([Step("set", "/data/arrival/register", "yes"), Step("set", "/data/arrival/people", "250")])
    offer = services.form_links.figure_offer(form, "/data/arrival/people")
    services.form_links.verify(form, "/data/arrival/people", offer.choices[0], "2026-H2")

    driver.click("verification_form")

    assert driver.shell.went_to[-1] == ("form", form.record.id, "")


def test_a_returned_visit_says_that_its_forms_are_still_finished(open_visit, services, project):
    visit = make_visit(services, project, state="reporting")
    form = services.submissions.start(make_form(services), visit_id=visit)
    form.take(
        [
            Step("set", "/data/arrival/centre", "Osh"),
            Step("set", "/data/arrival/register", "no"),
            Step("set", "/data/courses_held/courses[1]/title", "Welding"),
        ]
    )
    services.submissions.finalise(form.record.id)
    for result in services.visits.get(visit).results:
        services.findings.rate(visit, result.result_id, "on_track")
    services.visits.move(visit, "submitted")
    own = services.access.person_id
    services.access.sign_in(make_person(services), enrolled=False, grants=())
    services.visits.move(visit, "returned", reason="Count again")
    services.access.sign_in(own, enrolled=False, grants=())
    driver = open_visit("forms", visit_id=visit)

    assert "still finished" in driver.find("forms_reopening").accessibleName()


def test_when_a_form_was_filled_reads_the_same_in_a_language_read_from_the_right(
    open_visit, services, project
):
    driver = open_visit("plan", state="in_field")
    services.submissions.start(make_form(services), visit_id=driver.visit.row.id)
    (row,) = services.visits.get(driver.visit.row.id).submissions
    (english,) = submission_row(row).meta

    use_language("ar")
    try:
        (arabic,) = submission_row(row).meta
    finally:
        use_language("en")

    moment = arabic.split("\u2068")[-1].rstrip("\u2069")
    assert arabic.startswith("\u200f\u2068")
    assert moment.split(", ")[-1] == english.split(", ")[-1]


def test_the_head_of_a_figure_keeps_its_order_in_a_language_read_from_the_right(
    open_visit, services, project
):
    visit = open_visit("plan", state="in_field").visit.row.id
    make_value(services, project, value="288", place="Osh")
    services.verifications.verify(
        visit, project.indicators["1.1/A"], "2026-H2", Recounted(verified=Decimal(251)), place="Osh"
    )
    driver = open_visit("verification", visit_id=visit)
    panel = driver.screen.record.tabs.page("verification").panel

    use_language("ar")
    try:
        panel.show_row(driver.visit.verifications[0], may_edit=True)
    finally:
        use_language("en")

    assert panel.heading.text().startswith("\u200f\u2068")
    assert panel.heading.text().endswith("\u2068Osh\u2069")
