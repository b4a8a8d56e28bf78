"""A stranger starts the program for the first time and is at work a minute later."""

from PySide6.QtWidgets import QFileDialog

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
