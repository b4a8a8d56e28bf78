"""The results matrix and its grid, edited as a person would: keys, cells, links."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from desktop.rules.vocabulary import ValueStatus
from tests.makers import make_project, make_value

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def project_id(desk) -> UUID:
    return desk.services.projects.create(
        {"title": "Skills", "countries": "KG", "planned_start": "2026-01-01", "planned_end": "2027-12-31"}
    ).id


def tab(desk):
    return desk.screen.record.tabs.page("results")


def outline(desk, project_id: UUID) -> list[str]:
    return [
        f"{row.number} {row.level} {row.statement}"
        for row in desk.services.results.matrix(project_id).results
    ]


def type_in_editor(desk, text: str, *, end_with: Qt.Key = Qt.Key.Key_Return) -> None:
    tree = tab(desk).tree
    desk.qtbot.waitUntil(lambda: tree.state() is QAbstractItemView.State.EditingState)
    editor = next(one for one in tree.findChildren(QLineEdit, "cell_editor") if one.isVisible())
    editor.selectAll()
    desk.qtbot.keyClicks(editor, text)
    desk.press(editor, end_with)


def test_an_empty_matrix_begins_with_its_objective_and_grows_by_keys(desk, project_id: UUID) -> None:
    desk.open(project_id, "results")
    desk.click("no_matrix_step_1")
    type_in_editor(desk, "Migrants use safe routes")

    desk.click("add_result")
    type_in_editor(desk, "Young people gain skills")
    desk.click("add_result")
    type_in_editor(desk, "Centres run courses")
    desk.press(tab(desk).tree, Qt.Key.Key_Return, CTRL)
    type_in_editor(desk, "Employers take part")

    assert outline(desk, project_id) == [
        "0 objective Migrants use safe routes",
        "1 outcome Young people gain skills",
        "1.1 output Centres run courses",
        "1.2 output Employers take part",
    ]


def test_alt_and_arrows_move_and_indent_and_undo_takes_it_back(desk, project_id: UUID) -> None:
    results = desk.services.results
    outcome = results.add_result(project_id, "outcome", "Skills")
    first = results.add_result(project_id, "output", "Centres", parent_id=outcome)
    second = results.add_result(project_id, "output", "Employers", parent_id=outcome)
    desk.open(project_id, "results")
    tree = tab(desk).tree
    before = outline(desk, project_id)

    tree.choose(second)
    desk.press(tree, Qt.Key.Key_Up, ALT)
    assert outline(desk, project_id)[1:] == ["1.1 output Employers", "1.2 output Centres"]
    assert tree.current_line().id == second
    desk.press(tree, Qt.Key.Key_Down, ALT)
    desk.press(tree, Qt.Key.Key_Right, ALT)
    assert outline(desk, project_id)[2] == "1.1.1 activity Employers"
    assert tree.current_line().id == second

    desk.services.history.undo()
    desk.settle()
    assert outline(desk, project_id) == before
    assert tree.lines.index_of(first).isValid()


def test_cells_of_an_indicator_are_typed_and_figures_kept_exactly(desk, project_id: UUID) -> None:
    outcome = desk.services.results.add_result(project_id, "outcome", "Skills")
    desk.open(project_id, "results")
    tree = tab(desk).tree
    tree.choose(outcome)
    desk.click("add_indicator")
    type_in_editor(desk, "People trained")
    (indicator,) = desk.services.results.matrix(project_id).indicators

    for key, text in (("unit", "persons"), ("target", "1,200.25"), ("frequency", "6-mon")):
        tree.choose(indicator.id, tree.column_of(key), edit=True)
        type_in_editor(desk, text)

    (kept,) = desk.services.results.matrix(project_id).indicators
    assert (kept.title, kept.unit, str(kept.standing.target), kept.frequency) == (
        "People trained",
        "persons",
        "1200.25",
        "six_monthly",
    )


def test_a_figure_that_cannot_be_read_is_said_and_nothing_is_kept(desk, project_id: UUID) -> None:
    outcome = desk.services.results.add_result(project_id, "outcome", "Skills")
    indicator = desk.services.results.add_indicator(outcome, "People trained", {"target": "100"})
    desk.open(project_id, "results")
    tree = tab(desk).tree

    tree.choose(indicator, tree.column_of("target"), edit=True)
    type_in_editor(desk, "about ninety")

    assert desk.services.results.matrix(project_id).indicators[0].standing.target == 100
    assert tree.lines.index_of(indicator, tree.column_of("target")).data() == "100"


def test_what_a_colleague_changes_does_not_take_the_cell_that_is_being_typed(desk, project_id: UUID) -> None:
    outcome = desk.services.results.add_result(project_id, "outcome", "Skills")
    desk.open(project_id, "results")
    tree = tab(desk).tree
    tree.choose(outcome, 0, edit=True)
    desk.qtbot.waitUntil(lambda: tree.state() is QAbstractItemView.State.EditingState)
    editor = tree.findChild(QLineEdit, "cell_editor")
    editor.setText("Half a sen")

    desk.services.results.add_result(project_id, "outcome", "From elsewhere")
    desk.settle()
    assert tree.state() is QAbstractItemView.State.EditingState
    assert editor.text() == "Half a sen"
    type_in_editor(desk, "A whole sentence")

    assert [line.split(" ", 2)[2] for line in outline(desk, project_id)] == [
        "A whole sentence",
        "From elsewhere",
    ]
    assert len(list(tree.lines.nodes())) == 2


def test_f8_goes_to_the_cell_that_mends_the_next_mark(desk, project_id: UUID) -> None:
    outcome = desk.services.results.add_result(project_id, "outcome", "Skills")
    desk.services.results.add_indicator(
        outcome, "Centres accredited", {"baseline": "0", "target": "5", "method": "count"}
    )
    desk.open(project_id, "results")
    tree, marks = tab(desk).tree, tab(desk).marks
    assert any(mark.code == "RM08" for mark in marks.model.records)

    unit = next(mark for mark in marks.model.records if mark.code == "RM08")
    tab(desk)._presenter.mark_opened(unit)
    type_in_editor(desk, "centres")

    assert desk.services.results.matrix(project_id).indicators[0].unit == "centres"
    assert all(mark.code != "RM08" for mark in marks.model.records)
    tree.setFocus()
    desk.press(tree, Qt.Key.Key_F8)
    assert tree.currentIndex().isValid()


def test_fields_without_a_column_are_set_in_the_dialog(desk, project_id: UUID) -> None:
    outcome = desk.services.results.add_result(project_id, "outcome", "Skills")
    desk.open(project_id, "results")
    tab(desk).tree.choose(outcome)
    desk.press(tab(desk).tree, Qt.Key.Key_Return, ALT)
    dialog = desk.dialog("line_dialog")

    dialog._editors["assumptions"].set_value("The ministry keeps its posts")
    dialog.accept_button.click()
    desk.settle()

    assert desk.services.results.matrix(project_id).results[0].assumptions == "The ministry keeps its posts"


def test_delete_takes_a_branch_away_but_never_one_with_figures(desk) -> None:
    made = make_project(desk.services)
    make_value(desk.services, made)
    desk.open(made.id, "results")
    tree = tab(desk).tree

    tree.choose(made.results["1.2"])
    desk.press(tree, Qt.Key.Key_Delete)
    assert len(outline(desk, made.id)) == 2
    tree.choose(made.results["1.1"])
    desk.press(tree, Qt.Key.Key_Delete)
    desk.dialog("problem_dialog").accept()

    assert len(outline(desk, made.id)) == 2


def test_a_figure_typed_into_the_grid_is_a_draft_that_is_handed_in(desk) -> None:
    made = make_project(desk.services)
    indicator = made.indicators["1.1/A"]
    desk.services.results.set_indicator(
        indicator, {"frequency": "six_monthly", "target": "1200", "baseline": "0"}
    )
    desk.open(made.id, "results")
    grid = tab(desk).grid
    at = next(n for n, column in enumerate(grid.model.columns) if column.title == "Jul–Dec 2026")

    grid.table.setCurrentIndex(grid.model.index(0, at))
    grid.table.edit(grid.model.index(0, at))
    editor = grid.table.findChild(QLineEdit, "cell_editor")
    desk.qtbot.keyClicks(editor, "412")
    desk.press(editor, Qt.Key.Key_Return)

    (value,) = desk.services.figures.values(indicator)
    assert (value.value, value.status, value.period) == (412, ValueStatus.DRAFT, "2026-H2")
    grid.table.setCurrentIndex(grid.model.index(0, 0))
    desk.click("figures_hand_in")
    assert desk.services.figures.values(indicator)[0].status is ValueStatus.SUBMITTED
    desk.click("figures_approve")
    assert desk.dialog("problem_dialog").isVisible()


def test_the_matrix_takes_the_whole_width_and_a_link_leads_back(desk, project_id: UUID) -> None:
    desk.open(project_id, "results")
    assert not desk.sees("project_list")

    desk.click("project_back")

    assert desk.sees("overview_page")
    assert desk.sees("project_search")
