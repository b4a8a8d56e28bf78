"""The window open and a command on the same store, as two real processes: the second start says why it cannot."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.storage.folder import Profile
from tests.conftest import PASSPHRASE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="the window is ended as POSIX does it"),
]


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "MILEPOST_STORE": str(folder),
        "MILEPOST_PASSPHRASE": PASSPHRASE,
        "MILEPOST_STATE": str(folder.parent / "state"),
        "QT_QPA_PLATFORM": "offscreen",
    }


def command(folder: Path, *words: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "desktop.app.main", *words],
        env=environment(folder), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@contextmanager
def window_on(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The window as its own process, with the store open."""
    window = subprocess.Popen(
        [sys.executable, "-m", "desktop.app.main", "window"],
        env=environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        wait_until_taken(folder, window)
        yield window
    finally:
        window.terminate()
        window.wait(30)
        if window.stderr is not None:
            window.stderr.close()


def wait_until_taken(folder: Path, window: "subprocess.Popen[bytes]") -> None:
    """By the log beside an open store; whoever tries the lock instead may hold it when the window asks."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert window.poll() is None, "the window went"
        if Profile(folder).store.with_name("store.db-wal").exists():
            return
    raise AssertionError("the window did not open the store")


def test_a_command_beside_the_window_ends_with_3_and_one_sentence(profile_folder: Path) -> None:
    with window_on(profile_folder):
        for words in (["visits", "list"], ["backup"], ["doctor"], ["restore", __file__]):
            code, out, said = command(profile_folder, *words)

            assert (code, out) == (3, ""), (words, said)
            assert "already open in another Milepost" in said
            assert said.count("\n") == 1

    assert command(profile_folder, "visits", "list", "--json")[0] == 0


def test_a_window_that_is_killed_gives_the_store_back(profile_folder: Path) -> None:
    with window_on(profile_folder) as window:
        window.send_signal(signal.SIGKILL)
        window.wait(30)

        assert command(profile_folder, "doctor", "--json")[0] in (0, 1)


def test_a_second_window_raises_the_first_and_ends(profile_folder: Path) -> None:
    with window_on(profile_folder) as first:
        second = subprocess.run(
            [sys.executable, "-m", "desktop.app.main", "window"],
            env=environment(profile_folder), capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip

        assert second.returncode == 0, second.stderr
        assert "Traceback" not in second.stderr
        assert first.poll() is None
