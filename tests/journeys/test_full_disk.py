"""A monitor whose disk is full goes on reading, prints to another disk, loses nothing typed, and goes on once there is room."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from desktop.services.projects.records import ProjectFilter
from desktop.settings.preferences import Preferences
from desktop.ui.session import Session
from desktop.ui.widgets import ConfirmDialog
from tests.conftest import PASSPHRASE, StandingClock
from tests.makers import make_photo, make_project, make_visit
from tests.small_disk import SmallDisk, a_small_disk

VISIT = "KG/LM.0465/2026/001"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with a_small_disk(tmp_path / "disk") as made:
        yield made


@pytest.fixture
def full(disk: SmallDisk, profile_folder: Path, clock: StandingClock, monkeypatch) -> Path:
    """The folder of a store with a visit, on a disk that is full; the program's log and last profile are on it too."""
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("MILEPOST_STATE", str(disk.folder / "state"))
    with Milepost(clock).open(profile_folder, PASSPHRASE) as services:
        visit = make_visit(services, make_project(services), state="reporting")
        services.attachments.attach(visit, make_photo((1600, 1200)), "roof.jpg")
        services.upkeep.back_up()
    folder = shutil.copytree(profile_folder, disk.folder / "profile")
    disk.fill()
    return folder


def test_commands_that_read_answer_and_those_that_write_say_why_not(
    full: Path, disk: SmallDisk, clock: StandingClock, capsys, tmp_path: Path
) -> None:
    def milepost(*words: str) -> tuple[int, str, str]:
        code = run([*words, "--json", "--store", str(full)], Milepost(clock))
        return code, *capsys.readouterr()

    code, out, said = milepost("projects", "list")
    assert (code, json.loads(out)["total"]) == (0, 1)
    assert said.strip() == (
        "The disk is full, so nothing can be saved. Free some space; Milepost then goes on by itself."
    )
    assert milepost("visits", "show", VISIT)[0] == 0
    assert milepost("search", "skills")[0] == 0
    assert milepost("history", "LM.0465")[0] == 0
    assert milepost("report", "visit", VISIT, "--out", str(tmp_path / "elsewhere.pdf"))[0] == 0
    assert len(PdfDocument(tmp_path / "elsewhere.pdf")) > 1
    for words in (
        ("projects", "set", "LM.0465", "donors=EU"),
        ("report", "visit", VISIT, "--out", str(tmp_path / "r1.pdf"), "--issue"),
        ("backup",),
    ):
        code, out, said = milepost(*words)
        assert (code, out) == (3, "")
        assert "The disk is full, so this could not be saved." in said
    assert not (tmp_path / "r1.pdf").exists()
    disk.free()
    assert milepost("projects", "set", "LM.0465", "donors=EU")[0] == 0


@pytest.fixture
def session(qtbot, qapp, look, full: Path, clock: StandingClock) -> Iterator[Session]:
    services = Milepost(clock).open_services(full, PASSPHRASE)
    made = Session(qapp, services, full, Preferences())
    made.begin()
    settle(qtbot, made)
    yield made
    made.window.hide()
    made.end()


def settle(qtbot, session: Session) -> None:
    for _turn in range(3):
        QApplication.processEvents()
    qtbot.waitUntil(lambda: not session.jobs.running_titles, timeout=20_000)
    QApplication.processEvents()


def find(session: Session, name: str) -> QWidget:
    found = [one for one in session.window.findChildren(QWidget, name) if one.isVisible()]
    assert found, f"nobody sees {name}"
    return found[-1]


def test_the_window_is_read_says_why_and_saves_what_was_typed_once_there_is_room(
    qtbot, session: Session, disk: SmallDisk
) -> None:
    window, services = session.window, session.services
    (project,) = services.projects.page(ProjectFilter())

    assert "The disk is full, so nothing can be saved." in window.only_read.accessibleName()
    assert window.only_read.isVisible()
    window.go_to("projects", project.id, "details")
    settle(qtbot, session)
    for name in ("project_donors", "project_description"):
        field = find(session, name)
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, f"{name} while full")
        window.flush()
        settle(qtbot, session)

    assert find(session, "project_description").toPlainText() == "project_description while full"
    assert find(session, "project_donors").text() == "project_donors while full"
    assert "The disk is full" in window.not_saved.accessibleName()
    window.close()
    (question,) = window.findChildren(ConfirmDialog)
    assert window.isVisible()
    said = " ".join(one.text() for one in question.findChildren(QLabel))
    assert "The disk is full" in said
    assert "who quits now loses it" in said
    question.reject()
    disk.free()
    find(session, "only_read_link").click()
    settle(qtbot, session)

    assert not window.only_read.isVisible()
    assert not window.not_saved.isVisible()
    kept = services.projects.get(project.id)
    assert (kept.donors, kept.description) == (
        ("project_donors while full",),
        "project_description while full",
    )
