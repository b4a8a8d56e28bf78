"""The recovery sheet is shown only once: it is said to be kept where it is kept whole, and nowhere else."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QFileDialog

from tests.failing_disk import a_disk_that_stops_at
from tests.ui.shell.test_first_start_typed import fill_in

STEP = "first_start_save_sheet"


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the file dialog of the system would lead."""
    path = tmp_path / "sheet"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    return path


@pytest.fixture
def driver(open_gui, tmp_path: Path):
    driver = open_gui(tmp_path / "profile")
    driver.wait_for("first_start_next").click()
    driver.click("first_start_next")
    fill_in(driver)
    driver.click("first_start_next")
    driver.wait_for(STEP)
    return driver


def test_a_sheet_and_a_file_that_the_disk_refuses_are_not_said_to_be_kept(driver, target: Path) -> None:
    for button in (STEP, "first_start_save_file"):
        with a_disk_that_stops_at(20):
            driver.click(button)

        assert driver.there_is("first_start_problem")
        assert "written" in driver.find("first_start_problem").accessibleName()
        assert "Saved" not in driver.find("first_start_sheet_state").text()
        assert not target.exists()

    driver.click(STEP)

    assert not driver.there_is("first_start_problem")
    assert "Saved" in driver.find("first_start_sheet_state").text()
    with pypdfium2.PdfDocument(target) as sheet:
        words = sheet[0].get_textpage().get_text_range()
    assert driver.find("first_start_sheet_code").text().split("-")[0] in words
