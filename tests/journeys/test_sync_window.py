"""The sync screen, typed and clicked, between two real stores and a real server."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop.models import IndicatorValue
from desktop.services.accounts.service import unlock_again
from desktop.ui.unsent_words import is_all_well, unsent_in_words
from tests.conftest import PASSPHRASE
from tests.journeys.conftest import Laptop, Office
from tests.journeys.sync_screen import Pair, disagree, meet
from tests.makers import make_place, make_project, make_value, make_visit

pytestmark = pytest.mark.slow


def test_two_sides_are_shown_alike_and_a_digit_keeps_one(pair: Pair, open_desk) -> None:
    disagree(pair, "title")
    desk = open_desk(pair[0])

    assert desk.text("conflict_value_1") == "title of Aigul"
    assert desk.text("conflict_value_2") == "title of Beka"
    assert desk.text("conflict_before") == "Before: Skills in Osh"
    assert "Beka, Country Office Kyrgyzstan" in desk.words()
    assert "This laptop" in desk.words()

    desk.type("conflict_note", "2 partners call it so")
    desk.press(Qt.Key.Key_2)

    assert desk.there_is("no_conflicts")
    project = pair[0].projects.find("LM.0465")
    assert project.title == "title of Beka"
    assert pair[0].history.of(project.id, "title")[0].reason == "2 partners call it so"
    meet(*pair)
    assert pair[1].projects.find("LM.0465").title == "title of Beka"
    assert pair[1].syncing.conflicts() == ()


def test_a_decision_is_taken_back_from_the_toast(pair: Pair, open_desk) -> None:
    disagree(pair, "title")
    desk = open_desk(pair[0])
    desk.click("conflict_keep_1")
    said, take_back = desk.shell.toasts[-1]
    assert said == "Decided: title of Aigul. The other stays in the history."

    take_back()
    desk.settle()

    assert desk.text("conflict_value_2") == "title of Beka"
    assert len(pair[0].syncing.conflicts()) == 1


def test_j_and_k_walk_the_conflicts_and_the_next_one_follows_a_decision(pair: Pair, open_desk) -> None:
    disagree(pair, "title", "description", "programme")
    desk = open_desk(pair[0])
    seen = []
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K):
        desk.press(key)
        seen.append(desk.screen.desk.list_pane.list.currentIndex().row())
    assert seen == [2, 3, 1, 3]  # the record itself stands in the first row

    for _turn in range(3):
        desk.press(Qt.Key.Key_1)

    assert desk.there_is("no_conflicts")


def test_a_third_value_is_written_in_the_persons_own_notation(pair: Pair, open_desk) -> None:
    aigul = pair[0]
    make_place(aigul)
    value = make_value(aigul, make_project(aigul, code="LM.0777"), value="264", place="KG06")
    meet(*pair)
    for services, figure in zip(pair, ("288", "297"), strict=True):
        with services.database.writing("figures.set") as work:
            work.get(IndicatorValue, value).value = Decimal(figure)
    meet(*pair)
    desk = open_desk(aigul)
    assert desk.text("conflict_title") == "A · People trained and certified, Osh"

    desk.press(Qt.Key.Key_3)
    desk.type("conflict_write_value", "not a number")
    desk.click("conflict_write_keep")
    assert "cannot read this number" in desk.text("conflict_write_problem")
    desk.type("conflict_write_value", "1,290.5")
    desk.type("conflict_note", "Counted together")
    desk.click("conflict_write_keep")

    assert desk.there_is("no_conflicts")
    line = aigul.history.of(value, "value")[0]
    assert (line.new, line.reason) == ("1290.5", "Counted together")


def test_texts_are_compared_word_by_word_and_put_together_where_they_do_not_touch(
    pair: Pair, open_desk
) -> None:
    aigul, beka = pair
    project = aigul.projects.find("LM.0465")
    visit = make_visit(aigul, make_project(aigul, code="LM.0778"), purpose="Recount three registers in Osh")
    meet(*pair)
    aigul.visits.set_fields(visit, {"purpose": "Recount four registers in Osh"})
    beka.visits.set_fields(visit, {"purpose": "Recount three registers in Osh and Batken"})
    meet(*pair)
    desk = open_desk(aigul)

    assert "<s" in desk.text("conflict_text_1")
    assert "three" in desk.text("conflict_text_1")
    desk.click("conflict_write")
    assert desk.find("conflict_write_purpose").toPlainText() == "Recount four registers in Osh and Batken"
    desk.click("conflict_write_keep")

    assert aigul.visits.get(visit).purpose == "Recount four registers in Osh and Batken"
    assert project.title == "Skills in Osh"


def test_what_is_being_typed_stays_while_news_arrives(pair: Pair, open_desk) -> None:
    disagree(pair, "title")
    desk = open_desk(pair[0])
    desk.press(Qt.Key.Key_3)
    desk.type("conflict_write_title", "My own words")

    pair[0].projects.create({"title": "Another", "countries": "KG"})
    desk.settle()

    assert desk.text("conflict_write_title") == "My own words"


def test_a_monitor_sees_both_values_and_that_the_office_decides(
    office: Office, pair: Pair, open_desk
) -> None:
    disagree(pair, "title")
    office.type("user", "add", "aigul@example.org", "--office", "KG", "--role", "monitor")
    pair[0].syncing.sync()
    desk = open_desk(pair[0])

    assert desk.there_is("conflict_needs_office")
    assert not desk.there_is("conflict_keep_1")
    desk.press(Qt.Key.Key_2)

    assert "Your role does not let you decide this" in desk.shell.problems[-1].what()
    assert len(pair[0].syncing.conflicts()) == 1


def test_sync_now_sends_what_is_here_and_says_what_it_did(pair: Pair, open_desk) -> None:
    pair[0].projects.create({"title": "Wells", "countries": "KG"})
    desk = open_desk(pair[0])
    assert desk.text("sync_count_here") == "1"
    assert desk.screen.model.record(0).title == "Wells"

    desk.click("sync_primary")

    assert desk.text("sync_count_here") == "0"
    assert desk.shell.notices[-1].startswith("Synced: 1 change sent")
    assert not desk.there_is("sync_running")
    assert "Last run today" in desk.words()
    assert desk.screen.model.record(0).title == "Wells"


def test_a_record_of_the_list_opens_on_its_own_screen(pair: Pair, open_desk) -> None:
    visit = make_visit(pair[0], make_project(pair[0], code="LM.0779"))
    desk = open_desk(pair[0])
    places = []
    for at in range(desk.screen.model.rowCount()):
        desk.screen.list.opened.emit(desk.screen.model.record(at))
        places += desk.shell.went_to[-1:]

    assert ("visits", visit, "") in places
    assert ("projects", pair[0].projects.find("LM.0779").id, "results") in places


def test_a_server_that_is_gone_is_said_with_the_way_on(office: Office, pair: Pair, open_desk) -> None:
    desk = open_desk(pair[0])
    office.stop()

    desk.click("sync_primary")

    assert "cannot be reached" in desk.words()
    assert "safe on this laptop" in desk.words()
    office.start()
    desk.click("sync_trouble_link")
    assert not desk.there_is("sync_trouble")


def test_what_the_server_set_aside_is_named_with_the_reason_and_tried_again(
    office: Office, pair: Pair, open_desk
) -> None:
    project = pair[0].projects.find("LM.0465")
    pair[0].projects.set_fields(project.id, {"title": "Skills for Osh"})
    office.type("user", "add", "aigul@example.org", "--office", "KG", "--role", "reader")
    desk = open_desk(pair[0])
    desk.click("sync_primary")

    assert "1 change was set aside by the server" in desk.words()
    state = pair[0].syncing.state()
    assert unsent_in_words(state, pair[0].clock()) == "1 change set aside by the server"
    assert not is_all_well(state)
    assert "Project: Skills for Osh. Your role does not allow this change." in desk.words()

    office.type("user", "add", "aigul@example.org", "--office", "KG", "--role", "manager")
    desk.click("sync_aside_retry")

    assert not desk.there_is("sync_aside")
    pair[1].syncing.sync()
    assert pair[1].projects.find("LM.0465").title == "Skills for Osh"


def test_a_laptop_without_a_server_joins_an_office_from_the_screen(
    new_office: Office, newcomer: Laptop, open_desk
) -> None:
    services = newcomer.services()
    try:
        desk = open_desk(services)
        assert "no server yet" in desk.words()
        assert desk.text("sync_primary") == "Join an office"
        desk.click("sync_primary")
        dialog = next(one for one in desk.screen.findChildren(QDialog) if one.isVisible())
        dialog.accept_button.click()
        assert "Both the address and the code" in dialog.findChild(QWidget, "enrol_dialog_problem").text()

        dialog.url.line.setText(new_office.url)
        dialog.code.line.setText("WRONG-CODE")
        dialog.accept_button.click()
        assert "does not know" in dialog.findChild(QWidget, "enrol_dialog_problem").text()
        dialog.code.line.setText(new_office.code_for("aigul@example.org"))
        dialog.accept_button.click()
        desk.settle()

        assert not dialog.isVisible()
        assert desk.text("sync_primary") == "Sync now"
        assert services.syncing.state().unsent == 0
    finally:
        services.close()


def test_what_could_not_be_read_is_read_again_by_the_button(pair: Pair, open_desk) -> None:
    pair[0].lock()
    desk = open_desk(pair[0])

    assert desk.text("sync_primary") == "Sync now"
    assert desk.there_is("sync_trouble")

    unlock_again(pair[0].store, passphrase=PASSPHRASE)
    make_project(pair[0])
    desk.click("sync_primary")

    assert not desk.there_is("sync_trouble")
    assert pair[0].syncing.state().unsent  # it was read, not sent
