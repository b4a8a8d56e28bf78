"""Runs a command of the server, or one sync of a laptop, that is killed at its n-th commit."""

import importlib.util
import os
import signal
import sys
from pathlib import Path

from sqlalchemy import Connection, Engine, event


def die_at(commit: int) -> None:
    counted = [0]

    @event.listens_for(Engine, "commit")
    def count(connection: Connection) -> None:
        counted[0] += 1
        if counted[0] == commit:
            os.kill(os.getpid(), signal.SIGKILL)


def sync_once(folder: str, url: str) -> None:
    from sync.client.transport import HttpTransport

    spec = importlib.util.spec_from_file_location("laptops", Path(__file__).parents[1] / "conftest.py")
    assert spec is not None
    assert spec.loader is not None
    laptops = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(laptops)
    laptops.Laptop(Path(folder), HttpTransport(url), "aigul@example.org").sync()


if __name__ == "__main__":
    die_at(int(sys.argv.pop(1)))
    if sys.argv[1] == "sync":
        sync_once(*sys.argv[2:])
    else:
        from sync.server.app import main

        main()
