"""What Qt made is freed on the window's thread, however much a background job allocates."""

import gc
import threading

from PySide6.QtCore import QObject

from desktop.ui.background import BackgroundJobs
from desktop.ui.collecting import Collector


class Circle(QObject):
    """Holds itself, as a widget does whose signal is connected to a function that names it."""

    freed_on: list[int] = []

    def __init__(self) -> None:
        super().__init__()
        self.me = self

    def __del__(self) -> None:
        Circle.freed_on.append(threading.get_ident())


def allocate_much(_progress: object) -> list[list[int]]:
    return [[] for _each in range(200_000)]


def test_a_cycle_with_an_object_of_qt_is_freed_on_the_windows_thread(qtbot, qapp):
    parent = QObject()
    Circle.freed_on.clear()
    jobs, done = BackgroundJobs(parent), []
    gc.collect()
    collector = Collector(parent)
    try:
        collector.settle()
        for _each in range(50):
            Circle()
        jobs.start(allocate_much, done=done.append)
        qtbot.waitUntil(lambda: bool(done) and len(Circle.freed_on) == 50, timeout=20_000)
    finally:
        collector.end()
        gc.unfreeze()

    assert set(Circle.freed_on) == {threading.get_ident()}
    assert gc.isenabled()
