"""A regional server for the demo: started as the program it is, and stopped by the process that was started."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.errors import NetworkProblem
from desktop.i18n import _
from desktop.paths import server_command

_STOP_WITHIN_S = 10


class DemoServer:
    """The data folder of a server, and the commands that keep it."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def add_offices(self, *offices: tuple[str, str, str | None]) -> None:
        """Code, name, and the office above."""
        for code, name, parent in offices:
            self._type("office", "add", code, name, *(("--parent", parent) if parent else ()))

    def code_for(self, email: str, office: str, role: str) -> str:
        """Give a person a role, and a one-time code to enrol a laptop with."""
        self._type("user", "add", email, "--office", office, "--role", role)
        return self._type("device", "code", email)

    @contextmanager
    def running(self) -> Iterator[str]:
        """Its address, for as long as it serves. Raises NetworkProblem where it does not come up."""
        log = self._data / "server.log"
        with open(log, "wb") as errors:
            process = subprocess.Popen(
                self._command("run", "--port", "0"), stdout=subprocess.PIPE, stderr=errors, text=True
            )
        try:
            line = process.stdout.readline() if process.stdout else ""
            address = line.strip().rpartition(" ")[2]
            if not address.startswith("http"):
                raise NetworkProblem(
                    _("The demo's server did not start."), _("What it said is in {file}.").format(file=log)
                )
            yield address
        finally:
            _stop(process)

    def _type(self, *words: str) -> str:
        done = subprocess.run(self._command(*words), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise NetworkProblem(
                _("The demo's server refused a command: {reason}").format(reason=done.stderr.strip()[-300:])
            )
        return done.stdout.strip()

    def _command(self, *words: str) -> list[str]:
        return [*server_command(), *words, "--data", str(self._data)]


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(_STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
