"""Starts the program out of its package, in an empty home: window, store, demo, PDF, server."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PASSPHRASE = "four words for smoke"


def smoke_test(package: Path) -> None:
    """Raises SystemExit with the first thing that does not work."""
    with tempfile.TemporaryDirectory(prefix="milepost-smoke-") as name:
        place = Path(name)
        subprocess.run(["dpkg", "-x", str(package), str(place / "root")], check=True)
        tried = Installed(place)
        tried.check("the command line answers", "--help")
        tried.check("a store is made", "--store", tried.store, "init", "--office", "KG", "--user", "Aigul")
        tried.check("the search answers", "--store", tried.store, "--json", "search", "Aigul")
        tried.check("the window opens and closes", "--store", tried.store, "--check")
        tried.check(
            "the demo runs, syncs and prints", "demo", "--out", tried.demo, "--projects", "3", "--visits", "6"
        )
        tried.check_pdf(place)
        tried.check_server()


class Installed:
    """The program as installed under a folder, with nothing of this machine's Python in reach."""

    def __init__(self, place: Path) -> None:
        self._bin = place / "root" / "usr" / "bin"
        self.store, self.demo = str(place / "store"), str(place / "demo")
        home = place / "home"
        home.mkdir()
        self._environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(home),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_DATA_HOME": str(home / "data"),
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            "MILEPOST_PASSPHRASE": PASSPHRASE,
        }

    def check(self, what: str, *arguments: str) -> str:
        done = self._run("milepost", *arguments)
        if done.returncode:
            said = f"{done.stdout}{done.stderr}\n{self._log()}"
            raise SystemExit(f"Smoke test: {what}: failed ({done.returncode}).\n{said}")
        print(f"Smoke test: {what}.", file=sys.stderr, flush=True)
        return done.stdout

    def check_pdf(self, folder: Path) -> None:
        reports = sorted(folder.glob("demo*/**/*.pdf"))
        if not reports or not reports[0].read_bytes().startswith(b"%PDF"):
            raise SystemExit("Smoke test: the demo printed no report.")
        print(f"Smoke test: a report of {reports[0].stat().st_size} bytes.", file=sys.stderr, flush=True)

    def check_server(self) -> None:
        data = str(Path(self.store).with_name("server"))
        done = self._run(
            "milepost-server", "office", "add", "RO", "Regional Office", "--data", data, "--json"
        )
        if done.returncode:
            raise SystemExit(f"Smoke test: the server does not answer.\n{done.stdout}{done.stderr}")
        json.loads(done.stdout)
        print("Smoke test: the server answers.", file=sys.stderr, flush=True)

    def _log(self) -> str:
        """The end of what the program wrote about itself."""
        logs = sorted(Path(self._environment["XDG_STATE_HOME"]).rglob("milepost.log"))
        return "\n".join(logs[0].read_text("utf-8").splitlines()[-20:]) if logs else ""

    def _run(self, program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(self._bin / program), *arguments],
            env=self._environment, cwd=os.fspath(self._bin), capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
