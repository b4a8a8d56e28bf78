"""The project's report saved from the window: where the menu leads, what lies in the folder afterwards."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.errors import UserError
from desktop.models import Project
from desktop.progress import Cancelled, Progress
from desktop.rules.vocabulary import Audience, Sensitivity
from desktop.services.roster import Services
from desktop.ui.screens.projects.desk import ProjectDesk
from desktop.ui.screens.projects.printing.presenter import PrintPresenter, suggested_name
from tests.makers import make_project, make_value


@pytest.fixture
def target(desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the file dialog of the system would lead; it says what was suggested."""
    path = tmp_path / "saved.pdf"
    desk.suggested = []

    def choose(title: str, suggested_name: str, kinds: object = ()) -> Path:
        desk.suggested.append(suggested_name)
        return path

    monkeypatch.setattr(desk.shell, "choose_target", choose)
    return path


def open_dialog(desk):
    project = make_project(desk.services)
    make_value(desk.services, project)
    desk.settle()
    desk.open(project.id)
    desk.choose("project_report")
    return desk.dialog("project_report_dialog"), project


def test_the_menu_saves_the_report_and_offers_its_folder(desk, target) -> None:
    dialog, project = open_dialog(desk)

    dialog.save.click()
    desk.settle()

    assert desk.suggested == ["LM.0465-report.pdf"]
    assert target.read_bytes() == desk.services.project_reports.project_report(project.id).report.pdf
    assert "saved.pdf" in " ".join(one.text() for one in desk.window.toast.findChildren(QLabel))
    assert any(one.text() == "Show in folder" for one in desk.window.toast.findChildren(QPushButton))


def test_the_edition_for_a_donor_is_named_and_made_for_a_donor(desk, target) -> None:
    dialog, project = open_dialog(desk)

    desk.qtbot.keyClick(dialog.audience, Qt.Key.Key_2)
    assert dialog.audience.value is Audience.DONOR
    dialog.save.click()
    desk.settle()

    donor = desk.services.project_reports.project_report(project.id, audience=Audience.DONOR)
    assert desk.suggested == ["LM.0465-report-donor.pdf"]
    assert target.read_bytes() == donor.report.pdf


def test_what_may_not_leave_is_said_in_the_dialog_and_nothing_is_written(desk, target) -> None:
    dialog, project = open_dialog(desk)
    with desk.services.database.writing("test.sensitivity") as work:
        work.get(Project, project.id).sensitivity = Sensitivity.CONFIDENTIAL
    desk.settle()

    dialog.audience.set_value(Audience.PUBLIC)
    dialog.save.click()
    desk.settle()

    assert dialog.isVisible()
    assert "confidential" in dialog.findChild(QLabel, "project_report_problem").text()
    assert not target.exists()


class Remembering:
    """A PrintScreen that remembers."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def show_choice(self) -> None:
        self.said.append("choice")

    def show_working(self, title: str) -> None:
        self.said.append("working")

    def show_progress(self, done: int, total: int, what: str) -> None:
        self.said.append("progress")

    def show_problem(self, problem: UserError) -> None:
        self.said.append(problem.sentence())

    def close_dialog(self) -> None:
        self.said.append("closed")


class Shell:
    """Jobs are held until the test lets them go, so that they can be stopped before."""

    def __init__(self, services: Services, target: Path | None) -> None:
        self.services, self.target, self.jobs = services, target, self
        self.written: list[Path] = []
        self.go: Any = None

    def choose_target(self, title: str, suggested_name: str, kinds: object = ()) -> Path | None:
        return self.target

    def exported(self, path: Path) -> None:
        self.written.append(path)

    def start(self, work, *, done, failed=None, progress=None, cancelled=None, title=""):
        asked = Progress(progress)

        def go() -> None:
            try:
                answer = work(asked)
            except Cancelled:
                cancelled()
            else:
                done(answer)

        self.go, self.cancel = go, asked.stop
        return self


def begin(services: Services, target: Path | None) -> tuple[Shell, Remembering, PrintPresenter]:
    shell, screen = Shell(services, target), Remembering()
    desk = ProjectDesk(shell)
    desk.open(make_project(services).id)
    return shell, screen, PrintPresenter(screen, desk)


def test_a_stopped_drawing_writes_nothing_and_asks_again(services, tmp_path) -> None:
    shell, screen, presenter = begin(services, tmp_path / "p.pdf")

    presenter.save(Audience.OFFICE)
    presenter.cancel()
    shell.go()

    assert (screen.said[0], screen.said[-1]) == ("working", "choice")
    assert not (tmp_path / "p.pdf").exists()
    assert shell.written == []


def test_progress_is_told_page_by_page(services, tmp_path) -> None:
    shell, screen, presenter = begin(services, tmp_path / "p.pdf")

    presenter.save(Audience.OFFICE)
    shell.go()

    assert "progress" in screen.said
    assert screen.said[-1] == "closed"
    assert shell.written == [tmp_path / "p.pdf"]


def test_who_thinks_better_of_it_gets_no_file(services) -> None:
    shell, screen, presenter = begin(services, None)

    presenter.save(Audience.OFFICE)

    assert shell.go is None
    assert screen.said == []


def test_a_folder_that_takes_no_file_is_said(services, tmp_path) -> None:
    shell, screen, presenter = begin(services, tmp_path / "missing" / "p.pdf")

    presenter.save(Audience.OFFICE)
    shell.go()

    assert "cannot be written there" in screen.said[-1]
    assert shell.written == []


def test_a_code_of_any_letters_makes_a_name_that_every_system_takes() -> None:
    assert suggested_name('A/B:C "1"', Audience.PUBLIC) == "A-B-C--1--report-public.pdf"
