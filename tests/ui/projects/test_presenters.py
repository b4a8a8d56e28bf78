"""What the presenters of the projects decide, without a window: fakes remember what they were shown."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import UserError
from desktop.services.exchanging.records import Kind
from desktop.services.projects.records import ProjectFilter
from desktop.services.roster import Services
from desktop.ui.jobs import JobsAtOnce
from desktop.ui.screens.projects.desk import ProjectDesk
from desktop.ui.screens.projects.importing.presenter import ImportPresenter
from desktop.ui.screens.projects.presenter import ProjectsPresenter
from desktop.ui.screens.projects.record.presenter import RecordPresenter
from tests.makers import make_project

TABLE = "iati_identifier,title\nXM-DAC-47066-LM.0465,Skills\n,\n,Only a title\n"


class FakeShell:
    """Remembers what the window would have said and done."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.jobs = JobsAtOnce()
        self.said: list[str] = []
        self.undo: Callable[[], None] | None = None
        self.went: list[tuple[Any, ...]] = []
        self.kept: dict[str, Any] = {}
        self.files: tuple[Path, ...] = ()
        self.target: Path | None = None

    def toast(self, text: str, undo: Callable[[], None] | None = None) -> None:
        self.said.append(text)
        self.undo = undo

    def notice(self, text: str) -> None:
        self.said.append(text)

    def show_problem(self, problem: UserError) -> None:
        self.said.append(problem.sentence())

    def go_to(self, screen: str, record_id: object = None, *, part: str = "") -> None:
        self.went.append((screen, record_id, part))

    def recall(self, key: str, default: Any = None) -> Any:
        return self.kept.get(key, default)

    def remember(self, key: str, value: Any) -> None:
        self.kept[key] = value

    def choose_files(self, title: str, kinds: object = (), *, several: bool = False) -> tuple[Path, ...]:
        return self.files

    def choose_target(self, title: str, suggested_name: str, kinds: object = ()) -> Path | None:
        return self.target

    def exported(self, path: Path) -> None:
        self.said.append(path.name)

    def saving(self) -> None: ...

    def saved(self) -> None: ...


class FakeScreen:
    """Keeps the last thing of each kind it was shown."""

    def __init__(self) -> None:
        self.shown: dict[str, tuple[Any, ...]] = {}

    def __getattr__(self, name: str) -> Callable[..., None]:
        def remember(*what: Any, **named: Any) -> None:
            self.shown[name] = (*what, *named.values())

        return remember


@pytest.fixture
def shell(services: Services) -> FakeShell:
    return FakeShell(services)


@pytest.fixture
def screen() -> FakeScreen:
    return FakeScreen()


def test_a_file_is_rehearsed_before_anything_is_written(services: Services, shell, screen, tmp_path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(TABLE)
    shell.files = (file,)
    presenter = ImportPresenter(screen, shell)

    presenter.choose_file()

    (rehearsal,) = screen.shown["show_rehearsal"]
    assert (rehearsal.report.taken, rehearsal.report.left) == (2, 0)
    assert services.projects.count(ProjectFilter()) == 0
    presenter.take_in()
    (report,) = screen.shown["show_report"]
    assert (report.taken, services.projects.count(ProjectFilter())) == (2, 2)


def test_the_wrong_kind_keeps_the_mapping_open_and_says_what_lacks(shell, screen, tmp_path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(TABLE)
    presenter = ImportPresenter(screen, shell)
    presenter.kind_chosen(Kind.PLACES)

    presenter.file_chosen(file)

    (rehearsal,) = screen.shown["show_rehearsal"]
    assert rehearsal.report is None
    assert "no column for" in rehearsal.problem.sentence()
    assert {field.key for field in rehearsal.preview.fields} >= {"country", "name"}


def test_a_blank_table_is_written_where_the_person_says(shell, screen, tmp_path) -> None:
    shell.target = tmp_path / "projects.xlsx"

    ImportPresenter(screen, shell).template()

    assert shell.target.read_bytes().startswith(b"PK")
    assert shell.said == ["projects.xlsx"]
    shell.target = tmp_path / "no such folder" / "projects.xlsx"
    ImportPresenter(screen, shell).template()
    assert "cannot be written" in screen.shown["show_problem"][0].sentence()


def test_filters_of_one_kind_add_up_and_are_remembered(services: Services, shell, screen) -> None:
    for code, land, stage in (
        ("LM.0001", "KG", "closed"),
        ("LM.0002", "GE", "closed"),
        ("LM.0003", "TJ", "concept"),
    ):
        make_project(services, code=code, countries=(land,), stage=stage)
    presenter = ProjectsPresenter(screen, shell, ProjectDesk(shell))
    presenter.begin()

    presenter.filter_added("country:KG")
    presenter.filter_added("country:GE")
    presenter.filter_added("stage:closed")

    assert screen.shown["show_rows"][1].count == 2
    assert shell.kept["projects.filters"] == ["country:KG", "country:GE", "stage:closed"]
    presenter.filter_removed("country:GE")
    presenter.filter_added("country:TJ")
    presenter.filter_removed("country:KG")
    total, without = screen.shown["show_no_match"]
    assert (total, dict(without)) == (3, {"country:TJ": 2, "stage:closed": 1})


def test_remembered_filters_that_no_longer_exist_are_dropped(services: Services, shell, screen) -> None:
    make_project(services)
    shell.kept["projects.filters"] = ["country:GE", "nonsense"]

    ProjectsPresenter(screen, shell, ProjectDesk(shell)).begin()

    assert screen.shown["show_filters"][1] == []
    assert screen.shown["show_rows"][0] == 1


def test_planning_a_visit_goes_to_the_visits_with_the_project(services: Services, shell, screen) -> None:
    project = make_project(services)
    desk = ProjectDesk(shell)
    presenter = RecordPresenter(screen, desk)
    presenter.begin()
    desk.open(project.id)

    presenter.plan_visit()

    assert shell.went == [("visits", project.id, "")]
    head = screen.shown["show_head"][0]
    assert (head.code, head.title) == ("LM.0465", "Skills and safe labour migration")


def test_two_projects_under_one_code_are_told_at_the_head(services: Services, shell, screen) -> None:
    first = make_project(services, title="First")
    make_project(services, title="Second")
    desk = ProjectDesk(shell)
    RecordPresenter(screen, desk).begin()

    desk.open(first.id)

    assert "Second" in screen.shown["show_head"][0].notice
