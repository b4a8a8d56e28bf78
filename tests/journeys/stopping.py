"""Stops a command of its own process at a chosen moment: before the n-th file it touches, or the n-th statement it sends."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import PASSPHRASE

CHILD = """
import os, signal, sys
folder, kind, stop, at = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
counted = 0

def moment():
    global counted
    counted += 1
    if counted == at:
        os.kill(os.getpid(), stop)

def heard(event, arguments):
    # What opens, moves, links and removes files of the store, or of the folder the command writes into.
    if event in ("open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.truncate"):
        if any(isinstance(one, (str, os.PathLike)) and str(one).startswith(folder) for one in arguments):
            moment()

if kind == "file":
    sys.addaudithook(heard)
else:
    from sqlalchemy import event
    from sqlalchemy.engine import Engine
    event.listen(Engine, "before_cursor_execute", lambda *_: moment())
    event.listen(Engine, "commit", lambda *_: moment())
PREPARE
from desktop.app.main import start
code = start(sys.argv[5:])
sys.stderr.write(f"\\ncounted {counted}\\n")
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    said: str
    out: str
    moments: int
    """How many were counted; 0 where the process was killed before it could tell."""


def run_until(
    folder: Path,
    words: list[str],
    *,
    kind: str = "file",
    at: int = 0,
    stop: signal.Signals = signal.SIGKILL,
    store: Path | None = None,
    prepare: str = "",
) -> Ended:
    """Run a command, stopped at moment `at` (0: never); `prepare` is Python that runs before it."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            CHILD.replace("PREPARE", prepare),
            str(folder),
            kind,
            str(int(stop)),
            str(at),
            *words,
        ],
        env={
            **os.environ,
            "MILEPOST_STORE": str(store or folder),
            "MILEPOST_PASSPHRASE": PASSPHRASE,
            "MILEPOST_STATE": str(folder.parent / "state"),
            "QT_QPA_PLATFORM": "offscreen",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    said, _counted, moments = done.stderr.rpartition("\ncounted ")
    if not _counted:
        said, moments = done.stderr, "0"
    return Ended(done.returncode, said, done.stdout, int(moments))


def spread(total: int, count: int) -> list[int]:
    """About `count` moments of 1..total: the first, the last, and evenly between."""
    return sorted({1, total, *(1 + at * (total - 1) // max(count - 1, 1) for at in range(count))})
