"""The portfolio driven as a person would: typed, clicked, looked at."""

from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QTableView
from shiboken6 import isValid

from desktop.i18n import use_language
from desktop.rules.vocabulary import Framework, ProjectStage
from desktop.services.fates import Fate
from desktop.services.projects.records import ProjectFilter
from desktop.ui.screens.projects.words import framework_word
from tests.makers import make_project, make_visit

CSV = "iati_identifier,country,title\nXM-DAC-47066-LM.0465,KG, Skills in Osh \nXM-DAC-47066-RR.0731,GE,Return\n,,\n,KG,\n"


def titles(desk) -> list[str]:
    model = desk.screen.pane.model
    return [model.record(at).title for at in range(model.rowCount())]


def test_an_empty_portfolio_offers_the_two_ways_in(desk) -> None:
    assert desk.sees("no_projects")

    desk.click("no_projects_step_2")
    dialog = desk.dialog("new_project_dialog")
    dialog.title_field.set_value("Skills in Osh")
    dialog.code.set_value("LM.0465")
    dialog.accept_button.click()
    desk.settle()

    (row,) = desk.services.projects.page(ProjectFilter())
    assert (row.title, row.countries) == ("Skills in Osh", ("KG",))
    assert titles(desk) == ["Skills in Osh"]
    assert desk.sees("project_header")


def test_a_new_project_without_a_title_is_said_in_the_dialog_which_stays(desk) -> None:
    desk.click("new_project")
    dialog = desk.dialog("new_project_dialog")

    dialog.accept_button.click()

    assert dialog.isVisible()
    assert "needs a title" in dialog.findChild(QLabel, "new_project_dialog_problem").text()


def test_how_the_list_is_sorted_is_said_once(desk) -> None:
    make_project(desk.services)
    desk.settle()
    pane = desk.screen.pane

    word = pane.sort.text()

    assert word
    assert word not in [one.text() for one in pane.findChildren(QLabel)]


def test_typing_into_the_search_leaves_what_matches(desk) -> None:
    make_project(desk.services, title="Skills in Osh")
    make_project(desk.services, code="RR.0731", title="Return to Georgia", countries=("GE",))
    desk.settle()

    desk.type_into("project_search", "georg")
    desk.press(desk.find("project_search"), Qt.Key.Key_Return)
    assert titles(desk) == ["Return to Georgia"]

    desk.type_into("project_search", "nothing like it")
    desk.press(desk.find("project_search"), Qt.Key.Key_Return)
    assert desk.sees("no_match")
    desk.click("no_match_step_2")
    assert len(titles(desk)) == 2


def test_a_filter_is_a_chip_that_a_click_takes_away_and_is_remembered(desk) -> None:
    make_project(desk.services, title="Skills in Osh")
    make_project(desk.services, code="RR.0731", title="Return", countries=("GE",), stage=ProjectStage.CLOSED)
    desk.settle()

    desk.screen.presenter.filter_added("stage:closed")
    desk.settle()
    assert titles(desk) == ["Return"]
    assert desk.shell.recall("projects.filters") == ["stage:closed"]

    desk.click("filter_stage:closed")
    assert len(titles(desk)) == 2


def test_choosing_a_row_opens_it_and_the_list_stays_where_it_was(desk) -> None:
    made = [make_project(desk.services, code=f"LM.00{n:02d}", title=f"Project {n:02d}") for n in range(30)]
    desk.settle()
    pane = desk.screen.pane

    pane.list.setCurrentIndex(pane.model.index(20))
    desk.qtbot.waitUntil(lambda: desk.screen.desk.project is not None)
    scrolled = pane.list.verticalScrollBar().value()
    desk.services.projects.set_fields(made[20].id, {"description": "changed elsewhere"})
    desk.settle()

    assert desk.screen.desk.project.id == made[20].id
    assert pane.list.currentIndex().row() == 20
    assert pane.list.verticalScrollBar().value() == scrolled


def test_facts_are_saved_as_they_are_typed_and_undone_by_one_step(desk) -> None:
    project = make_project(desk.services, title="Skills")
    desk.open(project.id, "details")

    desk.type_into("project_title", "Skills and safe labour migration")
    desk.screen.flush()
    desk.settle()

    assert desk.services.projects.get(project.id).title == "Skills and safe labour migration"
    desk.services.history.undo()
    desk.settle()
    assert desk.find("project_title").text() == "Skills"


def test_what_cannot_be_kept_is_said_beside_the_field_and_stays_typed(desk) -> None:
    project = make_project(desk.services)
    desk.open(project.id, "details")

    desk.type_into("project_countries", "KG: 60; TJ: 30")
    desk.screen.flush()
    desk.settle()

    assert "do not sum to 100" in desk.find("project_countries_error").text()
    assert desk.find("project_countries").text() == "KG: 60; TJ: 30"
    assert [share.code for share in desk.services.projects.get(project.id).countries] == ["KG"]


def test_a_code_another_project_bears_is_flagged_beside_the_field_and_kept(desk) -> None:
    make_project(desk.services, code="RR.0731", title="Return to Georgia")
    project = make_project(desk.services, code="LM.0465")
    desk.open(project.id, "details")

    desk.type_into("project_code", "RR.0731")
    desk.screen.flush()
    desk.settle()

    assert "Return to Georgia" in desk.find("project_code_error").text()
    assert desk.services.projects.get(project.id).code == "RR.0731"


def test_a_new_project_dialog_says_that_a_code_is_in_use(desk) -> None:
    make_project(desk.services, code="RR.0731", title="Return to Georgia")
    desk.settle()
    desk.click("new_project")
    dialog = desk.dialog("new_project_dialog")

    dialog.code.editor.setText("RR.0731")
    dialog.code.editor.textEdited.emit("RR.0731")
    dialog.code.flush()

    assert "Return to Georgia" in dialog.code.error
    dialog.reject()


def test_a_step_that_lacks_something_says_what_and_leads_there(desk) -> None:
    project = desk.services.projects.create({"title": "Skills", "countries": "KG", "project_type": "LM"})
    desk.open(project.id, "history")

    desk.choose("project_step_proposal")
    assert desk.sees("project_missing")
    desk.click("project_missing_link")
    assert desk.sees("overview_page")

    desk.services.projects.link(project.id, "migof", "O1")
    desk.services.projects.link(project.id, "sdg", "10.7")
    desk.settle()
    desk.choose("project_step_proposal")
    assert desk.services.projects.get(project.id).stage is ProjectStage.PROPOSAL


def test_the_name_of_a_framework_is_not_cut_in_a_language_of_long_names(desk) -> None:
    use_language("ar")
    project = make_project(desk.services)
    desk.services.projects.link(project.id, "sdg", "10.7")
    desk.open(project.id)
    desk.settle()

    (name,) = (one for one in desk.screen.findChildren(QLabel) if one.text() == framework_word(Framework.SDG))

    words = name.fontMetrics().boundingRect(
        QRect(0, 0, name.width(), 1000), int(Qt.TextFlag.TextWordWrap), name.text()
    )
    assert words.width() <= name.width()
    assert words.height() <= name.height()


def test_a_step_that_needs_a_reason_asks_for_it(desk) -> None:
    project = make_project(desk.services, stage=ProjectStage.CONCEPT)
    desk.open(project.id)

    desk.choose("project_step_cancelled")
    dialog = desk.dialog("project_step_dialog")
    dialog.accept_button.click()
    assert dialog.isVisible()

    dialog.findChild(object, "project_step_reason").setPlainText("The donor withdrew")
    dialog.accept_button.click()
    desk.settle()

    cancelled = desk.services.projects.get(project.id)
    assert (cancelled.stage, cancelled.stage_reason) == (ProjectStage.CANCELLED, "The donor withdrew")


def test_a_deleted_project_goes_from_the_list_and_undo_brings_it_back(desk) -> None:
    project = make_project(desk.services)
    desk.open(project.id)

    desk.choose("project_delete")
    assert desk.sees("no_projects")

    desk.services.history.undo()
    desk.settle()
    assert titles(desk) == ["Skills and safe labour migration"]


def test_the_tabs_show_visits_actions_and_history_and_rows_lead_on(desk) -> None:
    project = make_project(desk.services)
    visit = make_visit(desk.services, project)
    desk.services.actions.create(title="Mend the roof", due="2026-12-24", visit_id=visit)
    desk.open(project.id, "visits")
    table = desk.find("project_visits")
    assert isinstance(table, QTableView)
    assert table.model().rowCount() == 1

    table.setCurrentIndex(table.model().index(0, 0))
    desk.press(table, Qt.Key.Key_Return)
    assert desk.window.current_key == "visits"

    desk.open(project.id, "actions")
    assert desk.find("project_actions").model().rowCount() == 1
    desk.open(project.id, "history")
    assert desk.find("project_history").model().rowCount() >= 1


def test_a_list_is_looked_at_taken_in_and_taken_back(desk, tmp_path: Path) -> None:
    file = tmp_path / "projects.csv"
    file.write_text(CSV, encoding="utf-8")
    desk.click("no_projects_step_1")
    dialog = desk.dialog("import_dialog")

    dialog._presenter.file_chosen(file)
    desk.settle()
    rehearsed = dialog.rehearsal.rows.rows.records
    assert [row.action for row in rehearsed] == [Fate.LEFT, Fate.REPAIRED, Fate.TAKEN]
    assert desk.services.projects.count(ProjectFilter()) == 0

    dialog.take.click()
    desk.settle()
    assert desk.services.projects.count(ProjectFilter()) == 2
    assert dialog.undo.isVisible()
    assert len(titles(desk)) == 2

    dialog.undo.click()
    desk.settle()
    assert desk.services.projects.count(ProjectFilter()) == 0
    assert not isValid(dialog)  # closed, and gone


def test_a_file_that_is_no_table_is_a_sentence_in_the_dialog(desk, tmp_path: Path) -> None:
    file = tmp_path / "photo.csv"
    file.write_bytes(b"")
    desk.click("import_projects")
    dialog = desk.dialog("import_dialog")

    dialog._presenter.file_chosen(file)
    desk.settle()

    assert "is empty" in dialog.findChild(QLabel, "import_problem").text()
    dialog._presenter.file_chosen(tmp_path / "gone.csv")
    assert "cannot be read" in dialog.findChild(QLabel, "import_problem").text()


def test_a_column_can_be_named_by_hand(desk, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Kennung,Name\nXM-DAC-47066-LM.0465,Skills\n", encoding="utf-8")
    desk.click("import_projects")
    dialog = desk.dialog("import_dialog")
    dialog._presenter.file_chosen(file)
    desk.settle()

    combo = dialog.findChild(object, "column_iati_id")
    combo.setCurrentText("Kennung")
    combo.activated.emit(combo.currentIndex())
    desk.settle()
    dialog.take.click()
    desk.settle()

    assert desk.services.projects.find("LM.0465").title == "Skills"
