"""The ready-made forms of the library: looked at, added, and there to be filled in."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.i18n import speaking
from desktop.reference.form_templates import NAMES
from desktop.services.form_library.templates import template_file, template_rows
from desktop.ui.screens.library.words import form_row


def _rows(table):
    return [table.model().index(at, 0).data().strip() for at in range(table.model().rowCount())]


def test_a_ready_made_form_is_looked_at_and_added(person, qtbot):
    person.window.go_to("library")
    QApplication.processEvents()
    person.find("forms_empty_step_2").click()
    QApplication.processEvents()
    listed = person.find("template_list")
    assert listed.model().rowCount() == len(NAMES)
    QTest.keyClick(listed, Qt.Key.Key_End)
    qtbot.wait(120)  # moving in a list shows the record after 80 ms
    assert "Paid staff" in _rows(person.find("template_questions"))
    combo = person.find("template_language")
    combo.setCurrentText("Русский (ru)")
    combo.activated.emit(combo.currentIndex())
    QApplication.processEvents()
    assert "Оплачиваемых сотрудников" in _rows(person.find("template_questions"))

    person.find("template_add").click()
    QApplication.processEvents()

    view = person.window.screen_of("library")
    assert [row.form_id for row in view.forms_model.records] == ["milepost_partner_capacity"]
    assert person.services.form_library.list()[0].languages == ("English (en)", "Русский (ru)")


def test_a_ready_made_form_is_named_in_the_language_of_the_window(person):
    person.services.form_library.import_form(*template_file("partner_capacity"))
    with speaking("ru"):
        title = next(one.title for one in template_rows() if one.name == "partner_capacity")
        person.window.go_to("library")
        QApplication.processEvents()
        view = person.window.screen_of("library")
        assert form_row(view.forms_model.records[0]).title == title
