"""Backups by command line: made, checked, restored, and what the doctor says."""

import json
import os
import shlex
from pathlib import Path

import pytest

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from desktop.paths import this_program
from tests.conftest import PASSPHRASE, StandingClock

ROOT = Path(__file__).parents[2]


@pytest.fixture
def milepost(profile_folder: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch, capsys):
    """Runs one command on the store; answers its exit code and its JSON."""
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)

    def command(*words: str):
        code = run(["--store", str(profile_folder), "--json", *words], Milepost(clock))
        out = capsys.readouterr().out
        return code, json.loads(out) if out else None

    return command


def test_a_backup_brings_back_what_was_lost(milepost, profile_folder: Path):
    code, made = milepost("backup")
    assert code == 0
    (profile_folder / "store.db").write_bytes(b"not a store any more")

    assert milepost("doctor")[0] == 3
    assert milepost("restore", made["path"])[0] == 0

    code, found = milepost("doctor")
    assert code == 0
    assert found["ok"] is True


def test_a_damaged_backup_is_refused_and_the_store_stays(milepost, profile_folder: Path):
    made = milepost("backup")[1]
    backup = Path(made["path"])
    content = bytearray(backup.read_bytes())
    content[5000:5100] = bytes(100)
    backup.write_bytes(content)
    before = (profile_folder / "store.db").read_bytes()

    assert milepost("verify", str(backup))[0] == 3
    assert milepost("restore", str(backup))[0] == 3

    assert (profile_folder / "store.db").read_bytes() == before


def test_a_backup_of_another_store_does_not_open(milepost, tmp_path: Path):
    stranger = tmp_path / "stranger.mpbackup"
    stranger.write_bytes(bytes(8192))

    assert milepost("restore", str(stranger))[0] == 3


def test_without_any_backup_verify_says_how_to_make_one(milepost):
    assert milepost("verify")[0] == 2


def test_a_damaged_store_names_its_newest_backup(
    milepost, profile_folder: Path, capsys: pytest.CaptureFixture[str], clock: StandingClock
):
    milepost("backup")
    newest = milepost("backup")[1]["path"]
    (profile_folder / "store.db").write_bytes((profile_folder / "store.db").read_bytes()[:9000])

    assert run(["--store", str(profile_folder), "projects", "list"], Milepost(clock)) == 3

    said = capsys.readouterr().err
    assert f'{this_program()} --store "{profile_folder}" restore "{newest}"' in said


def test_the_command_that_a_message_names_can_be_run_as_it_stands(
    milepost,
    profile_folder: Path,
    capsys: pytest.CaptureFixture[str],
    clock: StandingClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    milepost("backup")
    (profile_folder / "store.db").write_bytes((profile_folder / "store.db").read_bytes()[:9000])
    monkeypatch.chdir(tmp_path)  # not where the program was started from

    assert run(["--store", str(profile_folder), "doctor"], Milepost(clock)) == 3

    said = capsys.readouterr().err
    program, *words = shlex.split(said[said.index(str(ROOT)) :].strip())
    assert Path(program) == ROOT / ("run.cmd" if os.name == "nt" else "run")
    assert run(words[1:], Milepost(clock)) == 0
    capsys.readouterr()
    assert milepost("doctor")[0] == 0


def test_a_damaged_store_without_a_backup_names_no_file_that_is_not_there(
    profile_folder: Path, capsys: pytest.CaptureFixture[str], clock: StandingClock, milepost
):
    (profile_folder / "store.db").write_bytes((profile_folder / "store.db").read_bytes()[:9000])

    assert run(["--store", str(profile_folder), "projects", "list"], Milepost(clock)) == 3

    said = capsys.readouterr().err
    assert "FILE" not in said
    assert "No backup lies beside it" in said


def test_where_no_store_was_left_none_is_said_to_be_kept(milepost, profile_folder: Path):
    made = milepost("backup")[1]
    (profile_folder / "store.db").unlink()

    assert milepost("restore", made["path"]) == (0, {"restored": made["path"], "kept": None})
