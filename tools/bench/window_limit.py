"""A bare window with a table: says when it was first painted, and what it holds."""

import json
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, float] = {}

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.told.setdefault("painted", time.monotonic())
        return False


def main() -> int:
    app = QApplication(["bare"])
    model = QStandardItemModel()
    for row in range(40):
        model.appendRow([QStandardItem(f"Visit {row} column {column}") for column in range(6)])
    table = QTableView()
    table.setModel(model)
    table.resize(1366, 768)
    listener = Listener()
    table.viewport().installEventFilter(listener)
    table.show()
    QTimer.singleShot(2000, app.quit)
    app.exec()
    from tools.bench.window_product import memory_kib

    print(json.dumps({**listener.told, **memory_kib()}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
