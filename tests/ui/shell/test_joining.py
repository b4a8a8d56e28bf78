"""Joining an office at the first start, with the real server on this machine."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.paths import server_command
from tests.conftest import PASSPHRASE

pytestmark = pytest.mark.slow


@pytest.fixture
def run_server(tmp_path: Path) -> Iterator[Callable[..., str]]:
    started: list[subprocess.Popen[str]] = []

    def run(*arguments: str) -> str:
        command = [*server_command(), *arguments, "--data", str(tmp_path / "server")]
        if arguments[0] == "run":
            started.append(subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True))
            assert started[-1].stdout is not None
            return started[-1].stdout.readline().split()[-1]
        done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
        return done.stdout

    yield run
    for process in started:
        with process:
            process.terminate()


def join(driver, server, code):
    driver.wait_for("first_start_next").click()
    driver.find("first_start_way_join").chosen.emit()
    driver.type("first_start_server", server)
    driver.type("first_start_code", code)
    driver.click("first_start_next")
    driver.type("first_start_passphrase", PASSPHRASE)
    driver.type("first_start_again", PASSPHRASE)
    driver.click("first_start_next")


def test_a_person_joins_with_address_and_code(open_gui, tmp_path, run_server):
    run_server("office", "add", "RO", "Regional Office")
    run_server("office", "add", "KG", "Country Office", "--parent", "RO")
    run_server("user", "add", "aigul@example.org", "--office", "KG", "--role", "monitor")
    code = json.loads(run_server("device", "code", "aigul@example.org"))["code"]
    driver = open_gui(tmp_path / "profile")

    join(driver, run_server("run"), code)
    driver.wait_for("first_start_save_sheet")
    driver.click("first_start_next")
    driver.dialog().confirm.click()
    driver.wait_for_session()

    me = driver.gui.session.services.accounts.me()
    assert me.enrolled
    assert me.person.email == "aigul@example.org"


def test_a_server_that_is_not_there_leaves_nothing_behind(open_gui, tmp_path):
    driver = open_gui(tmp_path / "profile")

    join(driver, "http://127.0.0.1:9", "ABCD-EFGH-JKLM")
    driver.qtbot.waitUntil(lambda: driver.there_is("first_start_problem"), timeout=20_000)

    assert driver.find("first_start_problem").accessibleName()
    assert not (tmp_path / "profile").exists()
