"""What a running server tells of itself, how it ends, and that two share one PostgreSQL."""

import http.client
import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from sync.client.transport import HttpTransport
from sync.messages.schema import write_schema

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-c", "from sync.server.app import main; main()"]


class Serving:
    """A real process, and the commands of the person who runs it."""

    def __init__(self, folder: Path, schema: Any, *where: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "schema.json").write_bytes(write_schema(schema))
        self._where = ["--data", str(folder / "data"), *where]
        self.processes: list[subprocess.Popen[str]] = []
        self._schema = ["--schema", str(folder / "schema.json")]

    def start(self, *more: str) -> str:
        command = [*COMMAND, "run", *self._where, *self._schema, "--port", "0", *more]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.processes.append(process)
        assert process.stdout is not None
        return process.stdout.readline().split()[-1]

    def tell(self, *arguments: str) -> Any:
        command = [*COMMAND, *arguments, *self._where, "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    def code_for(self, email: str) -> str:
        self.tell("office", "add", "KG", "Country")
        self.tell("user", "add", email, "--office", "KG", "--role", "monitor")
        return str(self.tell("device", "code", email)["code"])


@pytest.fixture
def serving(tmp_path: Path, schema: Any) -> Iterator[Callable[..., Serving]]:
    made: list[Serving] = []

    def make(*where: str) -> Serving:
        made.append(Serving(tmp_path / "server", schema, *where))
        return made[-1]

    yield make
    for each in made:
        for process in each.processes:
            with process:
                process.kill()


def fetched(url: str, **headers: str) -> tuple[int, str]:
    try:
        with urlopen(Request(url, headers=headers)) as answer:
            return answer.status, answer.read().decode()
    except OSError as fault:
        return getattr(fault, "code", 0), ""


def test_calls_are_counted_and_logged_without_who_or_what(serving: Any, laptop_at: Any) -> None:
    server = serving()
    url = server.start("--log", "info")
    laptop = laptop_at("aigul", HttpTransport(url))
    laptop.client.enrol(server.code_for(laptop.actor))
    record = laptop.add_project("A bridge in Osh")
    laptop.sync()

    status, told = fetched(f"{url}/metrics")
    assert status == 200
    assert 'milepost_calls_total{route="sync",status="200"}' in told
    assert 'milepost_transactions_total{code="",outcome="applied"} 1.0' in told
    assert fetched(f"{url}/metrics", **{"X-Forwarded-For": "203.0.113.9"})[0] == 404

    server.processes[0].send_signal(signal.SIGTERM)
    _, log = server.processes[0].communicate(timeout=20)
    lines = [json.loads(line) for line in log.splitlines()]
    assert {"enrol", "sync"} <= {line.get("route") for line in lines}
    for secret in ("aigul", "Osh", record, laptop.scope):
        assert secret not in log + told


def test_a_server_that_is_told_to_stop_answers_what_it_has_begun(serving: Any) -> None:
    server = serving()
    host, _, port = server.start().removeprefix("http://").partition(":")
    process = server.processes[0]
    call = http.client.HTTPConnection(host, int(port), timeout=20)
    call.putrequest("POST", "/enrol")
    call.putheader("Content-Length", "4")
    call.endheaders(b"{}")
    begun = f"http://{host}:{port}/metrics"
    while "calls_at_work 2.0" not in fetched(begun)[1]:  # that call and this one
        assert process.poll() is None

    process.send_signal(signal.SIGTERM)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=0.5)
    call.send(b"{}")

    assert call.getresponse().status == 400
    call.close()
    assert process.wait(timeout=20) == 0


def test_two_servers_on_one_postgresql_keep_one_order(
    serving: Any, laptop_at: Any, fresh_postgres: Callable[[], str]
) -> None:
    server = serving("--database", fresh_postgres())
    urls = [server.start(), server.start()]
    laptops = [laptop_at(name, HttpTransport(url)) for name, url in zip("ab", urls, strict=True)]
    for laptop in laptops:
        laptop.client.enrol(server.code_for(laptop.actor))
        laptop.sync()

    def work(laptop: Any) -> None:
        for number in range(20):
            laptop.add_project(f"{laptop.actor} {number}")
            laptop.sync()

    with ThreadPoolExecutor(2) as both:
        list(both.map(work, laptops))
    for laptop in (*laptops, *laptops):
        laptop.sync()

    assert laptops[0].content() == laptops[1].content()
    assert len(laptops[0].content()["projects"]) == 40
    assert server.tell("status")["operations"] == 40
    assert server.tell("verify")["ok"]
