"""What the first picture does not need is imported after it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.app.wiring import Milepost
from tests.conftest import PASSPHRASE

FIRST_PICTURE = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.ui.plain_imports import leave_sources_unread
leave_sources_unread()
from desktop.app.gui import Gui, Start
from desktop.ui.crash import CrashNet
app = QApplication([])
gui = Gui(app, CrashNet(app), Start(store=Path(sys.argv[1]), lang="ar"))
assert gui.begin()
told = []
gui.start_window.painted.connect(lambda: told.append(sorted(sys.modules)))
while not told:
    app.processEvents()
print(json.dumps(told[0]))
"""
TOO_HEAVY = (
    "sqlalchemy", "alembic", "sqlcipher3", "reportlab", "pyxform", "lxml", "httpx", "keyring", "cryptography",
    "openpyxl", "pikepdf", "qtawesome", "babel", "typer", "msgspec", "PIL", "pypdfium2", "uharfbuzz",
    "structlog", "pydantic", "argon2", "zstandard", "socket", "asyncio", "platformdirs", "decimal", "sync",
)  # fmt: skip
OURS = {
    "desktop", "desktop.app", "desktop.app.gui", "desktop.errors", "desktop.i18n", "desktop.paths", "desktop.settings",
    "desktop.settings.last_profile", "desktop.settings.preferences", "desktop.ui", "desktop.ui.crash",
    "desktop.ui.opening_page", "desktop.ui.plain_imports", "desktop.ui.single_instance",
    "desktop.ui.start_window", "desktop.ui.theme", "desktop.ui.theme.tokens",
}  # fmt: skip
OF_QT = {"PySide6", "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtSvg"}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules of a process at the moment its first picture is painted."""
    folder = tmp_path_factory.mktemp("start")
    told = subprocess.run(
        [sys.executable, "-c", FIRST_PICTURE, str(folder / "profile")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "MILEPOST_STATE": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(told.stdout.splitlines()[-1]))


def test_nothing_heavy_is_loaded_before_the_first_paint(loaded):
    assert {name.split(".")[0] for name in loaded} & set(TOO_HEAVY) == set()


def test_of_ours_only_what_the_first_picture_shows_is_loaded(loaded):
    ours = {name for name in loaded if name.split(".")[0] == "desktop"}

    assert ours - OURS == set()


def test_of_qt_only_four_libraries_are_loaded(loaded):
    libraries = {name for name in loaded if name.startswith("PySide6") and "support" not in name}

    assert libraries == OF_QT


def test_the_source_of_an_imported_module_is_not_read():
    asked = subprocess.run(
        [
            sys.executable,
            "-c",
            "import linecache\n"
            "from desktop.ui.plain_imports import leave_sources_unread\n"
            "leave_sources_unread()\n"
            "before = len(linecache.cache)\n"
            "import desktop.rules.folding, wave\n"
            "print(len(linecache.cache) - before)",
        ],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert asked.stdout.strip() == "0"


AN_OPEN_STORE = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.ui.plain_imports import leave_sources_unread
leave_sources_unread()
from desktop.app.gui import Gui, Start
from desktop.ui.crash import CrashNet
app = QApplication([])
gui = Gui(app, CrashNet(app), Start(store=Path(sys.argv[1]), passphrase=sys.argv[2], lang="en"))
assert gui.begin()
idle = []
while gui.session is None:
    app.processEvents()
gui.session.jobs.idle.connect(lambda: idle.append(True))
while not idle or gui.session.jobs.running_titles:
    app.processEvents()
told = sorted(sys.modules)
window = gui.session.window
window.go_to("projects")
window.go_to("visits")
while window.current_key != "visits":
    app.processEvents()
window.go_to("today")
from desktop.services.visits.records import VisitFilter
print(json.dumps([told, window.current_key, gui.session.services.visits.count(VisitFilter())]))
gui.end()
"""
FOR_RECORDS = (
    "sqlalchemy", "sync", "asyncio", "ssl", "email", "msgspec", "zstandard", "pyrage", "uuid_utils", "alembic", "httpx",
)  # fmt: skip


def test_the_first_screen_of_an_open_store_loads_no_mapped_record_and_the_next_one_waits_for_them(
    profile_folder: Path, tmp_path: Path
) -> None:
    with Milepost().open(profile_folder, PASSPHRASE) as services:  # the index and the daily backup are made
        services.search.catch_up()
        services.upkeep.back_up()
    told = subprocess.run(
        [sys.executable, "-c", AN_OPEN_STORE, str(profile_folder), PASSPHRASE],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "MILEPOST_STATE": str(tmp_path / "state"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert told.returncode == 0, told.stderr
    loaded, screen, visits = json.loads(told.stdout.splitlines()[-1])

    assert {name.split(".")[0] for name in loaded} & set(FOR_RECORDS) == set()
    assert "desktop.models.everything" not in loaded
    assert (screen, visits) == ("today", 0)


def test_the_screens_of_every_day_need_no_reader_of_forms_or_writer_of_papers():
    """What a form, a report or a sync needs is imported when one is opened, printed or begun."""
    program = (
        "import sys, importlib\n"
        "from desktop.services.roster import prepare_first_reading\n"
        "prepare_first_reading()\n"
        "import desktop.ui.session\n"
        "for name in ('today', 'projects', 'visits', 'actions'):\n"
        "    importlib.import_module(f'desktop.ui.screens.{name}.view')\n"
        "print(sorted({'lxml', 'pyxform', 'reportlab', 'httpx', 'openpyxl', 'pikepdf'} & set(sys.modules)))"
    )
    asked = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert asked.stdout.strip() == "[]"
