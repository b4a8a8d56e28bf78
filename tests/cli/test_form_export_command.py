"""`milepost forms export`: submissions out as tables and as OpenRosa folders."""

import csv
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from tests.conftest import PASSPHRASE, StandingClock
from tests.makers import make_form_file

Command = Callable[..., tuple[int, Any, str]]
SURVEY = (("type", "name", "label"), ("text", "place", "Place"), ("select_one seen", "seen", "Seen?"))


@pytest.fixture
def milepost(
    profile_folder: Path,
    clock: StandingClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    """Runs one command in a store with one finished submission of the form `plain`."""
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)

    def command(*words: str) -> tuple[int, Any, str]:
        code = run([*words, "--json", "--store", str(profile_folder)], Milepost(clock))
        out, said = capsys.readouterr()
        return code, json.loads(out) if out else None, said

    form, answers = tmp_path / "plain.xlsx", tmp_path / "answers.json"
    form.write_bytes(make_form_file(SURVEY, form_id="plain"))
    answers.write_text('[{"set": "/data/place", "value": "Osh"}, {"set": "/data/seen", "value": "some"}]')
    command("forms", "import", str(form))
    assert command("forms", "fill", "plain", "--answers", str(answers))[0] == 0
    return command


def test_the_name_of_the_file_says_what_is_written(milepost: Command, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    code, report, said = milepost("forms", "export", "plain", "--out", str(out))

    assert (code, report["submissions"], report["tables"]) == (0, 1, [{"name": "data", "rows": 1}]), said
    assert next(csv.DictReader(out.read_text("utf-8-sig").splitlines()))["seen"] == "some"


def test_labels_are_written_where_they_are_asked_for(milepost: Command, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    milepost("forms", "export", "plain", "--out", str(out), "--labels")

    assert next(csv.DictReader(out.read_text("utf-8-sig").splitlines()))["Seen?"] == "Some pages"


def test_an_openrosa_folder_is_written_as_zip(milepost: Command, tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    code, report, said = milepost("forms", "export", "plain", "--as", "openrosa", "--out", str(out))

    assert (code, report["submissions"], report["left_out"]) == (0, 1, []), said
    with zipfile.ZipFile(out) as packed:
        assert [name.rpartition("/")[2] for name in packed.namelist()] == ["submission.xml"]


@pytest.mark.parametrize(
    "words",
    [
        ("--out", "out.zip"),
        ("--out", "out.docx"),
        ("--out", "out.csv", "--as", "pdf"),
        ("--out", "out.csv", "--as", "xlsx"),
        ("--out", "out.csv", "--language", "Klingon"),
        ("--out", "nowhere/out.csv"),
    ],
)
def test_what_cannot_be_written_is_bad_input_and_leaves_no_file(
    milepost: Command, tmp_path: Path, words: tuple[str, ...]
) -> None:
    placed = [str(tmp_path / word) if "out." in word else word for word in words]
    code, _report, said = milepost("forms", "export", "plain", *placed)

    assert code == 2
    assert said
    assert not list(tmp_path.glob("out.*"))


def test_a_file_that_is_there_is_written_over_only_by_force(milepost: Command, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("mine")

    assert milepost("forms", "export", "plain", "--out", str(out))[0] == 2
    assert out.read_text() == "mine"
    assert milepost("forms", "export", "plain", "--out", str(out), "--force")[0] == 0
    assert out.read_text("utf-8-sig") != "mine"


def test_a_summary_says_what_was_answered(milepost: Command) -> None:
    code, found, said = milepost("forms", "summary", "plain", "--rows")

    assert (code, found["submissions"], found["unreadable"]) == (0, 1, 0), said
    seen = next(one for one in found["questions"] if one["path"] == "seen")
    assert {"value": "some", "label": "Some pages", "count": 1} in seen["counts"]
    assert found["rows"][0]["cells"] == ["Osh", "Some pages"]
    assert milepost("forms", "summary", "nowhere")[0] == 2


def test_a_form_with_lists_says_why_one_csv_file_cannot_hold_it(milepost: Command, tmp_path: Path) -> None:
    form = tmp_path / "centre.xlsx"
    form.write_bytes(make_form_file())
    milepost("forms", "import", str(form))

    code, _none, said = milepost("forms", "export", "centre_check", "--out", str(tmp_path / "all.csv"))

    assert code == 2
    assert "each of them makes a table" in said
    assert "all.zip and say --as csv" in said
