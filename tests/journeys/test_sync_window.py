"""The sync screen, typed and clicked, between two real stores and a real server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.i18n import use_language
from desktop.models import IndicatorValue
from desktop.services.roster import Services
from desktop.ui.screens.sync.view import SyncView, make_screen
from desktop.ui.theme import Appearance
from desktop.ui.unsent_words import is_all_well, unsent_in_words
from tests.journeys.conftest import Laptop, Office
from tests.makers import make_place, make_project, make_value, make_visit
from tests.ui.standing_shell import StandingShell

pytestmark = pytest.mark.slow
Pair = tuple[Services, Services]


class Desk:
    """What a person sees on the screen, and does there."""

    def __init__(self, qtbot: Any, services: Services) -> None:
        self.qtbot, self.services = qtbot, services
        self.shell = StandingShell(services)
        self.screen = make_screen(self.shell)
        assert isinstance(self.screen, SyncView)
        self.shell.screen = self.screen
        self.screen.resize(1200, 720)
        qtbot.addWidget(self.screen)
        with qtbot.waitExposed(self.screen):
            self.screen.show()

    def settle(self) -> None:
        for _turn in range(3):
            QApplication.processEvents()
        self.screen._reload_soon.flush()
        QApplication.processEvents()

    def find(self, name: str) -> Any:
        found = [one for one in self.screen.findChildren(QWidget, name) if one.isVisible()]
        assert found, f"there is no {name}"
        return found[-1]

    def there_is(self, name: str) -> bool:
        return any(one.isVisible() for one in self.screen.findChildren(QWidget, name))

    def text(self, name: str) -> str:
        return str(self.find(name).text())

    def click(self, name: str) -> None:
        self.find(name).click()
        self.settle()

    def press(self, key: Qt.Key) -> None:
        self.screen.activateWindow()
        self.screen.list.setFocus()
        self.qtbot.keyClick(self.screen.list, key)
        self.settle()

    def type(self, name: str, words: str) -> None:
        field = self.find(name)
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, words)

    def words(self) -> str:
        """Everything that stands on the screen."""
        from PySide6.QtWidgets import QLabel

        return "\n".join(one.text() for one in self.screen.findChildren(QLabel) if one.isVisible())


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Appearance:
    return Appearance(qapp)


@pytest.fixture(autouse=True)
def _plain(look: Appearance) -> None:
    use_language("en")
    look.apply("light", 1.0)


@pytest.fixture
def pair(two: tuple[Laptop, Laptop]) -> Iterator[Pair]:
    with ExitStack() as opened:
        made = [laptop.services() for laptop in two]
        for services in made:
            opened.callback(services.close)
        yield made[0], made[1]


@pytest.fixture
def open_desk(qtbot: Any) -> Callable[[Services], Desk]:
    return lambda services: Desk(qtbot, services)


def meet(*services: Services) -> None:
    for one in (*services, *services):
        one.syncing.sync()


def disagree(pair: Pair, *fields: str) -> None:
    """Both set the same fields of the project, each in their own words."""
    for services in pair:
        project = services.projects.find("LM.0465")
        who = services.accounts.me().person.name
        services.projects.set_fields(project.id, {field: f"{field} of {who}" for field in fields})
    meet(*pair)


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
        seen.append(desk.screen.desk.tabs.currentIndex())
    assert seen == [1, 2, 0, 2]

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
