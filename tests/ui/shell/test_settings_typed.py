"""Settings take effect as they are chosen, and keep the store safe."""

import json
import zipfile

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from desktop.app.wiring import Milepost
from desktop.errors import StoreProblem
from desktop.services.visits.records import VisitFilter
from desktop.settings.preferences import read_preferences
from desktop.ui.theme.tokens import theme
from tests.conftest import PASSPHRASE
from tests.makers import make_project, make_visit


@pytest.fixture
def driver(open_gui, profile_folder):
    driver = open_gui(profile_folder, passphrase=PASSPHRASE)
    driver.wait_for_session()
    driver.window.go_to("settings")
    return driver


def test_a_theme_is_put_on_at_once_and_is_there_at_the_next_start(driver, profile_folder):
    driver.click("settings_theme_3")

    assert theme().dark
    assert read_preferences(profile_folder).theme == "dark"


def test_larger_text_is_put_on_at_once(driver):
    driver.click("settings_text_size_3")

    assert theme().scale == 1.5


def test_a_backup_is_made_checked_and_listed(driver):
    services, jobs = driver.gui.session.services, driver.gui.session.jobs

    def has_backups(count):
        return len(services.upkeep.backups()) >= count and not jobs.running_titles

    driver.qtbot.waitUntil(lambda: has_backups(1), timeout=15_000)  # the daily one, begun with the window
    driver.click("settings_back_up")
    driver.qtbot.waitUntil(lambda: has_backups(2), timeout=15_000)

    driver.click("settings_verify")
    driver.qtbot.waitUntil(lambda: "whole" in driver.window.toast.accessibleName(), timeout=15_000)


def test_the_new_passphrase_opens_and_the_old_one_no_more(driver, profile_folder, clock):
    driver.click("settings_change_passphrase")
    dialog = driver.dialog()
    dialog.old.line.setText("wrong")
    dialog.new.line.setText("quite another one")
    dialog.again.line.setText("quite another one")
    dialog.accept_button.click()
    assert dialog.isVisible()
    dialog.old.line.setText(PASSPHRASE)
    dialog.accept_button.click()
    assert not dialog.isVisible()
    driver.gui.end()

    with pytest.raises(StoreProblem):
        Milepost(clock).open_services(profile_folder, PASSPHRASE)
    Milepost(clock).open_services(profile_folder, "quite another one").close()


def test_the_bundle_for_support_holds_counts_and_no_personal_data(driver, tmp_path, monkeypatch):
    target = tmp_path / "bundle.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    driver.click("settings_diagnostics")
    driver.qtbot.waitUntil(target.exists, timeout=15_000)

    with zipfile.ZipFile(target) as bundle:
        everything = " ".join(bundle.read(name).decode() for name in bundle.namelist())
        facts = json.loads(bundle.read("facts.json"))
    assert facts["rows"]["people"] == 1
    assert "Aigul" not in everything
    assert "example.org" not in everything
    assert str(tmp_path) not in everything


def test_looking_the_store_over_says_that_all_is_well(driver):
    driver.click("settings_examine")

    driver.qtbot.waitUntil(lambda: driver.gui.session.jobs.running_titles == (), timeout=20_000)


def test_going_back_to_a_backup_closes_the_store_and_opens_what_was_kept(driver, profile_folder):
    services = driver.gui.session.services
    services.upkeep.back_up()
    services.accounts.add_person("Written after the backup")
    driver.click("settings_restore")
    driver.dialog().confirm.click()
    dialog = driver.dialog()
    dialog.secret.line.setText(PASSPHRASE)
    dialog.accept_button.click()
    driver.wait_for_session()

    names = [person.name for person in driver.gui.session.services.accounts.people()]
    assert names == ["Aigul Example"]


def test_a_deleted_project_is_brought_back_whole_from_the_bin(driver):
    services = driver.gui.session.services
    driver.click("settings_bin")
    assert "empty" in driver.window.toast.accessibleName()
    project = make_project(services)
    visit = make_visit(services, project, state="in_field")
    services.actions.create(title="Mend the roof", due="2026-12-24", visit_id=visit)
    services.projects.delete(project.id)

    driver.click("settings_bin")
    driver.dialog().accept_button.click()

    assert services.projects.find("LM.0465").title in driver.window.toast.accessibleName()
    assert [row.id for row in services.visits.page(VisitFilter())] == [visit]
    assert [row.title for row in services.actions.of_visit(visit)] == ["Mend the roof"]
    assert len(services.results.matrix(project.id).results) == 3


def test_what_cannot_come_back_yet_is_said_in_the_dialog(driver):
    services = driver.gui.session.services
    project = make_project(services)
    services.results.delete_result(project.results["1.1"])
    services.results.delete_result(project.results["1"])
    driver.click("settings_bin")
    dialog = driver.dialog()
    dialog.chosen.set_value(str(project.results["1.1"]))
    dialog.accept_button.click()

    assert dialog.isVisible()
    assert "lies in the bin" in dialog.findChild(QLabel, "bin_dialog_problem").text()
    dialog.cancel.click()
