"""The power goes while a form is filled: every answer that was given is there."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.app.wiring import Milepost
from tests.conftest import PASSPHRASE
from tests.makers import make_form

FILLER = """
import sys
from pathlib import Path
from uuid import UUID
from desktop.app.wiring import Milepost
from desktop.clock import system_clock
from desktop.credentials import keys

keys.MEMORY_KIB, keys.TIME_COST = 64, 1
services = Milepost(system_clock).open_services(Path(sys.argv[1]), sys.argv[2])
opened = services.submissions.open(UUID(sys.argv[3]))
repeat = "/data/courses_held/courses"
number = 0
while True:
    number += 1
    if number > 1:
        opened.add(repeat)
    opened.set(f"{repeat}[{number}]/title", f"Course {number}")
    opened.set(f"{repeat}[{number}]/women", str(number))
    print(number, flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("answers", [1, 4, 9])
def test_no_answer_is_lost_when_the_program_is_killed(profile_folder: Path, clock, answers: int) -> None:
    services = Milepost(clock).open_services(profile_folder, PASSPHRASE)
    submission = services.submissions.start(make_form(services)).record.id
    services.close()

    filler = subprocess.Popen(
        [sys.executable, "-c", FILLER, str(profile_folder), PASSPHRASE, str(submission)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
    )
    assert filler.stdout is not None
    told = 0
    while told < answers:
        told = int(filler.stdout.readline())
    filler.send_signal(signal.SIGKILL)
    rest = filler.stdout.read().split()
    filler.wait()
    filler.stdout.close()
    told = int(rest[-1]) if rest else told

    services = Milepost(clock).open_services(profile_folder, PASSPHRASE)
    opened = services.submissions.open(submission)
    values = {
        item.path: item.value
        for section in opened.sections()
        for item in opened.items(section)
        if getattr(item, "value", "")
    }
    for number in range(1, told + 1):
        assert values[f"/data/courses_held/courses[{number}]/title"] == f"Course {number}"
        assert values[f"/data/courses_held/courses[{number}]/women"] == str(number)
    opened.set("/data/arrival/centre", "Goes on")
    assert services.submissions.open(submission).question("/data/arrival/centre").value == "Goes on"
    services.close()
