"""Projects, matrices and imports by command line, as cli.md writes them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from tests.conftest import PASSPHRASE, StandingClock

Command = Callable[..., tuple[int, Any]]


@pytest.fixture
def milepost(
    profile_folder: Path,
    clock: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    """Runs one command on the store; answers its exit code and its JSON (or what it said)."""
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)

    def command(*words: str) -> tuple[int, Any]:
        code = run(["--store", str(profile_folder), "--json", *words], Milepost(clock))
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else said.err

    return command


@pytest.fixture
def skills(milepost: Command) -> str:
    code, project = milepost(
        "projects", "new", "--title", "Skills in Osh", "--code", "LM.0465", "--country", "KG",
        "--start", "2026-01-01", "--end", "2027-12-31", "budget=2400000.10", "currency=USD",
    )  # fmt: skip
    assert code == 0
    return str(project["id"])


def write(folder: Path, text: str) -> str:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_new_project_is_found_by_code_id_and_prefix(milepost: Command, skills: str) -> None:
    for reference in ("LM.0465", skills, skills[:13]):
        code, project = milepost("projects", "show", reference)
        assert (code, project["id"]) == (0, skills)
    assert project["budget"] == "2400000.10"
    assert project["countries"] == [{"code": "KG", "share": "100"}]


def test_a_code_that_another_project_bears_is_a_warning_and_no_refusal(
    profile_folder: Path,
    clock: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
    skills: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = run(
        [
            "--store",
            str(profile_folder),
            "--json",
            "projects",
            "new",
            "--title",
            "Again",
            "--code",
            "LM.0465",
        ],
        Milepost(clock),
    )
    said = capsys.readouterr()

    assert (code, json.loads(said.out)["title"]) == (0, "Again")
    assert f"Skills in Osh ({skills}) bears the same code" in said.err


def test_a_list_has_items_and_total_and_pages(milepost: Command, tmp_path: Path) -> None:
    rows = "".join(f"XM-DAC-47066-LM.000{n},Project {n},{n}00\n" for n in range(5))
    milepost("import", "projects", write(tmp_path, "iati_identifier,title,budget_usd\n" + rows))

    code, page = milepost("projects", "list", "--sort", "-title", "--offset", "1", "--limit", "2")

    assert code == 0
    assert page["total"] == 5
    assert [item["title"] for item in page["items"]] == ["Project 3", "Project 2"]
    assert milepost("projects", "list", "--search", "project 4")[1]["total"] == 1
    assert [
        item["code"] for item in milepost("projects", "list", "--sort", "budget", "--limit", "1")[1]["items"]
    ] == ["LM.0004"]


def test_a_list_holds_no_state_of_this_laptop(milepost: Command, skills: str) -> None:
    item = milepost("projects", "list")[1]["items"][0]

    assert not {"seen", "may_edit", "steps"} & item.keys()


def test_set_changes_fields_and_bad_ones_change_nothing(milepost: Command, skills: str) -> None:
    assert milepost("projects", "set", "LM.0465", "title=New title", "donors=A; B")[1]["donors"] == ["A", "B"]

    for wrong in ("title=", "colour=blue", "no assignment", "countries=KG:50"):
        assert milepost("projects", "set", "LM.0465", wrong)[0] == 2

    assert milepost("projects", "show", "LM.0465")[1]["title"] == "New title"


def test_a_stage_that_lacks_something_is_exit_code_5_and_says_all_of_it(
    milepost: Command, skills: str
) -> None:
    code, said = milepost("projects", "stage", "LM.0465", "proposal")
    assert code == 5
    assert "a mark in MiGOF; a mark in the SDGs" in said

    milepost("projects", "set", "LM.0465", "project_type=LM")
    milepost("projects", "link", "LM.0465", "migof", "O1")
    milepost("projects", "link", "LM.0465", "sdg", "8.8")

    assert milepost("projects", "stage", "LM.0465", "proposal")[1]["stage"] == "proposal"


def test_a_deleted_project_is_listed_in_the_bin_and_restored(milepost: Command, skills: str) -> None:
    milepost("projects", "delete", "LM.0465")
    assert milepost("projects", "show", "LM.0465")[0] == 2
    assert milepost("projects", "list", "--deleted")[1]["total"] == 1

    assert milepost("projects", "restore", "LM.0465")[1]["id"] == skills


def test_a_matrix_is_built_checked_and_reported_on(milepost: Command, skills: str) -> None:
    assert (
        milepost("results", "add", "LM.0465", "--level", "objective", "--title", "Safe routes")[1]["path"]
        == "0"
    )
    for level, parent, title in (
        ("outcome", "0", "Skills"),
        ("output", "1", "Centres"),
        ("activity", "1.1", "Train"),
    ):
        milepost("results", "add", "LM.0465", "--level", level, "--parent", parent, "--title", title)
    code, indicator = milepost(
        "results",
        "add",
        "LM.0465",
        "--level",
        "indicator",
        "--parent",
        "1.1",
        "--title",
        "Trained",
        "unit=persons",
    )
    assert (code, indicator["path"]) == (0, "1.1/a")

    milepost("results", "set", "LM.0465", "1.1/a", "target=1200", "baseline=0")
    milepost("results", "set", "LM.0465", "1.1", "assumptions=The ministry keeps its posts")
    code, value = milepost(
        "results", "values", "LM.0465", "1.1/a", "--period", "2026-H1", "--place", "Osh", "--value", "180",
        "--move", "submitted",
    )  # fmt: skip
    assert (code, value["status"], value["value"]) == (0, "submitted", "180")

    shown = milepost("results", "show", "LM.0465")[1]["results"]
    assert [one["path"] for one in shown] == ["0", "1", "1.1", "1.1.1"]
    assert shown[2]["indicators"][0]["target"] == "1200"
    code, lint = milepost("results", "lint", "LM.0465")
    assert code == 1
    assert {"code", "severity", "path", "message"} == lint["findings"][0].keys()
    assert milepost("results", "values", "LM.0465", "1.1/a")[1]["total"] == 1


def test_moving_results_answers_the_new_matrix(milepost: Command, skills: str) -> None:
    for title in ("First", "Second"):
        milepost("results", "add", "LM.0465", "--level", "outcome", "--title", title)

    moved = milepost("results", "move", "LM.0465", "2", "up")[1]["results"]

    assert [(one["path"], one["title"]) for one in moved] == [("1", "Second"), ("2", "First")]
    assert milepost("results", "move", "LM.0465", "2", "sideways")[0] == 2
    assert milepost("results", "delete", "LM.0465", "2")[0] == 0


def test_an_import_answers_counts_and_every_row(milepost: Command, tmp_path: Path) -> None:
    file = write(
        tmp_path, "iati_identifier,title\nXM-DAC-47066-LM.0465, Skills \n,\nXM-DAC-47066-LM.0466,Two\n"
    )

    rehearsed = milepost("import", "projects", file, "--dry-run")
    code, report = milepost("import", "projects", file)

    assert code == 0
    assert {name: report[name] for name in ("taken", "repaired", "unchanged", "left")} == {
        "taken": 1,
        "repaired": 1,
        "unchanged": 0,
        "left": 0,
    }
    assert report["rows"][0] == {
        "row": 2,
        "ref": "XM-DAC-47066-LM.0465",
        "action": "repaired",
        "code": report["rows"][0]["code"],
        "message": report["rows"][0]["message"],
    }
    assert rehearsed[1]["rows"] == report["rows"]
    assert milepost("import", "projects", file)[1]["unchanged"] == 2


def test_rows_left_are_exit_code_1_and_no_table_is_2(milepost: Command, tmp_path: Path) -> None:
    assert milepost("import", "places", write(tmp_path, "country,name\nAtlantis,Somewhere\n"))[0] == 1
    assert milepost("import", "projects", write(tmp_path, ""))[0] == 2
    assert milepost("import", "projects", str(tmp_path / "missing.csv"))[0] == 2
    assert milepost("import", "clouds", str(tmp_path / "list.csv"))[0] == 2


def test_a_mapping_file_names_the_columns(milepost: Command, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"iati_id": "Kennung", "title": "Name"}', encoding="utf-8")
    file = write(tmp_path, "Kennung,Name\nXM-DAC-47066-LM.0465,Skills\n")

    assert milepost("import", "projects", file, "--mapping", str(mapping))[1]["taken"] == 1


def test_a_blank_template_is_written_and_never_over_another_file(milepost: Command, tmp_path: Path) -> None:
    out = tmp_path / "blank.xlsx"

    assert milepost("template", "projects", "--out", str(out))[0] == 0
    assert out.stat().st_size > 1000
    assert milepost("template", "projects", "--out", str(out))[0] == 2


def test_a_binned_project_hides_its_visits_and_brings_them_back(milepost: Command, skills: str) -> None:
    milepost("results", "add", skills, "--level", "outcome", "--statement", "Skills")
    code, visit = milepost(
        "visits", "new", "--project", skills, "--start", "2026-11-24", "--end", "2026-11-25"
    )
    assert code == 0, visit
    assert milepost("projects", "delete", skills)[0] == 0

    assert milepost("visits", "list")[1]["total"] == 0
    assert milepost("search", "LM.0465")[1]["total"] == 0

    assert milepost("bin", "restore", skills)[0] == 0
    assert milepost("visits", "list")[1]["items"][0]["id"] == visit["id"]
    assert milepost("projects", "show", skills)[0] == 0
