"""The conflict desk with many conflicts: grouped, searched, decided together, handed on; typed and clicked."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication

from desktop.ui.screens.sync.desk.listed import Heading, Line
from tests.journeys.sync_screen import Desk, Pair, disagree, meet
from tests.makers import make_project, make_visit

pytestmark = pytest.mark.slow


def listed(desk: Desk) -> list[str]:
    """Headings and fields as they stand in the list."""
    rows = desk.screen.desk.list_pane.model._rows
    return [f"# {one.title}" if isinstance(one, Heading) else one.title for one in rows]


def choose(desk: Desk, *titles: str) -> None:
    """Mark these in the list, as Ctrl and the mouse would."""
    pane = desk.screen.desk.list_pane
    chosen = pane.list.selectionModel()
    chosen.clearSelection()
    for at, one in enumerate(pane.model._rows):
        if isinstance(one, Line) and one.title in titles:
            chosen.select(pane.model.index(at), QItemSelectionModel.SelectionFlag.Select)
    desk.settle()


def test_conflicts_stand_under_their_record_which_is_named_in_words(pair: Pair, open_desk) -> None:
    aigul, beka = pair
    visit = make_visit(aigul, make_project(aigul, code="LM.0778"), purpose="Recount")
    meet(*pair)
    for services, words in zip(pair, ("Recount in Osh", "Recount in Batken"), strict=True):
        services.visits.set_fields(visit, {"purpose": words})
    disagree(pair, "title", "programme")

    desk = open_desk(aigul)

    assert listed(desk) == [
        "# Project: title of Aigul",
        "Programme",
        "Title",
        f"# Visit: {aigul.visits.get(visit).row.code}",
        "Purpose",
    ]
    assert str(visit) not in desk.words()
    assert beka.syncing.state().conflicts == 3


def test_several_marked_are_decided_by_one_key_and_undone_by_one(pair: Pair, open_desk) -> None:
    disagree(pair, "title", "description", "programme")
    desk = open_desk(pair[0])
    choose(desk, "Title", "Programme")
    assert desk.text("conflict_many_title") == "2 conflicts are marked"
    assert desk.text("conflict_many_newest") == "Keep the newest (2)"

    desk.type("conflict_note", "Agreed")
    desk.press(Qt.Key.Key_3)

    project = pair[0].projects.find("LM.0465")
    assert (project.title, project.programme) == ("title of Beka", "programme of Beka")
    assert pair[0].history.of(project.id, "title")[0].reason == "Agreed"
    said, take_back = desk.shell.toasts[-1]
    assert said.startswith("2 conflicts decided")
    take_back()
    desk.settle()
    assert len(pair[0].syncing.conflicts()) == 3


def test_what_is_undone_is_looked_at_again(pair: Pair, open_desk) -> None:
    disagree(pair, "title", "description", "programme")
    desk = open_desk(pair[0])
    choose(desk, "Title")
    desk.press(Qt.Key.Key_1)
    after = desk.screen.desk.presenter.current
    assert after is not None
    assert after.field != "title"

    pair[0].history.undo()
    desk.settle()

    assert [one.field for one in desk.screen.desk.presenter.marked] == ["title"]
    current = desk.screen.desk.list_pane.list.currentIndex().row()
    assert listed(desk)[current] == "Title"
    choose(desk, "Title", "Programme")
    desk.press(Qt.Key.Key_1)
    pair[0].history.undo()
    desk.settle()
    assert [one.field for one in desk.screen.desk.presenter.marked] == ["programme", "title"]


def test_the_last_conflict_is_looked_at_again_when_its_decision_is_taken_back(pair: Pair, open_desk) -> None:
    disagree(pair, "title")
    desk = open_desk(pair[0])
    desk.press(Qt.Key.Key_2)
    assert desk.there_is("no_conflicts")

    pair[0].history.undo()
    desk.settle()

    assert desk.screen.desk.presenter.current is not None
    assert desk.there_is("conflict_keep_1")


def test_two_texts_show_what_sets_them_apart_and_what_stood_before(pair: Pair, open_desk) -> None:
    aigul, beka = pair
    visit = make_visit(aigul, make_project(aigul, code="LM.0778"), purpose="Recount three registers in Osh")
    meet(*pair)
    aigul.visits.set_fields(visit, {"purpose": "Recount all registers in Batken"})
    beka.visits.set_fields(visit, {"purpose": "Recount all registers in Osh soon"})
    meet(*pair)

    desk = open_desk(aigul)

    mine, theirs = desk.text("conflict_text_1"), desk.text("conflict_text_2")
    if "Batken" not in mine:
        mine, theirs = theirs, mine
    assert mine.startswith("Recount all registers in ")  # both wrote “all”: it sets nothing apart
    assert theirs.startswith("Recount all registers in ")
    assert mine.count("<b ") == 1
    assert mine.count("<s ") == 1
    assert desk.text("conflict_text_before") == "Before: Recount three registers in Osh"


def test_the_list_is_searched_sorted_and_filtered(pair: Pair, open_desk) -> None:
    disagree(pair, "title", "description", "programme")
    desk = open_desk(pair[0])
    presenter = desk.screen.desk.presenter
    pane = desk.screen.desk.list_pane
    pane.search.setText("progr")
    pane.search.returnPressed.emit()
    assert listed(desk)[1:] == ["Programme"]

    pane.search.setText("no such word")
    pane.search.returnPressed.emit()
    assert desk.there_is("no_conflict_matches")
    presenter.filters_cleared()
    pane.search.clear()
    presenter.sorted_by("field")
    assert listed(desk) == ["Description", "Programme", "Title"]


def test_a_conflict_is_handed_to_the_colleague_who_wrote_the_other_value(pair: Pair, open_desk) -> None:
    aigul, beka = pair
    disagree(pair, "title")
    desk = open_desk(aigul)
    desk.press(Qt.Key.Key_A)
    dialog = next(one for one in QApplication.topLevelWidgets() if one.objectName() == "ask_dialog")
    assert dialog.whom.value() == beka.accounts.me().person.id
    dialog.why.set_value("You know the donor")
    dialog.accept_button.click()
    desk.settle()

    assert desk.text("conflict_asked") == "Beka was asked by Aigul: You know the donor"
    desk.screen.desk.presenter.filter_added("mine")
    assert desk.there_is("no_conflict_matches")
    meet(*pair)
    (conflict,) = beka.syncing.conflicts()
    assert conflict.is_mine


def test_where_both_changed_the_same_words_the_place_is_chosen_and_the_rest_put_together(
    pair: Pair, open_desk
) -> None:
    aigul, beka = pair
    visit = make_visit(aigul, make_project(aigul, code="LM.0778"), purpose="Recount three registers in Osh")
    meet(*pair)
    aigul.visits.set_fields(visit, {"purpose": "Recount four registers in Osh"})
    beka.visits.set_fields(visit, {"purpose": "Recount five registers in Osh and Batken"})
    meet(*pair)
    desk = open_desk(aigul)

    desk.click("conflict_write")
    assert desk.find("conflict_write_purpose").toPlainText() == "Recount four registers in Osh and Batken"
    desk.click("conflict_clash_1_2")
    assert desk.find("conflict_write_purpose").toPlainText() == "Recount five registers in Osh and Batken"
    desk.click("conflict_write_keep")

    assert aigul.visits.get(visit).purpose == "Recount five registers in Osh and Batken"


def test_edits_side_by_side_are_told_softly_and_taken_away_by_one_press(pair: Pair, open_desk) -> None:
    aigul, beka = pair
    project = aigul.projects.find("LM.0465")
    beka.projects.set_fields(project.id, {"programme": "Skills"})
    aigul.projects.set_fields(project.id, {"description": "Six centres"})
    beka.syncing.sync()
    aigul.syncing.sync()
    desk = open_desk(aigul)
    desk.turn_to("conflicts")

    desk.click("conflict_parallel_show")
    assert "Beka changed “Programme” of Skills in Osh while you changed “Description”." in desk.words()
    desk.click("conflict_parallel_open_1")
    assert desk.shell.went_to[-1] == ("projects", project.id, "")
    desk.click("conflict_parallel_seen")
    assert not desk.there_is("conflict_parallel")
    assert aigul.syncing.parallel_edits() == ()
