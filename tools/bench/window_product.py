"""The window of Milepost as a program: says when it was first painted, when a store is open, and what it holds."""

import gc
import json
import os
import sys
import time
from pathlib import Path


def main(store: str) -> int:
    """The way of `desktop.app.main` and `open_window`, with a listener at the first picture."""
    from desktop.app.logs import begin_logging

    begin_logging()
    from desktop.ui.plain_imports import leave_sources_unread

    leave_sources_unread()
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from desktop.app.gui import Gui, Start
    from desktop.ui.crash import CrashNet

    gc.disable()
    app = QApplication(["milepost"])
    app.setQuitOnLastWindowClosed(False)
    gui = Gui(app, CrashNet(app), Start(store=Path(store)))
    told: dict[str, float] = {}
    if not gui.begin() or gui.start_window is None:
        return 1
    gui.start_window.painted.connect(lambda: told.setdefault("painted", time.monotonic()))

    def look() -> None:
        if gui.session is None:
            return
        told.setdefault("opened", time.monotonic())
        if time.monotonic() - told["opened"] > 2:
            told.update(memory_kib())
            app.quit()

    timer = QTimer(app, interval=20)
    timer.timeout.connect(look)
    timer.start()
    QTimer.singleShot(60_000, app, app.quit)
    app.exec()
    gui.end()
    print(json.dumps(told), flush=True)
    return 0


def memory_kib() -> dict[str, float]:
    """This process's share of memory, and what no other process shares and no file could give again."""
    names = {"Pss": "pss_kib", "Private_Dirty": "private_kib"}
    with open("/proc/self/smaps_rollup") as file:
        fields = [line.split() for line in file]
    told = {field[0].rstrip(":"): field[1] for field in fields}
    return {key: float(told[name]) for name, key in names.items()}


if __name__ == "__main__":
    os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    sys.exit(main(sys.argv[1]))
