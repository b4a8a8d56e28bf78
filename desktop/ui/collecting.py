"""Collects Python's garbage on the window's thread alone.

Python looks for cycles on whichever thread happens to make objects. A cycle that holds a widget, a timer or a watcher
would then be freed by a background job, which Qt does not allow: it ends the process, now or later.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 200


class Collector(QObject):
    """From its making until `end` nothing but its own timer collects."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(collect_what_is_due)

    def settle(self) -> None:
        """Leave what was loaded so far out of every later collection, which then takes no visible time."""
        gc.freeze()
        self._timer.start()

    def end(self) -> None:
        self._timer.stop()
        gc.enable()


def collect_what_is_due() -> None:
    """By Python's own thresholds; the counts go on while its collector is off."""
    due = [
        generation
        for generation, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > most
    ]
    if due:
        gc.collect(due[-1])
