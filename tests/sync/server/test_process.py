"""The real milepost-server: its command line, its one line of address, its death."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from sync.client.transport import HttpTransport, TransportError
from sync.messages.schema import write_schema

pytestmark = pytest.mark.slow
DYING = [sys.executable, str(Path(__file__).with_name("dying.py"))]
COMMAND = [sys.executable, "-c", "from sync.server.app import main; main()"]


class Process:
    def __init__(self, data: Path, schema: Path, port: int = 0, command: list[str] = COMMAND) -> None:
        arguments = ["run", "--data", str(data), "--port", str(port), "--schema", str(schema)]
        self.process = subprocess.Popen(
            [*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith("Milepost server at http://127.0.0.1:"), self.process.stderr
        self.url = line.split()[-1]

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=10)
        return self.process.returncode, out, err


@pytest.fixture
def schema_file(tmp_path: Path, schema: Any) -> Path:
    path = tmp_path / "schema.json"
    path.write_bytes(write_schema(schema))
    return path


@pytest.fixture
def start(tmp_path: Path, schema_file: Path) -> Iterator[Callable[..., Process]]:
    started: list[Process] = []

    def make(port: int = 0, command: list[str] = COMMAND) -> Process:
        started.append(Process(tmp_path / "server", schema_file, port, command))
        return started[-1]

    yield make
    for process in started:
        with process.process:  # closes its pipes and waits
            process.process.kill()


@pytest.fixture
def admin(tmp_path: Path) -> Callable[..., Any]:
    def run(*arguments: str, code: int = 0) -> Any:
        done = subprocess.run(
            [*COMMAND, *arguments, "--data", str(tmp_path / "server"), "--json"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return json.loads(done.stdout) if code == 0 else done.stderr

    return run


def test_it_serves_enrols_survives_kill_and_ends_when_asked(
    start: Any, admin: Any, laptop_at: Any, tmp_path: Path
) -> None:
    admin("office", "add", "RO", "Region")
    admin("office", "add", "KG", "Country", "--parent", "RO")
    admin("user", "add", "Aigul@example.org", "--office", "KG", "--role", "monitor")
    first = start()
    code = admin("device", "code", "aigul@example.org")["code"]
    laptop = laptop_at("aigul", HttpTransport(first.url))

    assert laptop.client.enrol(code).roles == {"KG": "monitor"}
    record = laptop.add_project("Bridge")
    assert laptop.sync().pushed == 1
    empty = laptop.sync()
    assert empty.requests == 1
    assert empty.bytes_sent + empty.bytes_received <= 700

    first.end(signal.SIGKILL)
    laptop.set(record, title="Wells")
    with pytest.raises(TransportError) as error:
        laptop.sync()
    assert error.value.code == "unreachable"

    second = start(int(first.url.rpartition(":")[2]))
    assert laptop.sync().pushed == 1
    told = admin("status")
    assert (told["operations"], told["quarantined"], told["devices"]) == (2, 0, 1)
    assert admin("verify") == {"ok": True, "faults": []}
    code, out, err = second.end()
    assert (code, out, err) == (0, "", "")


def enrolled(admin: Any, laptop_at: Any, url: str) -> Any:
    admin("office", "add", "KG", "Country")
    admin("user", "add", "aigul@example.org", "--office", "KG", "--role", "monitor")
    laptop = laptop_at("aigul", HttpTransport(url))
    laptop.client.enrol(admin("device", "code", "aigul@example.org")["code"])
    return laptop


def test_kill_9_of_the_laptop_at_any_commit_of_a_sync_loses_nothing(
    start: Any, admin: Any, laptop_at: Any
) -> None:
    server = start()
    laptop = enrolled(admin, laptop_at, server.url)
    for commit in range(1, 7):
        laptop.add_project(f"Before kill {commit}")
        laptop.close()
        subprocess.run([*DYING, str(commit), "sync", str(laptop.path), server.url], check=False)

    laptop.sync()

    assert laptop.rows("SELECT count(*) FROM sync_operations") == [(6,)]
    assert admin("status")["operations"] == 6
    assert laptop.sync().requests == 1


def test_kill_9_of_the_server_at_any_commit_loses_nothing(start: Any, admin: Any, laptop_at: Any) -> None:
    server = start()
    laptop = enrolled(admin, laptop_at, server.url)
    laptop.sync()
    port = int(server.url.rpartition(":")[2])
    server.end()
    for commit in range(2, 6):
        dying = start(port, [*DYING, str(commit)])
        for number in range(4):
            laptop.add_project(f"Project {number} before kill {commit}")
            with suppress(TransportError):
                laptop.sync()
        assert dying.process.wait(timeout=10) == -signal.SIGKILL

    start(port)
    laptop.sync()

    assert admin("status")["operations"] == 16
    assert admin("verify")["ok"]
    assert laptop.rows("SELECT count(*) FROM sync_transactions WHERE first_seq IS NULL") == [(0,)]


def test_a_second_server_on_the_same_data_or_port_says_so(
    start: Any, schema_file: Path, tmp_path: Path
) -> None:
    first = start()
    port = first.url.rpartition(":")[2]

    for data, where in ((tmp_path / "server", "0"), (tmp_path / "elsewhere", port)):
        done = subprocess.run(
            [*COMMAND, "run", "--data", str(data), "--port", where, "--schema", str(schema_file)],
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )
        assert done.returncode == 4
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1


def test_mistakes_are_answered_with_a_sentence_and_change_nothing(admin: Any) -> None:
    admin("office", "add", "RO", "Region")

    assert "no office XX" in admin("office", "add", "KG", "Country", "--parent", "XX", code=2)
    assert "no role boss" in admin("user", "add", "a@example.org", "--office", "RO", "--role", "boss", code=2)
    assert "no role yet" in admin("device", "code", "a@example.org", code=2)
    assert "0 devices" in admin("device", "revoke", "A1", code=2)
    assert admin("device", "list") == {"items": [], "total": 0}


def test_a_backup_is_restored_under_a_new_epoch(admin: Any, tmp_path: Path) -> None:
    admin("office", "add", "RO", "Region")
    epoch = admin("status")["epoch"]
    backup = tmp_path / "server.tar"

    assert admin("backup", str(backup))["size_bytes"] > 0
    assert admin("restore", str(backup))["epoch"] != epoch

    backup.write_bytes(b"no tar")
    assert "nothing was changed" in admin("restore", str(backup), code=3)
    assert os.path.exists(tmp_path / "server" / "server.db")
