"""A second start of a profile raises the first window; one that crashed is in nobody's way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.single_instance import SingleInstance

CRASH = """
import os, sys
from pathlib import Path
from desktop.ui.single_instance import SingleInstance
assert not SingleInstance(Path(sys.argv[1])).raise_other()
os._exit(1)
"""
CALL = """
import sys
from pathlib import Path
from desktop.ui.single_instance import SingleInstance
sys.exit(0 if SingleInstance(Path(sys.argv[1])).raise_other() else 1)
"""


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_STATE", str(tmp_path / "state"))


def start_another(code: str, folder: Path) -> int:
    return subprocess.run(
        [sys.executable, "-c", code, str(folder)], env={**os.environ}, check=False
    ).returncode


def test_a_start_from_another_process_calls_the_first_window_and_not_that_of_another_profile(
    qtbot: QtBot, tmp_path: Path
) -> None:
    first = SingleInstance(tmp_path / "mine")
    assert not first.raise_other()
    assert first.listen()

    with qtbot.waitSignal(first.asked, timeout=15_000):
        assert start_another(CALL, tmp_path / "mine") == 0

    assert start_another(CALL, tmp_path / "hers") == 1
    first.stop()
    assert start_another(CALL, tmp_path / "mine") == 1


def test_a_window_that_crashed_holds_nothing(tmp_path: Path) -> None:
    assert start_another(CRASH, tmp_path / "mine") == 1

    assert not SingleInstance(tmp_path / "mine").raise_other()


def test_a_start_without_a_folder_to_write_goes_on_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MILEPOST_STATE", str(tmp_path / "file"))

    alone = SingleInstance(tmp_path / "mine")

    assert not alone.raise_other()
    assert not alone.listen()
