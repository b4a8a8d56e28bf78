"""The power goes between two keystrokes: what was typed before the pause is there, and the form goes on."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.app.wiring import Milepost
from tests.conftest import PASSPHRASE
from tests.makers import make_form

A = "/data/arrival"
TYPIST = """
import sys
from pathlib import Path
from uuid import UUID

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app.wiring import Milepost
from desktop.clock import system_clock
from desktop.credentials import keys
from desktop.settings.preferences import Preferences
from desktop.ui.jobs import JobsAtOnce
from desktop.ui.main_window import MainWindow
from desktop.ui.screen_list import screen_entries
from desktop.ui.window_shell import WindowShell

keys.MEMORY_KIB, keys.TIME_COST = 64, 1
app = QApplication(["typist"])
services = Milepost(system_clock).open_services(Path(sys.argv[1]), sys.argv[2])
submission = UUID(sys.argv[3])
shell = WindowShell(services, JobsAtOnce(), Preferences())
window = MainWindow([one for one in screen_entries(shell, lambda _key: 0) if one.key in ("library", "form")], person="A")
shell.attach(window)
window.show()
window.activateWindow()
window.go_to("form", submission)
app.processEvents()


def kept():
    with services.database.reading() as work:
        return work.forms.answer_texts(submission)


QTest.keyClicks(QApplication.focusWidget(), "Nar")
while kept().get("/data/arrival/centre") != "Nar":  # the pause of a person who thinks
    app.processEvents()
print("paused", flush=True)
for sign in "yn centre on the hill, second floor":
    QTest.keyClick(QApplication.focusWidget(), sign)
    print(sign, flush=True)
sys.stdin.read()
"""


@pytest.mark.slow
@pytest.mark.parametrize("keystrokes", [1, 7])
def test_no_more_is_lost_than_what_was_typed_since_the_last_pause(
    profile_folder: Path, clock, tmp_path: Path, keystrokes: int
) -> None:
    services = Milepost(clock).open_services(profile_folder, PASSPHRASE)
    submission = services.submissions.start(make_form(services)).record.id
    services.close()
    typist = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(profile_folder), PASSPHRASE, str(submission)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
        env={
            **os.environ,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "QT_QPA_PLATFORM": "offscreen",
            "MILEPOST_STATE": str(tmp_path / "state"),
        },
    )
    assert typist.stdin is not None
    assert typist.stdout is not None
    assert typist.stdout.readline().strip() == b"paused"
    for _stroke in range(keystrokes):
        typist.stdout.readline()
    typist.send_signal(signal.SIGKILL)
    typist.wait()
    typist.stdin.close()
    typist.stdout.close()

    services = Milepost(clock).open_services(profile_folder, PASSPHRASE)
    opened = services.submissions.open(submission)
    assert opened.question(f"{A}/centre").value.startswith("Nar")
    opened.set(f"{A}/centre", "Naryn")
    assert services.submissions.open(submission).question(f"{A}/centre").value == "Naryn"
    services.close()
