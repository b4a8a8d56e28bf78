"""What the first picture does not need is imported after it."""

import json
import os
import subprocess
import sys

FIRST_PICTURE = """
import json, sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from desktop.app.gui import Gui, Start
from desktop.ui.start_window import StartWindow
from desktop.ui.theme import Appearance
Appearance(app).apply("light", 1.0)
window = StartWindow()
window.show()
app.processEvents()
print(json.dumps(sorted(sys.modules)))
"""
TOO_HEAVY = (
    "sqlalchemy", "alembic", "sqlcipher3", "reportlab", "pyxform", "lxml", "httpx", "keyring", "cryptography",
    "openpyxl", "pikepdf", "qtawesome", "babel", "typer", "msgspec", "PIL", "pypdfium2", "uharfbuzz",
)  # fmt: skip


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", FIRST_PICTURE],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "MILEPOST_STATE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = {name.split(".")[0] for name in json.loads(told.stdout.splitlines()[-1])}
    assert loaded & set(TOO_HEAVY) == set()
