"""The package holds both commands, the menu entry and a list of its parts, and the same folder makes the same bytes."""

import ast
import json
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from installers.linux.deb import make_deb
from installers.parts_list import parts_list

ROOT = Path(__file__).parents[2]


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    folder = tmp_path / "dist" / "milepost"
    folder.mkdir(parents=True)
    for name in ("milepost", "milepost-server"):
        (folder / name).write_text("#!/bin/sh\necho here\n")
        (folder / name).chmod(0o755)
    return folder


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="Debian packages are made on Debian")
def test_the_package_installs_both_commands_and_what_a_desktop_needs(frozen, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")

    package = make_deb(frozen, "0.1.0", tmp_path / "out")
    again = make_deb(frozen, "0.1.0", tmp_path / "again")

    subprocess.run(["dpkg", "-x", str(package), str(tmp_path / "root")], check=True)
    told = subprocess.run(
        [str(tmp_path / "root/usr/bin/milepost")], capture_output=True, text=True, check=True
    )
    assert told.stdout == "here\n"
    assert (tmp_path / "root/usr/share/applications/milepost.desktop").is_file()
    assert (tmp_path / "root/usr/lib/systemd/system/milepost-server.service").is_file()
    assert sha256(package.read_bytes()).digest() == sha256(again.read_bytes()).digest()


def test_the_list_of_parts_names_every_library_that_is_shipped_and_no_tool_of_ours():
    document = json.loads(parts_list(ROOT / "requirements.lock", "0.1.0"))

    names = {part["name"] for part in document["components"]}
    assert {"sqlalchemy", "reportlab", "sqlcipher3"} <= names
    assert not {"pytest", "ruff", "mypy"} & names
    assert all(part["version"] for part in document["components"])


def test_every_font_of_window_and_reports_is_in_the_package():
    from desktop.reports.typefaces import _SCRIPTS
    from desktop.ui.theme.fonts import _FILES

    spec = (ROOT / "installers/milepost.spec").read_text("utf-8")
    families = {family for _first, _last, family in _SCRIPTS} | {name.split("-")[0] for name in _FILES}

    missing = {
        family
        for family in families
        if f'"{family.removeprefix("NotoSans")}"' not in spec and family not in spec
    }
    assert missing == set()


def test_no_module_needs_at_once_a_library_that_the_package_leaves_out():
    left_out = next(
        ast.literal_eval(node.value)
        for node in ast.parse((ROOT / "installers/milepost.spec").read_text("utf-8")).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "left_out"
    )
    sources = [*(ROOT / "desktop").rglob("*.py"), *(ROOT / "sync").rglob("*.py")]

    at_once = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources
        for name in imported_at_once(path)
        if any(f"{name}.".startswith(f"{one}.") for one in left_out)
    }

    assert at_once == set()


def imported_at_once(path: Path) -> list[str]:
    """By the module as a whole: not inside functions, not for type checking alone."""
    found: list[str] = []
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found
