"""The window with one form in it, in a process of its own: opens, answers, and says how long each took."""

import gc
import json
import os
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from tools.bench.window_product import memory_kib

_ANSWERS_A_SECTION = 4


def main(store: str, submission: str, rounds: int) -> int:
    """Prints JSON: seconds of openings and answers, MiB of an open form."""
    from PySide6.QtWidgets import QApplication

    app = QApplication(["milepost"])
    from desktop.ui.theme import Appearance

    Appearance(app).apply("light", 1.0)
    from desktop.app.wiring import Milepost
    from desktop.clock import system_clock
    from desktop.ui.collecting import Collector
    from tools.bench.stores import PASSPHRASE

    collector = Collector(app)  # as in life
    services = Milepost(system_clock).open_services(Path(store), PASSPHRASE)
    window = _window(services)
    told: dict[str, Any] = {"opened": [], "opened_own": []}
    submission_id = UUID(submission)
    before = _memory()
    told["first"] = _open(window, submission_id)
    collector.settle()
    told["mib"] = _memory() - before
    for _round in range(rounds):
        window.go_to("library")
        app.processEvents()
        own = time.thread_time()
        told["opened"].append(_open(window, submission_id))
        told["opened_own"].append(time.thread_time() - own)
    told["answered"], told["worked"] = _answer(app, window)
    print(json.dumps(told), flush=True)
    sys.stdout.flush()
    os._exit(0)


def _window(services: Any) -> Any:
    from desktop.settings.preferences import Preferences
    from desktop.ui.jobs import JobsAtOnce
    from desktop.ui.main_window import MainWindow
    from desktop.ui.screen_list import screen_entries
    from desktop.ui.window_shell import WindowShell

    shell = WindowShell(services, JobsAtOnce(), Preferences())
    entries = [one for one in screen_entries(shell, lambda _key: 0) if one.key in ("library", "form")]
    window = MainWindow(entries, person="Bench")
    shell.attach(window)
    window.resize(1366, 768)
    window.show()
    window.go_to("library")
    window.repaint()
    return window


def _memory() -> float:
    gc.collect()
    return memory_kib()["private_kib"] / 1024


def _open(window: Any, submission_id: UUID) -> float:
    from PySide6.QtWidgets import QApplication

    begun = time.perf_counter()
    window.go_to("form", submission_id)
    QApplication.processEvents()
    window.repaint()
    return time.perf_counter() - begun


def _answer(app: Any, window: Any) -> tuple[list[float], list[float]]:
    """A few answers in every section, each painted before the next: seconds, and those of this thread alone."""
    view = window.screen_of("form")
    presenter = view._presenter
    spent, worked = [], []
    for section in presenter._form.opened.sections():
        presenter.section_chosen(section.id)
        for _turn in range(3):  # what showing a section leaves for later is no part of its first answer
            app.processEvents()
        for path, value in _asked(presenter._form.opened.items(section)):
            begun, own = time.perf_counter(), time.thread_time()
            presenter.answers.answered(path, value)
            app.processEvents()
            spent.append(time.perf_counter() - begun)
            worked.append(time.thread_time() - own)
    return spent, worked


def _asked(items: Any) -> list[tuple[str, str]]:
    found = []
    for item in items:
        kind = getattr(item, "type", "")
        if not getattr(item, "relevant", False) or getattr(item, "readonly", True):
            continue
        value = {"integer": "7", "decimal": "2.5", "text": "Osh", "date": "2026-11-03"}.get(kind, "")
        if kind.startswith("select") and item.choices:
            value = item.choices[-1].value
        if value and item.value != value:
            found.append((item.path, value))
    return found[:_ANSWERS_A_SECTION]


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
