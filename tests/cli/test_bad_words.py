"""Hostile words on the command line: a sentence of one line, the right exit code, and no word of it harms the terminal."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from desktop.errors import LONGEST_SENTENCE, BadInput, readable
from tests.conftest import PASSPHRASE, StandingClock
from tests.makers import make_project

Command = Callable[..., tuple[int, str, str]]
HALF_A_LETTER = "a\ud800b"
A_MEGABYTE = "x" * 1_000_000


@pytest.fixture
def milepost(
    profile_folder: Path,
    clock: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    """Runs one command; answers exit code, stdout and stderr."""
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)
    with Milepost(clock).open(profile_folder, PASSPHRASE) as services:
        make_project(services)

    def command(*words: str) -> tuple[int, str, str]:
        code = run([*words, "--store", str(profile_folder)], Milepost(clock))
        out, said = capsys.readouterr()
        return code, out, said

    return command


@given(st.text(alphabet=st.characters()))
def test_whatever_is_quoted_a_problem_is_one_short_line(text: str) -> None:
    sentence = BadInput(text, text).sentence()

    assert len(sentence) <= 2 * LONGEST_SENTENCE + 3
    assert all(char.isprintable() or char in "\u200c\u200d" for char in sentence)


def test_a_sentence_is_not_changed_by_being_made_readable() -> None:
    for sentence in ("Größe “12 %” не найдена.", "می‌خواهم", "👩🏽‍🌾 ok", ""):
        assert readable(sentence) == sentence


@pytest.mark.parametrize(
    "word", [A_MEGABYTE, HALF_A_LETTER, "\x1b[31mred", "one\ntwo\rthree", "‮abc", "e" + "\u0301" * 20_000]
)
def test_an_unknown_word_is_quoted_in_one_short_line(milepost: Command, word: str) -> None:
    for words in (
        ("visits", "show", word),
        ("projects", "set", "LM.0465", word + "=x"),
        ("projects", "set", "LM.0465", "planned_start=" + word),
        ("projects", "stage", "LM.0465", word),
        ("visits", "list", "--sort", word),
        ("import", "places", word),
        ("restore", word),
        ("verify", word),
        ("report", "visit", "x", "--out", word + ".pdf", "--language", "zz"),
        ("--passphrase-file", word, "visits", "list"),
    ):
        code, out, said = milepost(*words)

        assert (code, out) == (2, ""), words[:2]
        assert said.count("\n") == 1 or said.startswith("Usage"), words[:2]
        assert len(said) < 2 * LONGEST_SENTENCE, words[:2]
        assert "inside Milepost" not in said, words[:2]
        assert "\x1b" not in said


@pytest.mark.parametrize(
    "address",
    ["http://[::1", f"https://{'a' * 70}.example", "https://a\x01b.example", HALF_A_LETTER, "", A_MEGABYTE],
)
def test_an_address_that_can_be_none_is_told_in_one_sentence(milepost: Command, address: str) -> None:
    code, out, said = milepost("enrol", address, "1")

    assert (code, out) == (2, "")
    assert said.startswith("This is no address of a server.")
    assert said.count("\n") == 1


@pytest.mark.parametrize("number", ["1" * 5_000, "٣" * 5_000, "0", "99"])
def test_a_side_that_no_conflict_has_is_told_in_one_sentence(milepost: Command, number: str) -> None:
    code, out, said = milepost("conflicts", "resolve", "0192", "--keep", number)

    assert (code, out) == (2, "")
    assert said.count("\n") == 1
    assert len(said) < 2 * LONGEST_SENTENCE
    assert "inside Milepost" not in said


def test_a_megabyte_where_a_closed_list_is_asked_for_does_not_flood_the_terminal(milepost: Command) -> None:
    code, _out, said = milepost("import", A_MEGABYTE, "file.csv")

    assert code == 2
    assert len(said) < 3 * LONGEST_SENTENCE


def test_a_language_there_is_none_of_is_told_and_the_command_goes_on_in_english(milepost: Command) -> None:
    for word in ("xx", HALF_A_LETTER, "../../ru", A_MEGABYTE):
        code, out, said = milepost("--lang", word, "visits", "list", "--json")

        assert code == 0
        assert json.loads(out) == {"items": [], "total": 0}
        assert "en, ru, uk, tr, sr, bs, sq, ka, hy, ar" in said
        assert said.count("\n") == 1
        assert len(said) < LONGEST_SENTENCE


def test_a_language_with_a_region_is_one_there_is(milepost: Command) -> None:
    for word in ("ru_RU", "sr-Latn", "EN"):
        assert milepost("--lang", word, "visits", "list", "--json")[2] == ""


def test_half_a_letter_in_a_search_finds_nothing_and_breaks_nothing(milepost: Command) -> None:
    for words in (("visits", "list", "--search", HALF_A_LETTER), ("search", HALF_A_LETTER)):
        code, _out, said = milepost(*words)

        assert code in (0, 2)
        assert "inside Milepost" not in said


def test_a_narrow_terminal_does_not_stop_an_answer(profile_folder: Path, tmp_path: Path) -> None:
    with Milepost().open(profile_folder, PASSPHRASE) as services:
        make_project(services, title="Навыки в Баткене")

    done = _as_a_program(profile_folder, tmp_path, "projects", "list", "--json", PYTHONIOENCODING="ascii")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["items"][0]["title"] == "Навыки в Баткене"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_answer_that_finds_no_room_is_a_sentence(profile_folder: Path, tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = _as_a_program(profile_folder, tmp_path, "projects", "list", "--json", stdout=full)

    assert done.returncode == 3
    assert done.stderr.decode().startswith("The disk is full")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without end")
def test_a_file_without_end_is_not_read_to_its_end(milepost: Command) -> None:
    for words in (("import", "places", "/dev/zero"), ("report", "verify", "/dev/zero")):
        code, _out, said = milepost(*words)

        assert code == 2
        assert "larger than" in said


def _as_a_program(
    folder: Path, state: Path, *words: str, stdout: Any = subprocess.PIPE, **environment: str
) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "desktop.app.main", *words, "--store", str(folder)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, "MILEPOST_PASSPHRASE": PASSPHRASE, "MILEPOST_STATE": str(state), **environment},
        check=False,
    )


@pytest.mark.parametrize("far", ["9223372036854775808", "9" * 400])
def test_a_window_beyond_all_rows_is_an_empty_one(milepost: Command, far: str) -> None:
    for kind in ("visits", "projects", "actions"):
        code, out, said = milepost(kind, "list", "--limit", far, "--offset", far, "--json")

        assert code == 0, said
        assert json.loads(out)["items"] == []
    assert milepost("search", "a", "--offset", far)[0] == 2


def test_the_last_day_of_the_calendar_makes_no_matrix_unreadable(milepost: Command) -> None:
    assert milepost("results", "set", "LM.0465", "1.1/A", "target_date=9999-12-31")[0] in (0, 2)

    code, _out, said = milepost("results", "show", "LM.0465")

    assert code == 0, said


def test_a_passphrase_file_is_read_up_to_a_bound(milepost: Command, tmp_path: Path) -> None:
    large = tmp_path / "film.mp4"
    large.write_bytes(b"x" * (64 * 1024 + 1))

    code, out, said = milepost("--passphrase-file", str(large), "visits", "list")

    assert (code, out) == (2, "")
    assert said.startswith("The passphrase file film.mp4 is larger than 64 KiB.")
    assert said.count("\n") == 1
