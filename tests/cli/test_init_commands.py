"""A new store by command line, and the way back into one whose passphrase is lost."""

import json
from pathlib import Path

import pytest

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from tests.conftest import PASSPHRASE, StandingClock


@pytest.fixture
def milepost(
    tmp_path: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Runs one command; answers its exit code, its JSON, and what it said to the person."""
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)

    def command(*words: str):
        code = run(["--store", str(tmp_path / "store"), *words, "--json"], Milepost(clock))
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return command


def test_init_makes_a_store_that_opens(milepost, tmp_path: Path) -> None:
    code, made, _said = milepost("init", "--office", "KG", "--user", "Aigul", "--email", "a@example.org")

    assert code == 0
    assert Path(made["store"]) == tmp_path / "store"
    assert milepost("projects", "list")[:2] == (0, {"items": [], "total": 0})


def test_init_refuses_where_a_store_is(milepost) -> None:
    milepost("init")

    code, made, said = milepost("init")

    assert (code, made) == (2, None)
    assert "already is a store" in said


def test_a_command_without_a_store_says_how_to_make_one(milepost) -> None:
    code, _made, said = milepost("projects", "list")

    assert code == 3
    assert "milepost init" in said


def test_a_wrong_passphrase_is_exit_code_3(milepost, monkeypatch: pytest.MonkeyPatch) -> None:
    milepost("init")
    monkeypatch.setenv("MILEPOST_PASSPHRASE", "four other words")

    assert milepost("projects", "list")[0] == 3


def test_a_lost_passphrase_is_replaced_with_the_recovery_file(
    milepost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recovery, fresh = tmp_path / "recovery.json", tmp_path / "fresh.txt"
    fresh.write_text("five entirely new words here\n")
    milepost("init", "--recovery-file", str(recovery))
    milepost("projects", "new", "--title", "Skills")

    assert milepost("recover", "--file", str(recovery), "--new-passphrase-file", str(fresh))[0] == 0

    monkeypatch.setenv("MILEPOST_PASSPHRASE", "five entirely new words here")
    assert milepost("projects", "list")[1]["total"] == 1
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)
    assert milepost("projects", "list")[0] == 3


def test_a_recovery_file_of_another_store_opens_nothing(milepost, tmp_path: Path) -> None:
    fresh, wrong = tmp_path / "fresh.txt", tmp_path / "wrong.json"
    fresh.write_text("five entirely new words here\n")
    milepost("init", "--recovery-file", str(tmp_path / "recovery.json"))
    wrong.write_text('{"milepost": "recovery", "secret": "not the one"}')

    assert milepost("recover", "--file", str(wrong), "--new-passphrase-file", str(fresh))[0] in (2, 3)
    assert milepost("projects", "list")[0] == 0


def test_an_existing_file_is_never_written_over_by_a_recovery_file(milepost, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear colleague")

    assert milepost("init", "--recovery-file", str(letter))[0] == 2

    assert letter.read_text() == "Dear colleague"
    assert not (tmp_path / "store").exists()


def test_global_options_stand_before_or_after_the_command(
    milepost, tmp_path: Path, clock: StandingClock
) -> None:
    milepost("init")

    assert run(["projects", "list", "--store", str(tmp_path / "store")], Milepost(clock)) == 0
    assert run(["--lang", "ru", "projects", "list", "--store", str(tmp_path / "store")], Milepost(clock)) == 0
