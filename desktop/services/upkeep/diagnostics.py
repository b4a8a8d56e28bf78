"""The bundle a person sends when something went wrong: versions, counts and the log, no personal data."""

import json
import platform
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from desktop.clock import Clock
from desktop.errors import StoreProblem
from desktop.i18n import _, language
from desktop.paths import state_folder
from desktop.services.upkeep.storage_use import storage_use
from desktop.storage.counts import rows_by_table
from desktop.storage.database import Database
from desktop.storage.migrate import HEAD

LIBRARIES = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "sqlcipher3",
    "reportlab",
    "pyxform",
    "httpx",
    "cryptography",
)
LOG_LINES = 2000


def program_version() -> str:
    """The version of Milepost that is running."""
    try:
        return metadata.version("milepost")
    except metadata.PackageNotFoundError:
        return "0"


def write_diagnostics(
    path: Path, database: Database, clock: Clock, *, backups: Sequence[datetime], checks: Mapping[str, int]
) -> None:
    """Write the zip at `path`. Names, paths, texts and numbers of the store stay out: only counts go in."""
    facts = {
        **_facts(database, clock),
        "backups": [made_at.isoformat() for made_at in backups],
        "checks": dict(checks),
    }
    unfinished = path.with_name(path.name + ".part")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as out:
            out.writestr("facts.json", json.dumps(facts, indent=1, sort_keys=True))
            for log in sorted((state_folder() / "logs").glob("*.log")):
                out.writestr(f"logs/{log.name}", _clean(log))
        unfinished.replace(path)
    except OSError as problem:
        unfinished.unlink(missing_ok=True)
        raise StoreProblem(_("The bundle could not be written."), _("Choose another folder.")) from problem


def _facts(database: Database, clock: Clock) -> dict[str, Any]:
    use = storage_use(database.profile.folder)
    return {
        "milepost": program_version(),
        "schema": HEAD,
        "made_at": clock().isoformat(),
        "language": language(),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in LIBRARIES},
        "rows": rows_by_table(database),
        "bytes": {
            "store": use.store,
            "attachments": use.attachments,
            "backups": use.backups,
            "free": use.free,
        },
    }


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _clean(log: Path) -> str:
    """The last lines, without the name of the person's home folder."""
    try:
        lines = log.read_text("utf-8", errors="replace").splitlines()[-LOG_LINES:]
    except OSError:
        return ""
    return "\n".join(lines).replace(str(Path.home()), "~") + "\n"
