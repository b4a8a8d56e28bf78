"""`milepost forms submissions import`: what was filled elsewhere comes in, row by row."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from tests.conftest import PASSPHRASE, StandingClock
from tests.makers import make_form_file

Command = Callable[..., tuple[int, Any, str]]
SURVEY = (("type", "name", "label"), ("text", "place", "Place"), ("integer", "people", "People"))
TABLE = "place,people,_uuid\nOsh,12,aaaaaaaa-0000-4000-8000-000000000001\nNaryn,many,aaaaaaaa-0000-4000-8000-000000000002\n"


@pytest.fixture
def milepost(
    profile_folder: Path,
    clock: StandingClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    """Runs one command in a store with the form `plain`."""
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)

    def command(*words: str) -> tuple[int, Any, str]:
        code = run([*words, "--store", str(profile_folder)], Milepost(clock))
        out, said = capsys.readouterr()
        return code, json.loads(out) if "--json" in words and out else out, said

    form = tmp_path / "plain.xlsx"
    form.write_bytes(make_form_file(SURVEY, (), form_id="plain"))
    command("forms", "import", str(form), "--json")
    return command


def test_each_row_is_counted_once_and_twice_changes_nothing(milepost: Command, tmp_path: Path) -> None:
    file = tmp_path / "kobo.csv"
    file.write_text(TABLE)
    words = ("forms", "submissions", "import", str(file), "--form", "plain", "--json")

    code, rehearsed, said = milepost(*words, "--dry-run")
    assert (code, rehearsed["taken"], rehearsed["dry_run"]) == (0, 2, True), said
    code, report, said = milepost(*words)
    assert (code, report["taken"], report["left"], len(report["rows"])) == (0, 2, 0, 2), said
    assert report["rows"][1]["code"] == "bad_amount"
    code, again, said = milepost(*words)

    assert (code, again["unchanged"], again["taken"]) == (0, 2, 0), said


def test_a_submission_of_another_form_is_left_and_the_exit_code_says_so(
    milepost: Command, tmp_path: Path
) -> None:
    file = tmp_path / "one.xml"
    file.write_text("<data id='other'><place>Osh</place></data>")

    code, out, _said = milepost("forms", "submissions", "import", str(file), "--form", "plain")

    assert code == 1
    assert "other" in out
    assert "1 left" in out


def test_a_mapping_names_columns_and_a_wrong_one_is_bad_input(milepost: Command, tmp_path: Path) -> None:
    file, mapping = tmp_path / "t.csv", tmp_path / "map.json"
    file.write_text("Where,_uuid\nOsh,aaaaaaaa-0000-4000-8000-000000000001\n")
    words = ("forms", "submissions", "import", str(file), "--form", "plain", "--json")
    assert milepost(*words)[0] == 2
    mapping.write_text('{"place": "Where"}')
    assert milepost(*words, "--mapping", str(mapping))[1]["taken"] == 1
    mapping.write_text('{"place": "Nowhere"}')
    assert milepost(*words, "--mapping", str(mapping))[0] == 2
