"""A newer version of a form arrives while it is filled, is looked at, and is moved to when the person wants it."""

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QTableView

from tests.makers import FORM_SURVEY, make_form, make_form_file
from tests.services.test_form_versions import FEWER_CHOICES, NEWER

A = "/data/arrival"


@pytest.fixture
def newer(person, clock):
    def arrive():
        clock.move(hours=1)
        person.services.form_library.import_form(
            make_form_file(NEWER, FEWER_CHOICES, version="5"), "check_5.xlsx"
        )
        QApplication.processEvents()

    return arrive


def _dialog():
    QApplication.processEvents()
    return next(top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible())


def test_a_version_that_arrives_during_filling_is_said_and_nothing_is_lost(person, open_form, newer):
    submission = open_form(make_form(person.services))
    person.type("Os")
    newer()

    assert "Version 5" in person.find("form_newer").accessibleName()
    assert person.find(f"{A}/centre").text() == "Os"
    person.enter("h")
    kept = person.services.submissions.open(submission)
    assert (kept.record.version, kept.question(f"{A}/centre").value) == ("4", "Osh")


def test_a_draft_is_moved_after_a_look_and_its_retired_answers_are_seen(person, open_form, newer):
    submission = open_form(make_form(person.services))
    person.enter("Osh")
    opened = person.services.submissions.open(submission)
    opened.set(f"{A}/register", "yes")
    opened.set(f"{A}/people", "288")
    newer()
    person.find("form_newer_link").click()
    dialog = _dialog()
    assert dialog.findChild(QTableView, "upgrade_changes").model().rowCount() > 3
    dialog.accept_button.click()
    QApplication.processEvents()

    assert person.services.submissions.get(submission).version == "5"
    assert person.sees(f"{A}/staff")
    assert person.find(f"{A}/centre").text() == "Osh"
    assert not person.sees("form_newer")
    person.find("form_retired_link").click()
    model = _dialog().table.model()
    assert [model.index(0, at).data() for at in range(3)] == ["How many people are in it?", "288", "4"]
    _dialog().reject()


def test_the_library_lays_two_versions_side_by_side(person, newer):
    make_form(person.services)
    newer()
    person.window.go_to("library")
    QApplication.processEvents()
    view = person.window.screen_of("library")
    view.select_form(view.forms_model.records[0].id)
    view.form.tabs.show_page("versions")
    QApplication.processEvents()
    person.find("compare_versions").click()
    QApplication.processEvents()

    table = person.find("version_changes").model()
    rows = {
        (table.index(at, 1).data(), table.index(at, 2).data()): (
            table.index(at, 3).data(),
            table.index(at, 4).data(),
        )
        for at in range(table.rowCount())
    }
    assert rows[("Name of the centre (centre)", "label")] == ("Which centre is this?", "Name of the centre")
    assert rows[("Did you see the register? (register)", "choice taken out: some")][0] == "Some pages"
    assert "1 question added" in person.find("changes_counted").text()


def test_a_form_with_one_version_has_nothing_to_compare(person):
    make_form(person.services, survey=FORM_SURVEY)
    person.window.go_to("library")
    QApplication.processEvents()
    view = person.window.screen_of("library")
    view.form.tabs.show_page("versions")
    QApplication.processEvents()

    assert not person.sees("compare_versions")
