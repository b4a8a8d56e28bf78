"""An import stopped from outside, at any moment: all of it is there or nothing, and the store opens again."""

import csv
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.app.wiring import Milepost
from tests.conftest import PASSPHRASE

ROWS = 1500


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX knows them")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_an_import_that_is_stopped_leaves_all_rows_or_none(
    profile_folder: Path, tmp_path: Path, stop: signal.Signals
) -> None:
    table = tmp_path / "places.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("country", "pcode", "name", "level"))
        writer.writerows(("KG", f"KG{at:06}", f"Village {at}", 1) for at in range(ROWS))
    before = _rows_left_to_take(profile_folder, table)

    for wait in (0.6, 0.9, 1.2):
        running = subprocess.Popen(
            [sys.executable, "-m", "desktop.app.main", "import", "places", str(table)],
            env={
                **os.environ,
                "MILEPOST_STORE": str(profile_folder),
                "MILEPOST_PASSPHRASE": PASSPHRASE,
                "MILEPOST_STATE": str(tmp_path / "state"),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        try:
            _out, said = running.communicate(timeout=wait)
        except subprocess.TimeoutExpired:
            running.send_signal(stop)
            _out, said = running.communicate()

        assert b"Traceback" not in said
        assert running.returncode != 130 or said.decode().startswith("Cancelled")
        assert _rows_left_to_take(profile_folder, table) in (before, 0)


def _rows_left_to_take(folder: Path, table: Path) -> int:
    with Milepost().open(folder, PASSPHRASE) as services:
        report = services.exchanging.run("places", table.read_bytes(), table.name, dry_run=True)
    return report.taken + report.repaired
