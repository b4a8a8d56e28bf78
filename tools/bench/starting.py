"""Start and memory of the window, beside a bare PySide6 window with a table, on a virtual screen."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.bench.measuring import Outcome, alternate
from tools.bench.stores import PASSPHRASE, make_store

Told = dict[str, float]


def run(folder: Path, rounds: int, *, quick: bool) -> list[Outcome]:
    store = folder / "window"
    make_store(store, projects=3 if quick else 40, visits=6 if quick else 150).close()
    with _screen() as screen:
        environment = {
            **os.environ,
            **screen,
            # An installed program has its bytecode; the round that does not count writes ours.
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
            "MILEPOST_PASSPHRASE": PASSPHRASE,
            "MILEPOST_STATE": str(folder / "state"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }
        products: list[Told] = []
        limits: list[Told] = []

        def product() -> float:
            products.append(_started("tools.bench.window_product", environment, str(store)))
            return products[-1]["painted"]

        def limit() -> float:
            limits.append(_started("tools.bench.window_limit", environment))
            return limits[-1]["painted"]

        limit_times, product_times = alternate(rounds, limit, product)
    where = "Xvfb" if "DISPLAY" in screen else "offscreen: no Xvfb here"
    opened = tuple(one["opened"] for one in products[1:])
    return [
        Outcome(
            name="start: exec to first painted window",
            unit="s",
            product=product_times,
            limit=limit_times,
            reach=1.4,
            note=where,
        ),
        Outcome(
            name="start: exec to the open store",
            unit="s",
            product=opened,
            limit=limit_times,
            note="passphrase from the environment; no reach is set",
        ),
        Outcome(
            name="memory after start (PSS)",
            unit="MiB",
            product=_mebibytes(products, "pss_kib"),
            limit=_mebibytes(limits, "pss_kib"),
            reach=1.9,
            note="two seconds after the store is open",
        ),
        Outcome(
            name="memory after start (private)",
            unit="MiB",
            product=_mebibytes(products, "private_kib"),
            limit=_mebibytes(limits, "private_kib"),
            note="no library counted, so other Qt programs change nothing; no reach is set",
        ),
    ]


def _mebibytes(told: list[Told], name: str) -> tuple[float, ...]:
    return tuple(one[name] / 1024 for one in told[1:])


def _started(module: str, environment: dict[str, str], *words: str) -> Told:
    """What a window told, its moments counted from the start of its process."""
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"{module} told nothing: {done.stderr[-600:]}")
    told: Told = json.loads(lines[-1])
    return {name: value if name.endswith("_kib") else value - begun for name, value in told.items()}


@contextmanager
def _screen() -> Iterator[dict[str, str]]:
    """A virtual screen of its own, or Qt's offscreen platform where there is none."""
    if shutil.which("Xvfb") is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    reading, writing = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x900x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        process.terminate()
        process.wait(10)
