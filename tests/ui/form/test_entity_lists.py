"""The entity lists in the library: shown, searched, an entity taken out and brought back, its form opened."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.entity_forms import ADDS, CHANGES, CHECK, REGISTER, check, make_entity_form, register


@pytest.fixture
def lists(person):
    def show():
        person.window.go_to("library")
        QApplication.processEvents()
        view = person.window.screen_of("library")
        view.kind.set_value("entities")
        view.kind.chosen.emit("entities")
        QApplication.processEvents()
        return view.entities

    return show


def labels(page):
    return [one.label for one in page.model.records]


def test_without_any_it_says_where_they_come_from(person, lists):
    lists()
    assert person.sees("entities_empty")
    assert person.sees("entities_none")


def test_a_list_shows_its_entities_with_their_properties_and_history(person, lists, qtbot):
    form = make_entity_form(person.services, "register", REGISTER, ADDS)
    register(person.services, form, "Osh centre", "20")
    register(person.services, form, "Batken centre", "12")
    (batken,) = person.services.entities.rows("centres", "Batken")
    check(
        person.services, make_entity_form(person.services, "check", CHECK, CHANGES), batken.name, places="15"
    )

    page = lists()

    assert labels(page) == ["Batken centre", "Osh centre"]
    titles = [one.title for one in page.model.columns]
    assert titles[:3] == ["Label", "places", "title"]
    whose = page.model.index(0, titles.index("Whose"))
    assert whose.data() == "What Kyrgyzstan shares"
    assert page.model.index(0, 1).data() == "15"
    page.table.setCurrentIndex(page.model.index(0, 0))
    qtbot.wait(120)  # moving in a list shows the record after 80 ms
    told = person.find("entity_history").model()
    words = " ".join(
        str(told.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for at in range(told.rowCount())
    )
    assert "12" in words
    assert "15" in words


def test_words_are_looked_for_and_the_search_is_cleared(person, lists, qtbot):
    form = make_entity_form(person.services, "register", REGISTER, ADDS)
    register(person.services, form, "Osh centre", "20")
    page = lists()

    QTest.keyClicks(page.search, "nothing")
    qtbot.waitUntil(lambda: person.sees("entities_no_match"))
    person.find("entities_no_match_step_1").click()

    qtbot.waitUntil(lambda: labels(page) == ["Osh centre"])


def test_an_entity_is_taken_out_and_undo_brings_it_back(person, lists, qtbot):
    form = make_entity_form(person.services, "register", REGISTER, ADDS)
    for title in ("Osh centre", "Batken centre"):
        register(person.services, form, title, "20")
    page = lists()
    page.table.setCurrentIndex(page.model.index(0, 0))

    person.find("entity_delete").click()
    qtbot.waitUntil(lambda: labels(page) == ["Osh centre"])
    person.services.history.undo()

    qtbot.waitUntil(lambda: labels(page) == ["Batken centre", "Osh centre"])


def test_the_form_that_made_it_opens(person, lists):
    form = make_entity_form(person.services, "register", REGISTER, ADDS)
    submission = register(person.services, form, "Osh centre", "20")
    page = lists()
    page.table.setCurrentIndex(page.model.index(0, 0))

    person.find("entity_form").click()
    QApplication.processEvents()

    assert person.window.screen_of("form")._presenter._form.opened.record.id == submission


def test_the_list_is_copied_as_a_spreadsheet_takes_it(person, lists):
    form = make_entity_form(person.services, "register", REGISTER, ADDS)
    register(person.services, form, "Osh centre", "20")
    lists()

    person.find("entity_copy").click()

    first, second = QApplication.clipboard().text().split("\n")
    assert first.startswith("Label\tplaces\ttitle\tVersion")
    assert second.startswith("Osh centre\t20\tOsh centre\t1")
