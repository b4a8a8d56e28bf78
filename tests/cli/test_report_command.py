"""`milepost report`: prints, issues and checks reports as the contract writes it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.app.wiring import Milepost
from desktop.cli.main import run
from tests.conftest import PASSPHRASE, StandingClock
from tests.makers import make_project, make_visit

Command = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def milepost(
    profile_folder: Path,
    clock: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    """Runs one command; answers exit code, the JSON document (or None) and what was said beside it."""
    monkeypatch.setenv("MILEPOST_PASSPHRASE", PASSPHRASE)
    with Milepost(clock).open(profile_folder, PASSPHRASE) as services:
        make_visit(services, make_project(services), state="reporting")

    def command(*words: str) -> tuple[int, Any, str]:
        code = run([*words, "--json", "--store", str(profile_folder)], Milepost(clock))
        out, said = capsys.readouterr()
        return code, json.loads(out) if out else None, said

    return command


VISIT = "KG/LM.0465/2026/001"


def test_a_report_is_printed_issued_and_known_again(milepost: Command, tmp_path: Path) -> None:
    code, draft, said = milepost("report", "visit", VISIT, "--out", str(tmp_path / "draft.pdf"))
    assert (code, said) == (0, "")
    _code, issued, _said = milepost("report", "visit", VISIT, "--out", str(tmp_path / "r1.pdf"), "--issue")

    checked = milepost("report", "verify", str(tmp_path / "r1.pdf"))

    assert draft["revision"] == issued["revision"] == 1
    assert (draft["issued"], issued["issued"]) == (False, True)
    assert checked[0] == 0
    assert checked[1]["state"] == "issued"
    assert checked[1]["sha256"] == issued["sha256"]
    assert checked[1]["data_sha256"] == issued["data_sha256"]
    assert checked[1]["pages"] == issued["pages"] > 0


def test_an_existing_file_is_written_over_only_when_told(milepost: Command, tmp_path: Path) -> None:
    out = tmp_path / "v.pdf"
    out.write_bytes(b"mine")

    code, _answer, said = milepost("report", "visit", VISIT, "--out", str(out))
    assert code == 2
    assert "--force" in said
    assert out.read_bytes() == b"mine"

    assert milepost("report", "visit", VISIT, "--out", str(out), "--force")[0] == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["v.pdf"]


def test_a_changed_file_ends_with_code_1(milepost: Command, tmp_path: Path) -> None:
    out = tmp_path / "v.pdf"
    milepost("report", "visit", VISIT, "--out", str(out), "--issue")
    out.write_bytes(out.read_bytes() + b"\n%")

    code, checked, _said = milepost("report", "verify", str(out))

    assert (code, checked["state"]) == (1, "changed")


@pytest.mark.parametrize(
    "words",
    [
        ("report", "visit", VISIT, "--out", "missing-folder/v.pdf"),
        ("report", "visit", VISIT, "--out", ".", "--force"),
        ("report", "visit", "XX/nothing", "--out", "v.pdf"),
        ("report", "visit", VISIT, "--out", "v.pdf", "--lang", "tlh"),
        ("report", "project", "LM.0465", "--out", "missing-folder/p.pdf"),
        ("report", "project", "LM.9999", "--out", "p.pdf"),
        ("report", "project", "LM.0465", "--out", "p.pdf", "--lang", "tlh"),
        ("report", "project", "LM.0465", "--out", "p.pdf", "--audience", "nobody"),
        ("report", "verify", "missing.pdf"),
    ],
)
def test_what_cannot_be_done_says_why_and_writes_nothing(
    milepost: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)

    code, _answer, said = milepost(*words)

    assert code == 2
    assert said
    assert not any(work.iterdir())


def test_a_project_is_printed_by_its_code_and_its_file_is_whole(milepost: Command, tmp_path: Path) -> None:
    out = tmp_path / "p.pdf"
    code, made, said = milepost("report", "project", "LM.0465", "--out", str(out), "--audience", "donor")
    assert (code, said) == (0, "")

    checked = milepost("report", "verify", str(out))

    assert set(made) == {
        "file",
        "pages",
        "sha256",
        "data_sha256",
        "revision",
        "issued",
        "language",
        "audience",
    }
    assert (made["audience"], made["issued"], made["revision"]) == ("donor", False, 1)
    assert out.read_bytes().startswith(b"%PDF")
    assert (checked[0], checked[1]["state"]) == (0, "whole")
    assert checked[1]["sha256"] == made["sha256"]
    assert checked[1]["data_sha256"] == made["data_sha256"]


def test_a_project_printed_twice_gives_the_same_file(milepost: Command, tmp_path: Path) -> None:
    files = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for file in files:
        milepost("report", "project", "LM.0465", "--out", str(file))

    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_project_report_writes_over_a_file_only_when_told(milepost: Command, tmp_path: Path) -> None:
    out = tmp_path / "p.pdf"
    out.write_bytes(b"mine")

    code, _answer, said = milepost("report", "project", "LM.0465", "--out", str(out))
    assert (code, "--force" in said) == (2, True)
    assert out.read_bytes() == b"mine"

    assert milepost("report", "project", "LM.0465", "--out", str(out), "--force")[0] == 0


@pytest.mark.parametrize("issued", [True, False], ids=["issued", "printed only"])
def test_any_byte_changed_appended_or_lost_is_noticed(
    milepost: Command, tmp_path: Path, issued: bool
) -> None:
    out = tmp_path / "v.pdf"
    milepost("report", "visit", VISIT, "--out", str(out), *(("--issue",) if issued else ()))
    as_made = out.read_bytes()
    assert milepost("report", "verify", str(out))[1]["state"] == ("issued" if issued else "whole")
    changed = [as_made + b"\n", as_made + b"\0", as_made[:-1], b" " + as_made]
    for at in range(20, len(as_made), len(as_made) // 12):
        changed.append(as_made[:at] + bytes([as_made[at] ^ 1]) + as_made[at + 1 :])

    for content in changed:
        out.write_bytes(content)
        code, answer, said = milepost("report", "verify", str(out))
        assert code in (1, 2), content[-20:]
        assert answer["state"] == "changed" if answer else "no report" in said
