"""A stranger starts the program for the first time and is at work a minute later."""

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop.services.accounts.service import create_store
from desktop.services.demo.service import make_demo_store
from tests.conftest import PASSPHRASE


def fill_in(driver, name="Aigul Example", again=PASSPHRASE):
    driver.type("first_start_name", name)
    driver.type("first_start_passphrase", PASSPHRASE)
    driver.type("first_start_again", again)


def test_a_new_store_is_made_and_opened(open_gui, tmp_path, monkeypatch):
    sheet = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(sheet), ""))
    driver = open_gui(tmp_path / "profile")
    driver.wait_for("first_start_next").click()
    driver.find("first_start_way_new").chosen.emit()
    driver.click("first_start_next")
    fill_in(driver)
    driver.click("first_start_next")
    driver.wait_for("first_start_save_sheet").click()
    driver.click("first_start_next")
    driver.wait_for_session()

    assert sheet.read_bytes().startswith(b"%PDF")
    assert driver.gui.session.services.accounts.me().person.name == "Aigul Example"
    assert driver.window.isVisible()


def test_what_is_missing_is_said_and_nothing_is_made(open_gui, tmp_path):
    driver = open_gui(tmp_path / "profile")
    driver.wait_for("first_start_next").click()
    driver.click("first_start_next")
    fill_in(driver, again="something else")
    driver.click("first_start_next")

    assert "differ" in driver.find("first_start_problem").accessibleName()
    assert not (tmp_path / "profile").exists()


def test_leaving_without_the_sheet_is_asked_once(open_gui, tmp_path):
    driver = open_gui(tmp_path / "profile")
    driver.wait_for("first_start_next").click()
    driver.click("first_start_next")
    fill_in(driver)
    driver.click("first_start_next")
    driver.wait_for("first_start_save_sheet")
    driver.click("first_start_next")

    driver.dialog().confirm.click()

    driver.wait_for_session()


def test_joining_needs_address_and_code(open_gui, tmp_path):
    driver = open_gui(tmp_path / "profile")
    driver.wait_for("first_start_next").click()
    driver.find("first_start_way_join").chosen.emit()
    driver.type("first_start_server", "sync.example.org")

    driver.click("first_start_next")

    assert "code" in driver.find("first_start_problem").accessibleName()


def test_another_language_speaks_at_once_and_keeps_the_step(open_gui, tmp_path):
    driver = open_gui(tmp_path / "profile")
    driver.wait_for("first_start_next").click()
    driver.find("first_start").language_asked.emit("ar")
    driver.wait_for("first_start_way_new")

    assert driver.window.layoutDirection().name == "RightToLeft"


def test_a_folder_that_cannot_be_made_is_a_sentence(open_gui, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    driver = open_gui(blocked / "profile")
    driver.wait_for("first_start_next").click()
    driver.click("first_start_next")
    fill_in(driver)
    driver.click("first_start_next")

    driver.qtbot.waitUntil(lambda: driver.there_is("first_start_problem"), timeout=15_000)
    assert "cannot be written" in driver.find("first_start_problem").accessibleName()


@pytest.mark.slow
def test_looking_around_makes_the_demo_in_a_profile_of_its_own(open_gui, tmp_path):
    driver = open_gui(tmp_path / "profile")
    driver.wait_for("first_start_next").click()
    driver.find("first_start_way_demo").chosen.emit()
    driver.click("first_start_next")
    driver.qtbot.waitUntil(lambda: driver.gui.session is not None, timeout=60_000)

    assert driver.gui.session.folder == tmp_path / "demo"
    assert not (tmp_path / "profile").exists()
    driver.gui.session.shell.leave_to_begin()
    driver.wait_for("first_start_next")


def test_the_demo_opens_again_with_the_passphrase_it_left_beside(open_gui, tmp_path, clock):
    made = make_demo_store(tmp_path / "demo", clock, projects=1, visits=1)
    assert made.passphrase_file is not None

    driver = open_gui(tmp_path / "demo")

    driver.wait_for_session()


def test_a_named_store_that_is_not_there_is_nobody_elses(open_gui, tmp_path, clock):
    create_store(
        tmp_path / "aida",
        passphrase=PASSPHRASE,
        name="Aida Osmonova",
        email=None,
        office_code="KG",
        clock=clock,
    )

    driver = open_gui(tmp_path / "named", passphrase=PASSPHRASE)

    driver.wait_for("first_start_next")
    assert driver.gui.session is None
